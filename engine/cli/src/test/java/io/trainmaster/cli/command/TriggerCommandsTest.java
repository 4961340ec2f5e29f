package io.trainmaster.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import io.trainmaster.cli.command.CommandTester.Result;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What can be said of triggers while nobody serves the state folder. */
class TriggerCommandsTest {

  private static final String YEARLY =
      """
      edition 1

      workflow yearly(data: Path = "data.csv") {
        schedule { cron "30 2 1 3 *"; misfire skip }
        raw = ingest.csv(data)
      }
      """;

  private static final String HOURLY =
      """
      edition 1

      workflow hourly(data: Path = "data.csv") {
        on data(data) { set data: event.path; cooldown 1 h }
        on webhook("go")
        raw = ingest.csv(data)
      }
      """;

  @TempDir Path folder;
  CommandTester tester;

  @BeforeEach
  void start() {
    tester = new CommandTester(folder);
    tester.write("yearly.train", YEARLY);
  }

  @Test
  void aWorkflowIsMadeActiveOnceAndTakenOutOfUse() {
    assertThat(tester.run("apply", "yearly.train").err())
        .isEqualTo(
            """
            yearly has not been active.
            yearly is active. `trainmaster triggers` lists when it runs.
            """);
    assertThat(tester.run("apply", "yearly.train").err())
        .isEqualTo("yearly is so already: nothing changes.\n");
    assertThat(tester.run("apply", "yearly.train", "-p", "data=other.csv").err())
        .isEqualTo("yearly is active. `trainmaster triggers` lists when it runs.\n");
    assertThat(tester.run("apply", "yearly.train", "--off").err())
        .isEqualTo("yearly is out of use.\n");
    assertThat(tester.run("triggers").err())
        .isEqualTo(
            "No active workflow runs by itself. `trainmaster apply FILE` makes one active.\n");
  }

  @Test
  void whatChangesIsShownAndADryRunChangesNothing() {
    tester.run("apply", "yearly.train");
    tester.write("yearly.train", YEARLY.replace("30 2", "45 2"));
    Result dry = tester.run("apply", "yearly.train", "--dry-run");
    assertThat(dry.exit()).isZero();
    assertThat(dry.out())
        .contains("-  schedule { cron \"30 2 1 3 *\"; misfire skip }")
        .contains("+  schedule { cron \"45 2 1 3 *\"; misfire skip }");
    assertThat(tester.run("triggers").out()).contains("at 02:30 on day 1 of March");
    tester.run("apply", "yearly.train");
    assertThat(tester.run("triggers").out()).contains("at 02:45 on day 1 of March");
  }

  @Test
  void environmentsHaveTheirOwnTriggers() {
    tester.write("conf/staging.properties", "");
    tester.run("apply", "yearly.train");
    Result staging = tester.run("apply", "yearly.train", "--env", "staging");
    assertThat(staging.err()).contains("yearly is active in staging.");
    assertThat(tester.run("triggers").out().lines())
        .anyMatch(line -> line.startsWith("yearly/schedule-1 "))
        .anyMatch(line -> line.startsWith("yearly@staging/schedule-1 "));
  }

  @Test
  void aTriggerRestsAndGoesOn() {
    tester.run("apply", "yearly.train");
    assertThat(tester.run("triggers", "yearly/schedule-1", "--pause").err())
        .isEqualTo("yearly/schedule-1 rests.\n");
    assertThat(tester.run("triggers").out()).contains("paused");
    assertThat(tester.run("--output", "json", "triggers").out()).contains("\"paused\" : true");
    tester.run("triggers", "yearly/schedule-1", "--resume");
    assertThat(tester.run("triggers").out()).contains("-03-01 02:30:00");
    assertThat(tester.run("triggers", "yearly/schedule-1").err())
        .isEqualTo("yearly/schedule-1 has not been due yet.\n");
  }

  @Test
  void whatAWorkflowRunsOnIsSaidInWords() {
    tester.write("hourly.train", HOURLY);
    Result applied = tester.run("apply", "hourly.train", "-p", "data=other.csv");
    assertThat(applied.out())
        .contains("hourly runs when other.csv changes, at most once an hour.")
        .contains("hourly runs when hook go is called.");
    assertThat(tester.run("schedule", "hourly.train").out().lines())
        .containsExactly(
            "hourly  when data.csv changes, at most once an hour  hourly.train:4",
            "hourly  when hook go is called  hourly.train:5");
    assertThat(tester.run("triggers").out().lines())
        .anyMatch(line -> line.startsWith("hourly/data:other.csv "))
        .anyMatch(line -> line.startsWith("hourly/webhook:go "));
    assertThat(tester.run("triggers", "hourly/webhook:go").err())
        .isEqualTo("Nothing has happened yet that hourly/webhook:go is about.\n");
    tester.run("triggers", "hourly/webhook:go", "--pause");
    assertThat(tester.run("triggers").out()).containsOnlyOnce("paused");
    assertThat(tester.run("--output", "json", "triggers").out()).contains("\"paused\" : true");
  }

