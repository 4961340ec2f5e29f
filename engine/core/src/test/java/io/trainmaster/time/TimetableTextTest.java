package io.trainmaster.time;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.ZoneId;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The table in {@code words.txt}: an expression, and what it means in Vilnius. */
class TimetableTextTest {

  private static final ZoneId VILNIUS = ZoneId.of("Europe/Vilnius");
  private static final int FEWEST = 60;

  @Test
  void saysExpressionsInWords() throws IOException {
    List<String> table = table();
    StringBuilder words = new StringBuilder();
    for (String line : table) {
      String cron = line.split("\\s+\\|", 2)[0].strip();
      Timetable timetable = new CronTimetable(CronExpression.parse(cron), VILNIUS);
      words.append("%-25s | %s%n".formatted(cron, TimetableText.of(timetable)));
    }
    assertThat(table).hasSizeGreaterThan(FEWEST);
    assertThat(words.toString()).isEqualTo(String.join("\n", table) + "\n");
  }

  private static List<String> table() throws IOException {
    try (InputStream text = TimetableTextTest.class.getResourceAsStream("words.txt")) {
      return new String(Objects.requireNonNull(text).readAllBytes(), StandardCharsets.UTF_8)
          .lines()
          .toList();
    }
  }

  @ParameterizedTest
  @CsvSource({
    "PT1S,     every second",
    "PT90S,    every 90 seconds",
    "PT1M,     every minute",
    "PT15M,    every 15 minutes",
    "PT90M,    every 90 minutes",
    "PT1H,     every hour",
    "PT36H,    every 36 hours",
    "PT24H,    every 24 hours",
    "PT168H,   every 7 days",
    "PT1.5S,   every 1500 milliseconds",
    "PT0.000001S, every PT0.000001S"
  })
  void saysIntervalsInWords(Duration interval, String words) {
    Timetable timetable = new IntervalTimetable(interval, IntervalTimetable.ANCHOR);

    assertThat(TimetableText.of(timetable)).isEqualTo(words);
  }
}
