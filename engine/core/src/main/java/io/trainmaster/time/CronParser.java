package io.trainmaster.time;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Reads five-field Unix cron expressions. One reads one expression. */
final class CronParser {

  static final int DAY = 2;
  static final int MONTH = 3;

  private static final List<String> MONTHS =
      List.of("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec");
  private static final List<String> DAYS = List.of("sun", "mon", "tue", "wed", "thu", "fri", "sat");
  private static final int SUNDAY_AGAIN = 7;
  private static final List<Field> FIELDS =
      List.of(
          new Field("minute", 0, 59, List.of()),
          new Field("hour", 0, 23, List.of()),
          new Field("day of the month", 1, 31, List.of()),
          new Field("month", 1, 12, MONTHS),
          new Field("day of the week", 0, SUNDAY_AGAIN, DAYS));

  private final String expression;
  private final List<String> parts;
  private final int[] starts;

  private record Field(String name, int from, int to, List<String> words) {}

  /** Reads nothing yet. */
  CronParser(String expression) {
    this.expression = expression;
    parts =
        split(expression.strip().replace('\t', ' '), ' ').stream()
            .filter(word -> !word.isEmpty())
            .toList();
    starts = new int[parts.size()];
    int from = 0;
    for (int i = 0; i < starts.length; i++) {
      starts[i] = expression.indexOf(parts.get(i), from);
      from = starts[i] + parts.get(i).length();
    }
  }

  /**
   * The five fields, in the order of the expression.
   *
   * @throws CronFormatException where it is none
   */
  List<CronField> parse() {
    if (parts.size() != FIELDS.size()) {
      throw new CronFormatException(
          new CronFault(
              "A cron expression has five fields (minute, hour, day, month, day of the week), not "
                  + parts.size()
                  + ".",
              0,
              expression.length()));
    }
    List<CronField> fields = new ArrayList<>();
    for (int i = 0; i < parts.size(); i++) {
      fields.add(field(FIELDS.get(i), parts.get(i), starts[i]));
    }
    return fields;
  }

  /** A fault with the fields of the day and the month, which {@link #parse} has accepted. */
  CronFault faultOfDate(String sentence) {
    return new CronFault(sentence, starts[DAY], starts[MONTH] + parts.get(MONTH).length());
  }

  private static CronField field(Field field, String part, int start) {
    long bits = 0;
    int at = start;
    for (String item : split(part, ',')) {
      try {
        bits |= item(item, field);
      } catch (IllegalArgumentException e) {
        String guilty = item.isEmpty() ? part : item;
        int from = item.isEmpty() ? start : at;
        throw new CronFormatException(
            new CronFault(String.valueOf(e.getMessage()), from, from + guilty.length()));
      }
      at += item.length() + 1;
    }
    return new CronField(bits, part.startsWith("*"));
  }

  /** The values of an item of a list: a star, a value or a range, perhaps with a step. */
  private static long item(String item, Field field) {
    int widest = Math.max(1, field.to() - field.from());
    List<String> step = split(item, '/');
    if (item.isEmpty()) {
      throw wrong("Before or after a comma, a " + field.name() + " is missing.");
    } else if (step.size() > 2 || step.size() == 2 && number(step.get(1), 1, widest) < 0) {
      throw wrong("`" + item + "` has no step: those go from 1 to " + widest + " here.");
    }
    int every = step.size() == 2 ? number(step.get(1), 1, widest) : 1;
    String range = step.get(0);
    if (range.equals("*")) {
      return values(field.from(), field.to(), every, field);
    }
    List<String> ends = split(range, '-');
    int from = value(ends.get(0), field);
    int to = ends.size() == 2 ? value(ends.get(1), field) : from;
    if (ends.size() > 2 || from < 0 || to < 0) {
      throw wrong(
          "`%s` is no %s: those go from %d to %d."
              .formatted(item, field.name(), field.from(), field.to()));
    } else if (to < from) {
      throw wrong("`" + range + "` goes from late to early; split it with a comma.");
    } else if (step.size() == 2 && ends.size() < 2) {
      throw wrong(
          "A step needs a range or a star: `%s-%d/%s`.".formatted(range, field.to(), step.get(1)));
    }
    return values(from, to, every, field);
  }

  private static long values(int from, int to, int every, Field field) {
    long bits = 0;
    for (int value = from; value <= to; value += every) {
      bits |= 1L << (field.to() == SUNDAY_AGAIN ? value % SUNDAY_AGAIN : value);
    }
    return bits;
  }

  private static IllegalArgumentException wrong(String sentence) {
    return new IllegalArgumentException(sentence);
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
}