  @Test
  void whatCanNotBeWatchedIsNotApplied() {
    tester.write("hourly.train", HOURLY);
    Result elsewhere = tester.run("apply", "hourly.train", "-p", "data=s3://bucket/in.csv");
    assertThat(elsewhere.exit()).isEqualTo(3);
    assertThat(elsewhere.err()).contains("s3://bucket/in.csv is somewhere else.");
    tester.write("drift.train", HOURLY.replace("on webhook(\"go\")", "on drift(\"churn\")"));
    Result drift = tester.run("apply", "drift.train");
    assertThat(drift.exit()).isEqualTo(5);
    assertThat(drift.err()).contains("`on drift`").contains("release 0.4");
    tester.write("circle.train", HOURLY.replace("on webhook(\"go\")", "on workflow(\"hourly\")"));
    Result circle = tester.run("apply", "circle.train");
    assertThat(circle.exit()).isEqualTo(3);
    assertThat(circle.err()).contains("without end: hourly → hourly.");
    Result dry = tester.run("apply", "circle.train", "--dry-run");
    assertThat(dry.exit()).isEqualTo(3);
    assertThat(dry.err()).contains("without end: hourly → hourly.");
  }

  @Test
  void aDryRunLooksForCirclesByWayOfWhatIsActive() {
    String first =
        "workflow first() {\n  on workflow(\"second\") {}\n  ingest.csv(\"data.csv\")\n}\n";
    tester.write("first.train", first);
    tester.write(
        "second.train",
        first.replace("first", "third").replace("second", "first").replace("third", "second"));
    assertThat(tester.run("apply", "first.train", "--dry-run").exit()).isZero();
    assertThat(tester.run("apply", "first.train").exit()).isZero();
    assertThat(tester.run("apply", "first.train", "--dry-run").exit()).isZero();

    Result circle = tester.run("apply", "second.train", "--dry-run");

    assertThat(circle.exit()).isEqualTo(3);
    assertThat(circle.err())
        .contains("without end: second → first → second.")
        .isEqualTo(tester.run("apply", "second.train").err());
    assertThat(tester.run("apply", "second.train", "--off", "--dry-run").exit()).isZero();
  }

  @Test
  void whatIsNotThereIsSaid() {
    tester.run("apply", "yearly.train");
    Result unknown = tester.run("triggers", "daily/schedule-1", "--pause");
    assertThat(unknown.exit()).isEqualTo(66);
    assertThat(unknown.err())
        .contains("There is no active trigger `daily/schedule-1`.")
        .contains("`trainmaster triggers` lists those there are.");
    assertThat(tester.run("triggers", "daily/schedule-1").exit()).isEqualTo(66);
    assertThat(tester.run("triggers", "--pause").exit()).isEqualTo(2);
  }

  @Test
  void whatNeedsAServerSaysSo() {
    tester.write("data.csv", "a,b\n1,2\n");
    for (String[] arguments :
        new String[][] {
          {"submit", "yearly.train"},
          {"watch", "last"},
          {"cancel", "yearly-1"},
          {"backfill", "yearly/schedule-1", "--from", "2020-01-01", "--until", "2021-01-01"}
        }) {
      Result result = tester.run(arguments);
      assertThat(result.exit()).as(arguments[0]).isEqualTo(69);
      assertThat(result.err()).contains("No server serves").contains("`trainmaster server`");
    }
  }

  @Test
  void aTimeThatIsNoneIsRefused() {
    Result result =
        tester.run("backfill", "yearly/schedule-1", "--from", "yesterday", "--until", "2021-01-01");
    assertThat(result.exit()).isEqualTo(2);
    assertThat(result.err()).contains("--from is no time: yesterday.");
  }

  @Test
  void aFileWithErrorsIsNotApplied() {
    tester.write("yearly.train", YEARLY.replace("ingest.csv", "ingest.csw"));
    assertThat(tester.run("apply", "yearly.train").exit()).isEqualTo(3);
  }
}
