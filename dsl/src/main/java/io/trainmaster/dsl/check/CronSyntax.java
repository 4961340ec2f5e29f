package io.trainmaster.dsl.check;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** The form of five-field Unix cron expressions: minute, hour, day, month, day of the week. */
final class CronSyntax {

  private static final List<String> MONTHS =
      List.of("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec");
  private static final List<String> DAYS = List.of("sun", "mon", "tue", "wed", "thu", "fri", "sat");
  private static final List<Field> FIELDS =
      List.of(
          new Field("minute", 0, 59, List.of()),
          new Field("hour", 0, 23, List.of()),
          new Field("day of the month", 1, 31, List.of()),
          new Field("month", 1, 12, MONTHS),
          new Field("day of the week", 0, 7, DAYS));

  private CronSyntax() {}

  private record Field(String name, int from, int to, List<String> words) {}

  /** What is wrong with an expression; empty where nothing is. */
  static Optional<String> fault(String expression) {
    List<String> parts = words(expression);
    if (parts.size() != FIELDS.size()) {
      return Optional.of(
          "A cron expression has five fields (minute, hour, day, month, day of the week), not "
              + parts.size()
              + ".");
    }
    for (int i = 0; i < parts.size(); i++) {
      for (String item : split(parts.get(i), ',')) {
        Optional<String> fault = item(item, FIELDS.get(i));
        if (fault.isPresent()) {
          return fault;
        }
      }
    }
    return Optional.empty();
  }

  private static List<String> words(String text) {
    return split(text.strip().replace('\t', ' '), ' ').stream()
        .filter(word -> !word.isEmpty())
        .toList();
  }

  private static List<String> split(String text, char at) {
    List<String> parts = new ArrayList<>();
    int start = 0;
    for (int end = text.indexOf(at); end >= 0; end = text.indexOf(at, start)) {
      parts.add(text.substring(start, end));
      start = end + 1;
    }
    parts.add(text.substring(start));
    return parts;
  }

  private static Optional<String> item(String item, Field field) {
    List<String> step = split(item, '/');
    if (step.size() > 2 || step.size() == 2 && number(step.get(1), 1, 1000) < 0) {
      return wrong(item, field);
    }
    String range = step.get(0);
    if (range.equals("*")) {
      return Optional.empty();
    }
    List<String> ends = split(range, '-');
    int from = value(ends.get(0), field);
    int to = ends.size() == 2 ? value(ends.get(1), field) : from;
    boolean sound = ends.size() <= 2 && from >= 0 && to >= from;
    boolean stepped = step.size() == 2 && ends.size() < 2;
    return sound && !stepped ? Optional.empty() : wrong(item, field);
  }

  private static int value(String text, Field field) {
    int word = field.words().indexOf(text.toLowerCase(Locale.ROOT));
    return word >= 0 ? field.from() + word : number(text, field.from(), field.to());
  }

  private static int number(String text, int from, int to) {
    if (text.isEmpty() || text.length() > 4 || !text.chars().allMatch(c -> c >= '0' && c <= '9')) {
      return -1;
    }
    int value = Integer.parseInt(text);
    return value >= from && value <= to ? value : -1;
  }

  private static Optional<String> wrong(String item, Field field) {
    return Optional.of(
        "`"
            + item
            + "` is no "
            + field.name()
            + ": those go from "
            + field.from()
            + " to "
            + field.to()
            + ".");
  }
}
