package io.trainmaster.time;

import java.util.List;
import java.util.Optional;
import java.util.function.IntFunction;

/** What the words of all fields have in common. */
final class Words {

  /** From this many values on, equal distances are said by their distance. */
  private static final int PROGRESSION = 5;

  /** From this many values on, neighbours are said by the first and the last. */
  private static final int RANGE = 3;

  private Words() {}

  /** {@code 1}, {@code 1 and 2}, {@code 1, 2 and 3}. */
  static String list(List<String> words) {
    int last = words.size() - 1;
    return last == 0
        ? words.get(0)
        : String.join(", ", words.subList(0, last)) + " and " + words.get(last);
  }

  /** The values of a field, or from the first through the last where they are neighbours. */
  static String values(List<Integer> values, IntFunction<String> name) {
    return step(values).orElse(0) == 1 && values.size() >= RANGE
        ? name.apply(values.get(0)) + " through " + name.apply(values.get(values.size() - 1))
        : list(values.stream().map(name::apply).toList());
  }

  /** The distance of values that lie in equal distances. */
  static Optional<Integer> step(List<Integer> values) {
    if (values.size() < 2) {
      return Optional.empty();
    }
    int step = values.get(1) - values.get(0);
    for (int i = 2; i < values.size(); i++) {
      if (values.get(i) - values.get(i - 1) != step) {
        return Optional.empty();
      }
    }
    return Optional.of(step);
  }

  /** The distance, where it says the values better than a list or a range of them. */
  static Optional<Integer> progression(List<Integer> values) {
    return step(values).filter(step -> step > 1 && values.size() >= PROGRESSION);
  }

  /** {@code 2nd}, {@code 3rd}, {@code 4th}. */
  static String ordinal(int number) {
    boolean teen = number / 10 == 1;
    return number
        + (!teen && number % 10 == 1
            ? "st"
            : !teen && number % 10 == 2 ? "nd" : !teen && number % 10 == 3 ? "rd" : "th");
  }
}
