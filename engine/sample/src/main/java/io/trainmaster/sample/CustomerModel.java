package io.trainmaster.sample;

import java.time.LocalDate;

/**
 * Draws customers and decides who leaves. All are seen on one day, {@link #TODAY}.
 *
 * <p><b>Who they are.</b> Age is normal with mean 46 and deviation 17, kept within 18 to 96. The
 * plan is basic for 45 %, plus for 35 % and pro for 20 %. Contracts are monthly for 55 %, of one
 * year for 25 % and of two years for 20 %. Tenure is exponential with a mean of 16 months under a
 * monthly contract and of 34 otherwise, at most 120. Charges are normal around 29.99, 54.99 and
 * 94.99 by plan with a deviation of a sixth. Usage is the plan's normal usage (20, 60 and 160 GB)
 * times exp(normal(-0.15, 0.7)). Support calls are Poisson with mean 1.1, and 2.6 for one customer
 * in eight, who has trouble. Satisfaction starts at 3.9, loses 0.35 for each call and 0.6 with
 * trouble, varies by 0.9 and is rounded to 1 … 5. Days since the last login are exponential with a
 * mean of 6 with the app and 13 without it.
 *
 * <p><b>Who leaves.</b> A customer leaves with probability 1 / (1 + exp(-z)), where z is the sum of
 *
 * <pre>
 *   -2.70                                        so that between 20 % and 25 % leave
 *   +1.20 monthly, -0.60 one year, -1.80 two years
 *   -0.95 ln(1 + tenure / 12)
 *   +1.20 monthly and tenure under 6 months       (interaction)
 *   +3.20 (charges / normal charges of the plan - 1)
 *   +0.30 support calls
 *   +0.60 support calls beyond the first, where satisfaction is 2 or less   (interaction)
 *   -0.65 (satisfaction - 3)
 *   +1.40 usage under 30 % of the plan's normal usage
 *   +1.30 usage over 250 % of it on basic         (interaction)
 *   +0.70 ln(1 + days since last login / 7)
 *   -0.70 app, for those under 60                 (interaction)
 *   +0.45 ((age - 46) / 20)^2
 *   +0.40 electronic check, -0.25 automatic payment
 *   +0.25 region north, -0.15 region west
 *   +0.40 normal()                                 what no column tells
 * </pre>
 *
 * <p>Knowing all columns but the last term, the best possible AUC is about 0.90.
 */
final class CustomerModel {

  /** The day on which all customers are looked at. */
  static final LocalDate TODAY = LocalDate.of(2025, 12, 31);

  private static final String[] PLANS = {"basic", "plus", "pro"};
  private static final String[] CONTRACTS = {"monthly", "one year", "two years"};
  private static final String[] REGIONS = {"north", "south", "east", "west", "islands"};
  private static final String[] PAYMENTS = {
    "electronic check", "credit card", "bank transfer (automatic)", "mailed check"
  };
  private static final String[] CHANNELS = {
    "web", "store, own", "store, partner", "phone", "\"bring a friend\" offer", "fair, \"2 for 1\""
  };
  private static final double TROUBLE = 0.125;
  private static final double UNKNOWN = 0.4;

  private CustomerModel() {}

