package io.trainmaster.job.network;

import io.trainmaster.job.Arguments;
import io.trainmaster.job.TaskError;
import io.trainmaster.job.TaskException;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The values of one line of a block. The checker has seen their types; what it can't know, and what
 * a caller without it may have got wrong, is refused here with the name of the line.
 */
final class Settings {

  private final String place;
  private final List<Object> positional;
  private final Map<String, Object> named;
  private final Set<String> read = new HashSet<>();

  Settings(String place, List<Object> positional, Map<String, Object> named) {
    this.place = place;
    this.positional = positional;
    this.named = named;
  }

  static Settings of(Arguments.Entry entry, String place) {
    return new Settings(place, entry.positional(), entry.named());
  }

  /** The value with a name, or the first one if {@code first} and it has no name. */
  Optional<Object> value(String name, boolean first) {
    read.add(name);
    Object value = named.get(name);
    return value == null && first ? positional.stream().findFirst() : Optional.ofNullable(value);
  }

  int integer(String name, boolean first, int minimum, int fallback) throws TaskException {
    Object value = value(name, first).orElse((long) fallback);
    if (!(value instanceof Long number) || number < minimum || number > Integer.MAX_VALUE) {
      throw invalid(name, "must be a whole number of at least " + minimum, value);
    }
    return number.intValue();
  }

  int integer(String name, boolean first, int minimum) throws TaskException {
    require(name, first);
    return integer(name, first, minimum, minimum);
  }

  /** A number that is at least {@code minimum} and below {@code limit}. */
  double number(String name, boolean first, double minimum, double limit, double fallback)
      throws TaskException {
    Object value = value(name, first).orElse(fallback);
    if (!(value instanceof Number number)
        || !(number.doubleValue() >= minimum && number.doubleValue() < limit)) {
      throw invalid(name, "must be from %s to less than %s".formatted(minimum, limit), value);
    }
    return number.doubleValue();
  }

  /** A learning rate: above 0. */
  double rate(double fallback) throws TaskException {
    double rate = number("rate", true, 0, 1000, fallback);
    if (rate == 0) {
      throw invalid("rate", "must be above 0", rate);
    }
    return rate;
  }

  <E extends Enum<E> & Word> E word(String name, boolean first, Class<E> type, E fallback)
      throws TaskException {
    Object value = value(name, first).orElse(fallback.word());
    for (E constant : type.getEnumConstants()) {
      if (constant.word().equals(value)) {
        return constant;
      }
    }
    throw invalid(
        name,
        "must be one of "
            + String.join(
                ", ",
                Arrays.stream(type.getEnumConstants()).map(constant -> constant.word()).toList()),
        value);
  }

  void require(String name, boolean first) throws TaskException {
    if (value(name, first).isEmpty()) {
      throw new TaskException(
          TaskError.ARGUMENT_INVALID,
          "%s has no %s.".formatted(capital(place), name),
          place,
          "Write %s %s: and a value.".formatted(place.replaceAll(" \\d+$", ""), name));
    }
  }

  /** Refuses what nobody asked for. */
  void finish() throws TaskException {
    for (String name : named.keySet()) {
      if (!read.contains(name)) {
        throw new TaskException(
            TaskError.ARGUMENT_INVALID,
            "%s has no setting %s.".formatted(capital(place), name),
            place,
            "It has " + String.join(", ", read.stream().sorted().toList()) + ".");
      }
    }
  }

  private TaskException invalid(String name, String rule, Object value) {
    return new TaskException(
        TaskError.ARGUMENT_INVALID,
        name.equals(place)
            ? "The line %s %s; it is %s.".formatted(place, rule, value)
            : "The %s of %s %s; it is %s.".formatted(name, place, rule, value),
        place,
        "");
  }

  private static String capital(String text) {
    return text.substring(0, 1).toUpperCase(Locale.ROOT) + text.substring(1);
  }
}
