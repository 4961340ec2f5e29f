package io.trainmaster.job.spark.prepare;

import io.trainmaster.job.Arguments;
import io.trainmaster.job.TaskError;
import io.trainmaster.job.TaskException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.util.OptionalLong;

/** What parts of the data training, validation and test get; they add up to 1. */
record Fractions(double train, double validation, double test) {

  private static final double TOLERANCE = 1e-9;
  private static final BigInteger HASHES = BigInteger.ONE.shiftLeft(Long.SIZE);

  static Fractions of(Arguments arguments) throws TaskException {
    Fractions fractions =
        new Fractions(
            arguments.number("train"), arguments.number("validation"), arguments.number("test"));
    double sum = fractions.train + fractions.validation + fractions.test;
    if (Math.abs(sum - 1) > TOLERANCE) {
      throw new TaskException(
          TaskError.ARGUMENT_INVALID,
          "The parts do not add up to 100%.",
          "train: %s%%, validation: %s%%, test: %s%%"
              .formatted(
                  percent(fractions.train), percent(fractions.validation), percent(fractions.test)),
          "They make %s%%.".formatted(percent(sum)));
    }
    return fractions;
  }

  /** The fraction up to the end of the training part, or of the validation part. */
  private double upTo(Part part) {
    return part == Part.TRAIN ? train : train + validation;
  }

  /** The first of {@code count} rows in order that belongs to none of the parts up to this one. */
  long rank(Part part, long count) {
    return Math.min(count, Math.round(upTo(part) * count));
  }

  /** The hash at which the parts up to this one end; empty where they have all. */
  OptionalLong hash(Part part) {
    BigInteger hashes =
        BigDecimal.valueOf(upTo(part))
            .multiply(new BigDecimal(HASHES))
            .setScale(0, RoundingMode.HALF_UP)
            .toBigInteger();
    return hashes.compareTo(HASHES) >= 0
        ? OptionalLong.empty()
        : OptionalLong.of(hashes.add(BigInteger.valueOf(Long.MIN_VALUE)).longValueExact());
  }

  private static String percent(double fraction) {
    return BigDecimal.valueOf(fraction * 100)
        .setScale(4, RoundingMode.HALF_UP)
        .stripTrailingZeros()
        .toPlainString();
  }
}
