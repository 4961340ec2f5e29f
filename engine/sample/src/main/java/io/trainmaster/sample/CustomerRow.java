package io.trainmaster.sample;

/**
 * A customer as a line of delimited text (RFC 4180, with line feeds). Each column but the plan and
 * whether they left is unknown for some: about 3 % of all cells, charges for 0.5 % of the rows.
 */
final class CustomerRow {

  /** The first line. */
  static final String HEADER =
      "customer_id,signup_date,last_login,age,region,plan,contract,payment_method,channel,"
          + "tenure_months,charges,monthly_usage_gb,support_calls,satisfaction,has_app,churned\n";

  private final StringBuilder line;
  private final SeededRandom random;

  private CustomerRow(StringBuilder line, SeededRandom random) {
    this.line = line;
    this.random = random;
  }

  /** Appends a customer's line; the generator decides what of it is unknown. */
  static void append(StringBuilder line, Customer customer, SeededRandom random) {
    new CustomerRow(line, random).append(customer);
  }

  private void append(Customer customer) {
    line.append('C');
    digits(customer.number() + 1, 8);
    field(0.01, customer.signup().toString());
    field(0.04, customer.lastLogin().toString());
    field(0.04, Integer.toString(customer.age()));
    field(0.02, customer.region());
    field(0, customer.plan());
    field(0.015, customer.contract());
    field(0.03, customer.paymentMethod());
    field(0.04, customer.channel());
    field(0.01, Integer.toString(customer.tenureMonths()));
    field(0.005, decimal(customer.chargesCents(), 100));
    field(0.06, decimal(customer.usageTenths(), 10));
    field(0.03, Integer.toString(customer.supportCalls()));
    // Those who are content answer surveys less often.
    field(customer.satisfaction() >= 4 ? 0.16 : 0.09, Integer.toString(customer.satisfaction()));
    field(0.02, Boolean.toString(customer.hasApp()));
    field(0, customer.churned() ? "yes" : "no");
    line.append('\n');
  }

  private void field(double unknown, String value) {
    line.append(',');
    if (random.chance(unknown)) {
      return;
    }
    if (value.indexOf(',') < 0 && value.indexOf('"') < 0) {
      line.append(value);
    } else {
      line.append('"').append(value.replace("\"", "\"\"")).append('"');
    }
  }

  private static String decimal(long units, int scale) {
    String fraction = Long.toString(units % scale + scale).substring(1);
    return units / scale + "." + fraction;
  }

  private void digits(long number, int width) {
    String text = Long.toString(number);
    line.append("0".repeat(Math.max(0, width - text.length()))).append(text);
  }
}
