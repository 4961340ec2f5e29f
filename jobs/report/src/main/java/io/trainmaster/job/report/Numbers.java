package io.trainmaster.job.report;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.text.DecimalFormat;
import java.text.DecimalFormatSymbols;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Numbers as people read them: four significant digits, the same in every locale. */
final class Numbers {

  /** What stands for a number that is not defined. */
  static final String UNDEFINED = "n/a";

  private static final MathContext DIGITS = new MathContext(4, RoundingMode.HALF_EVEN);

  private Numbers() {}

  /** A number with four significant digits; one that has fewer is shown as it is. */
  static String shown(double value) {
    if (Double.isNaN(value)) {
      return UNDEFINED;
    }
    if (Double.isInfinite(value)) {
      return value > 0 ? "infinity" : "-infinity";
    }
    if (value == Math.rint(value) && Math.abs(value) < 10_000) {
      return counted((long) value);
    }
    BigDecimal exact = BigDecimal.valueOf(value).stripTrailingZeros();
    BigDecimal rounded = exact.round(DIGITS);
    int exponent = rounded.precision() - rounded.scale() - 1;
    if (exponent < -4 || exponent > 11) {
      return String.format(Locale.ROOT, "%.3e", value);
    }
    int decimals = exact.precision() <= DIGITS.getPrecision() ? exact.scale() : 3 - exponent;
    return grouped(Math.max(0, decimals)).format(rounded);
  }

  /** A share of one as a percentage with at most two decimals. */
  static String percent(double share) {
    if (!Double.isFinite(share)) {
      return UNDEFINED;
    }
    double value = share * 100;
    int decimals = value == 0 ? 0 : Math.abs(value) >= 9.995 ? 1 : 2;
    return grouped(decimals).format(value) + "%";
  }

  /** A whole number with separated thousands. */
  static String counted(long value) {
    return grouped(0).format(value);
  }

  /** A metric's value in its format. */
  static String shown(Metric.Format format, double value) {
    return switch (format) {
      case NUMBER -> shown(value);
      case PERCENT -> percent(value);
      case COUNT -> Double.isFinite(value) ? counted(Math.round(value)) : shown(value);
    };
  }

  /** A value of a table's cell. */
  static String shown(@Nullable Object value) {
    if (value == null) {
      return "";
    }
    if (value instanceof Double || value instanceof Float) {
      return shown(((Number) value).doubleValue());
    }
    return value.toString();
  }

  private static DecimalFormat grouped(int decimals) {
    DecimalFormat format =
        new DecimalFormat("#,##0", DecimalFormatSymbols.getInstance(Locale.ROOT));
    format.setMinimumFractionDigits(decimals);
    format.setMaximumFractionDigits(decimals);
    return format;
  }
}
