package io.trainmaster.cli.project;

import io.trainmaster.cli.console.CommandException;
import io.trainmaster.cli.console.ExitCode;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.util.List;

/** Reads times as people write them on a command line. */
public final class TimeReader {
  /** How a time is written. */
  public static final String FORMS = "2026-05-01, 2026-05-01T06:00 or 2026-05-01T06:00+02:00";

  private static final List<Form> READ =
      List.of(
          (text, zone) -> OffsetDateTime.parse(text).toInstant(),
          (text, zone) -> LocalDateTime.parse(text).atZone(zone).toInstant(),
          (text, zone) -> LocalDate.parse(text).atStartOfDay(zone).toInstant());

  private TimeReader() {}

  /** A way to write a time. */
  private interface Form {
    Instant read(String text, ZoneId zone);
  }

  /**
   * A time; without an offset, in a zone.
   *
   * @param option what it was given as
   * @throws CommandException where it is no time
   */
  public static Instant read(String option, String text, ZoneId zone) {
    for (Form form : READ) {
      try {
        return form.read(text, zone);
      } catch (DateTimeException e) {
        // The next form.
      }
    }
    throw new CommandException(
        ExitCode.USAGE, option + " is no time: " + text + ".", "Write " + FORMS + ".");
  }
}