  /** The customer of a row. */
  static Customer customer(SeededRandom random, long number) {
    int age = (int) Math.round(random.normal(46, 17, 18, 96));
    String region = random.choose(REGIONS, 0.22, 0.27, 0.24, 0.21);
    String plan = random.choose(PLANS, 0.45, 0.35);
    String contract = random.choose(CONTRACTS, 0.55, 0.25);
    String payment = random.choose(PAYMENTS, 0.33, 0.27, 0.25);
    String channel = random.choose(CHANNELS, 0.38, 0.2, 0.16, 0.13, 0.09);
    double meanTenure = contract.equals("monthly") ? 16 : 34;
    int tenure = (int) Math.min(120, random.exponential(meanTenure));
    LocalDate signup = TODAY.minusMonths(tenure).minusDays(random.below(28));
    long charges = Math.round(random.normal(1, 1.0 / 6, 0.5, 1.8) * normalCharges(plan) * 100);
    double usageFactor = StrictMath.exp(-0.15 + 0.7 * random.normal());
    long usage = Math.round(10 * normalUsage(plan) * usageFactor);
    boolean trouble = random.chance(TROUBLE);
    int calls = random.poisson(trouble ? 2.6 : 1.1);
    double mood = 3.9 - 0.35 * calls - (trouble ? 0.6 : 0) + 0.9 * random.normal();
    int satisfaction = (int) Math.round(Math.min(5, Math.max(1, mood)));
    boolean app = random.chance(age < 60 ? 0.72 : 0.41);
    int idle = (int) Math.min(180, random.exponential(app ? 6 : 13));
    Customer drawn =
        new Customer(
            number,
            signup,
            later(signup, TODAY.minusDays(idle)),
            age,
            region,
            plan,
            contract,
            payment,
            channel,
            tenure,
            charges,
            usage,
            calls,
            satisfaction,
            app,
            false);
    double z = logit(drawn) + UNKNOWN * random.normal();
    return random.chance(probability(z)) ? leaving(drawn) : drawn;
  }

  /** The sum z of the class's documentation but for its last term. */
  static double logit(Customer customer) {
    double idle = TODAY.toEpochDay() - customer.lastLogin().toEpochDay();
    double age = (customer.age() - 46) / 20.0;
    double z = -2.70;
    z += contract(customer);
    z -= 0.95 * StrictMath.log(1 + customer.tenureMonths() / 12.0);
    z += 3.2 * (customer.chargesCents() / 100.0 / normalCharges(customer.plan()) - 1);
    z += support(customer);
    z += usage(customer);
    z += 0.7 * StrictMath.log(1 + idle / 7);
    z += customer.hasApp() && customer.age() < 60 ? -0.7 : 0;
    z += 0.45 * age * age;
    z += payment(customer.paymentMethod());
    z += region(customer.region());
    return z;
  }

  /** The logistic function. */
  static double probability(double logit) {
    return 1 / (1 + StrictMath.exp(-logit));
  }

  private static double contract(Customer customer) {
    return switch (customer.contract()) {
      case "monthly" -> customer.tenureMonths() < 6 ? 2.4 : 1.2;
      case "one year" -> -0.6;
      default -> -1.8;
    };
  }

  private static double support(Customer customer) {
    int calls = customer.supportCalls();
    double angry = customer.satisfaction() <= 2 ? 0.6 * Math.max(0, calls - 1) : 0;
    return 0.3 * calls + angry - 0.65 * (customer.satisfaction() - 3);
  }

  private static double usage(Customer customer) {
    double share = customer.usageTenths() / 10.0 / normalUsage(customer.plan());
    if (share < 0.3) {
      return 1.4;
    }
    return share > 2.5 && customer.plan().equals("basic") ? 1.3 : 0;
  }

  private static double payment(String method) {
    return switch (method) {
      case "electronic check" -> 0.4;
      case "bank transfer (automatic)" -> -0.25;
      default -> 0;
    };
  }

  private static double region(String region) {
    return switch (region) {
      case "north" -> 0.25;
      case "west" -> -0.15;
      default -> 0;
    };
  }

  private static double normalCharges(String plan) {
    return switch (plan) {
      case "basic" -> 29.99;
      case "plus" -> 54.99;
      default -> 94.99;
    };
  }

  private static double normalUsage(String plan) {
    return switch (plan) {
      case "basic" -> 20;
      case "plus" -> 60;
      default -> 160;
    };
  }

  private static LocalDate later(LocalDate one, LocalDate other) {
    return one.isAfter(other) ? one : other;
  }

  private static Customer leaving(Customer customer) {
    return new Customer(
        customer.number(),
        customer.signup(),
        customer.lastLogin(),
        customer.age(),
        customer.region(),
        customer.plan(),
        customer.contract(),
        customer.paymentMethod(),
        customer.channel(),
        customer.tenureMonths(),
        customer.chargesCents(),
        customer.usageTenths(),
        customer.supportCalls(),
        customer.satisfaction(),
        customer.hasApp(),
        true);
  }
}
