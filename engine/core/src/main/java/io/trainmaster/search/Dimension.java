package io.trainmaster.search;

import io.trainmaster.model.EvaluationException;
import io.trainmaster.model.Value;
import io.trainmaster.model.ValueText;
import java.util.ArrayList;
import java.util.List;

/** One argument that a search varies. */
sealed interface Dimension {

  /** A value drawn at random. */
  Value draw(SplitMix random);

  /** Every value, in order, where they can be counted. */
  List<Value> all(String name);

  /** Reads {@code [3, 5]}, {@code 1..8}, {@code 0.1..0.5} or {@code log(0.03..0.3)}. */
  static Dimension of(String name, Value value) {
    if (value instanceof Value.Items items && !items.items().isEmpty()) {
      return new Choices(items.items());
    } else if (value instanceof Value.Range range) {
      return range(name, range, false);
    } else if (value instanceof Value.Call call
        && call.name().equals("log")
        && call.positional().size() == 1
        && call.positional().get(0) instanceof Value.Range range) {
      return range(name, range, true);
    }
    throw new EvaluationException(
        "`%s` can't be searched over %s: give a list, a range or log(range)."
            .formatted(name, ValueText.of(value)));
  }

  private static Dimension range(String name, Value.Range range, boolean log) {
    if (range.from() instanceof Value.Int from && range.to() instanceof Value.Int to) {
      long last = range.inclusive() ? to.value() : to.value() - 1;
      requireOrder(name, range, from.value() <= last && (!log || from.value() > 0));
      return new Integers(from.value(), last, log);
    }
    double from = number(name, range.from());
    double to = number(name, range.to());
    requireOrder(name, range, from <= to && (!log || from > 0));
    return new Reals(from, to, log);
  }

  private static void requireOrder(String name, Value.Range range, boolean ordered) {
    if (!ordered) {
      throw new EvaluationException(
          "`%s` can't be searched over %s: a range goes up, and one of logarithms starts above 0."
              .formatted(name, ValueText.of(range)));
    }
  }

  private static double number(String name, Value value) {
    if (value instanceof Value.Int integer) {
      return integer.value();
    } else if (value instanceof Value.Real real) {
      return real.value();
    }
    throw new EvaluationException("`" + name + "` can only be searched over numbers or a list.");
  }

  /** One of a list, each as likely. */
  record Choices(List<Value> values) implements Dimension {
    @Override
    public Value draw(SplitMix random) {
      return values.get((int) random.nextLong(values.size()));
    }

    @Override
    public List<Value> all(String name) {
      return values;
    }
  }

  /** An integer from {@code from} to {@code to}, both included; by its logarithm where asked. */
  record Integers(long from, long to, boolean log) implements Dimension {
    @Override
    public Value draw(SplitMix random) {
      if (!log) {
        return new Value.Int(from + random.nextLong(to - from + 1));
      }
      double drawn = new Reals(from, to + 1.0, true).value(random);
      return new Value.Int(Math.min(to, (long) drawn));
    }

    @Override
    public List<Value> all(String name) {
      if (log || to - from >= 10_000) {
        throw new EvaluationException("A grid needs the values of `" + name + "` one by one.");
      }
      List<Value> values = new ArrayList<>();
      for (long value = from; value <= to; value++) {
        values.add(new Value.Int(value));
      }
      return values;
    }
  }

  /** A number between two others; by its logarithm where asked. */
  record Reals(double from, double to, boolean log) implements Dimension {
    double value(SplitMix random) {
      double u = random.nextDouble();
      // StrictMath, so that a trial's argument is the same number on every platform.
      return log
          ? StrictMath.exp(StrictMath.log(from) + u * (StrictMath.log(to) - StrictMath.log(from)))
          : from + u * (to - from);
    }

    @Override
    public Value draw(SplitMix random) {
      return new Value.Real(value(random));
    }

    @Override
    public List<Value> all(String name) {
      throw new EvaluationException(
          "A grid can't try every number of a range: give `" + name + "` a list.");
    }
  }
}
