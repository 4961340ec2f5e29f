package io.trainmaster.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import io.trainmaster.cli.command.CommandTester.Result;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ScheduleCommandTest {

  private static final String NIGHTLY =
      """
      edition 1

      workflow nightly(data: Path = "data.csv") {
        schedule { cron "30 2 8 3 *"; zone "America/New_York"; misfire all, max: 3; overlap skip }
        schedule { every 90 min }
        raw = ingest.csv(data)
      }
      """;

  @TempDir Path folder;
  CommandTester tester;

  @BeforeEach
  void start() {
    tester = new CommandTester(folder);
    tester.write("nightly.train", NIGHTLY);
    tester.write("small.train", Workflows.TWO_STEPS);
  }

  @Test
  void listsTheSchedulesAndTheirNextTimes() {
    Result result = tester.run("schedule", "nightly.train", "small.train", "-n", "2");

    assertThat(result)
        .isEqualTo(
            new Result(
                0,
                """
                nightly  at 02:30 on day 8 of March, America/New_York  nightly.train:4
                  misfire all, max: 3, overlap skip
                  NEXT, America/New_York          UTC
                  Sun 2026-03-08 03:00:00 -04:00  2026-03-08 07:00:00
                  Mon 2027-03-08 02:30:00 -05:00  2027-03-08 07:30:00

                nightly  every 90 minutes  nightly.train:5
                  misfire latest, overlap queue
                  NEXT, UTC
                  Fri 2026-01-02 04:30:00 +00:00
                  Fri 2026-01-02 06:00:00 +00:00
                """,
                ""));
  }

  @Test
  void showsFiveUnlessToldOtherwise() {
    assertThat(tester.run("schedule", "nightly.train").out().lines())
        .filteredOn(line -> line.contains("+00:00"))
        .hasSize(5);
  }

  @Test
  void writesJson() {
    Result result = tester.run("schedule", "nightly.train", "--next", "1", "--output", "json");

    assertThat(result.exit()).isZero();
    assertThat(result.out().replaceAll("\\s", ""))
        .isEqualTo(
            """
            [{"file":"nightly.train","line":4,"workflow":"nightly","cron":"30 2 8 3 *",
            "words":"at 02:30 on day 8 of March, America/New_York","zone":"America/New_York",
            "misfire":"all","max":3,"overlap":"skip",
            "next":[{"local":"2026-03-08T03:00:00-04:00","utc":"2026-03-08T07:00:00Z"}]},
            {"file":"nightly.train","line":5,"workflow":"nightly","every":"PT1H30M",
            "words":"every 90 minutes","zone":"UTC","misfire":"latest","overlap":"queue",
            "next":[{"local":"2026-01-02T04:30:00+00:00","utc":"2026-01-02T04:30:00Z"}]}]
            """
                .replaceAll("\\s", ""));
  }

  @Test
  void aCronExpressionWithoutAZoneIsInUtc() {
    tester.write("utc.train", NIGHTLY.replace("zone \"America/New_York\"; ", ""));

    assertThat(tester.run("schedule", "utc.train").out())
        .contains("at 02:30 on day 8 of March, UTC", "NEXT, UTC", "Sun 2026-03-08 02:30:00 +00:00");
  }

  @Test
  void saysThatThereIsNone() {
    Result result = tester.run("schedule", "small.train");

    assertThat(result.exit()).isZero();
    assertThat(result.out() + result.err()).contains("No workflow of these runs by itself.");
    assertThat(tester.run("schedule", "small.train", "--output", "json").out().strip())
        .isEqualTo("[ ]");
  }

  @Test
  void showsTheFaultsOfAFileAndTheSchedulesOfOthers() {
    tester.write("bad.train", NIGHTLY.replace("30 2 8 3 *", "30 2 30 2 *"));

    Result result = tester.run("schedule", "bad.train", "nightly.train");

    assertThat(result.exit()).isEqualTo(3);
    assertThat(result.err()).contains("E0501", "No month of these has a day 30");
    assertThat(result.out()).contains("at 02:30 on day 8 of March");
  }

  @Test
  void refusesANumberThatIsNone() {
    for (String number : new String[] {"0", "1001", "-1", "many"}) {
      assertThat(tester.run("schedule", "nightly.train", "-n", number).exit()).isEqualTo(2);
    }
  }
}
