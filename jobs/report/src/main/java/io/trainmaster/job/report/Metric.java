package io.trainmaster.job.report;

import java.util.Optional;

/**
 * One number that says how good the model is.
 *
 * @param name the name that workflows use, such as {@code pr_auc}
 * @param value the value; NaN where the data does not define it
 * @param format how the page shows it; files give full precision whatever it is
 * @param better which way is better
 * @param help one sentence for a reader who has not met it
 * @param interval a confidence interval, where one was computed
 */
public record Metric(
    String name,
    double value,
    Format format,
    Better better,
    String help,
    Optional<Interval> interval) {

  /** How a value is shown. */
  public enum Format {
    /** As it is, such as an RMSE in the label's unit. */
    NUMBER,
    /** Times a hundred, with a percent sign. */
    PERCENT,
    /** A whole number with separated thousands. */
    COUNT
  }

  /** Which way is better. */
  public enum Better {
    HIGHER,
    LOWER,
    /** Neither: a number for information. */
    NEITHER
  }

  /**
   * A confidence interval.
   *
   * @param low its lower end
   * @param high its upper end
   * @param level how often such intervals hold the true value, such as 0.95
   */
  public record Interval(double low, double high, double level) {}

  /** A plain number without an interval. */
  public static Metric of(String name, double value, Better better, String help) {
    return new Metric(name, value, Format.NUMBER, better, help, Optional.empty());
  }

  /** The same with another way to show it. */
  public Metric shownAs(Format other) {
    return new Metric(name, value, other, better, help, interval);
  }

  /** The same with a confidence interval. */
  public Metric within(double low, double high, double level) {
    return new Metric(
        name, value, format, better, help, Optional.of(new Interval(low, high, level)));
  }
}
