package io.trainmaster.outbox;

import io.trainmaster.run.RunId;
import java.time.Instant;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * Something that people are told. Immutable.
 *
 * @param id what tells it from any other; the same however often it is decided or sent
 * @param run what it is about
 * @param workflow the workflow of the run
 * @param to the channel of the configuration that it goes to
 * @param subject one line
 * @param text what there is to say, in full
 * @param createdAt when it was decided
 */
public record Notification(
    String id,
    RunId run,
    String workflow,
    Kind kind,
    Severity severity,
    String to,
    String subject,
    String text,
    Instant createdAt) {

  /** The most characters of a subject; what is longer is cut off. */
  public static final int LONGEST_SUBJECT = 200;

  /** The most characters of a text; what is longer is cut off. */
  public static final int LONGEST_TEXT = 8_000;

  private static final Pattern NOT_OF_A_LINE = Pattern.compile("[\\s\\p{Cntrl}]+");

  /** Cuts off what is too long, and makes one line of the subject. */
  public Notification {
    subject = cut(oneLine(subject), LONGEST_SUBJECT);
    text = cut(text, LONGEST_TEXT);
  }

  /** Why it is told. */
  public enum Kind {
    /** The run has failed. */
    FAILED,
    /** The run goes on after a deadline, or hasn't begun in time. */
    LATE,
    /** The run has succeeded after one that had failed. */
    RECOVERED,
    /** The workflow says it by the operator {@code notify}. */
    MESSAGE,
    /** Somebody tries a channel; it is in no outbox. */
    TEST;

    /** How it is written for others. */
    public String word() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /** How much it matters. */
  public enum Severity {
    INFO,
    WARNING,
    CRITICAL;

    /** How it is written for others. */
    public String word() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /** A text in a line, without what only a terminal understands. */
  static String oneLine(String text) {
    return NOT_OF_A_LINE.matcher(text).replaceAll(" ").strip();
  }

  private static String cut(String text, int longest) {
    if (text.length() <= longest) {
      return text;
    }
    int end = Character.isHighSurrogate(text.charAt(longest - 2)) ? longest - 2 : longest - 1;
    return text.substring(0, end) + "…";
  }
}
