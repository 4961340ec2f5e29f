package io.trainmaster.dsl.check;

import java.time.Month;
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

  private static final int DAY = 2;
  private static final int MONTH = 3;

  private CronSyntax() {}

  private record Field(String name, int from, int to, List<String> words) {}

  /**
   * What is wrong, and with which part of the expression.
   *
   * @param start the offset of the part; the whole where it is 0 to the length
   */
  record Fault(String sentence, int start, int end) {}

  /** What is wrong with an expression; empty where nothing is. */
  static Optional<Fault> fault(String expression) {
    List<String> parts = words(expression);
    if (parts.size() != FIELDS.size()) {
      String sentence =
          "A cron expression has five fields (minute, hour, day, month, day of the week), not "
              + parts.size()
              + ".";
      return Optional.of(new Fault(sentence, 0, expression.length()));
    }
    int[] starts = starts(expression, parts);
    for (int i = 0; i < parts.size(); i++) {
      String part = parts.get(i);
      int at = starts[i];
      for (String item : split(part, ',')) {
        Optional<String> sentence = item(item, FIELDS.get(i));
        if (sentence.isPresent()) {
          String guilty = item.isEmpty() ? part : item;
          int from = item.isEmpty() ? starts[i] : at;
          return Optional.of(new Fault(sentence.get(), from, from + guilty.length()));
        }
        at += item.length() + 1;
      }
    }
    int monthEnd = starts[MONTH] + parts.get(MONTH).length();
    return never(parts).map(sentence -> new Fault(sentence, starts[DAY], monthEnd));
  }

  private static int[] starts(String expression, List<String> parts) {
    int[] starts = new int[parts.size()];
    int from = 0;
    for (int i = 0; i < starts.length; i++) {
      starts[i] = expression.indexOf(parts.get(i), from);
      from = starts[i] + parts.get(i).length();
    }
    return starts;
  }

  /** A day that none of the months has: such a schedule would never fire. */
  private static Optional<String> never(List<String> parts) {
    String days = parts.get(DAY);
    String months = parts.get(MONTH);
    if (days.startsWith("*") || months.startsWith("*") || !parts.get(4).equals("*")) {
      return Optional.empty();
    }
    int earliest = 31;
    for (String item : split(days, ',')) {
      earliest =
          Math.min(earliest, value(split(split(item, '/').get(0), '-').get(0), FIELDS.get(DAY)));
    }
    int longest = 0;
    for (String item : split(months, ',')) {
      List<String> ends = split(split(item, '/').get(0), '-');
      int to = value(ends.get(ends.size() - 1), FIELDS.get(MONTH));
      for (int month = value(ends.get(0), FIELDS.get(MONTH)); month <= to; month++) {
        longest = Math.max(longest, Month.of(month).maxLength());
      }
    }
    return earliest > longest
        ? Optional.of("No month of these has a day " + earliest + ", so that it would never fire.")
        : Optional.empty();
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
    int widest = Math.max(1, field.to() - field.from());
    if (item.isEmpty()) {
      return Optional.of("Before or after a comma, a " + field.name() + " is missing.");
    } else if (step.size() > 2 || step.size() == 2 && number(step.get(1), 1, widest) < 0) {
      return Optional.of("`" + item + "` has no step: those go from 1 to " + widest + " here.");
    }
    String range = step.get(0);
    if (range.equals("*")) {
      return Optional.empty();
    }
    List<String> ends = split(range, '-');
    int from = value(ends.get(0), field);
    int to = ends.size() == 2 ? value(ends.get(1), field) : from;
    if (ends.size() > 2 || from < 0 || to < 0) {
      return wrong(item, field);
    } else if (to < from) {
      return Optional.of("`" + range + "` goes from late to early; split it with a comma.");
    }
    boolean stepped = step.size() == 2 && ends.size() < 2;
    return stepped
        ? Optional.of(
            "A step needs a range or a star: `"
                + range
                + "-"
                + field.to()
                + "/"
                + step.get(1)
                + "`.")
        : Optional.empty();
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
