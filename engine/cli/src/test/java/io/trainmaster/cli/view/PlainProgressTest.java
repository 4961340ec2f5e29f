package io.trainmaster.cli.view;

import static org.assertj.core.api.Assertions.assertThat;

import io.trainmaster.cli.console.Console;
import io.trainmaster.cli.console.Output;
import io.trainmaster.cli.console.Style;
import io.trainmaster.model.TaskId;
import io.trainmaster.model.Value;
import io.trainmaster.run.RunId;
import io.trainmaster.run.TaskPhase;
import io.trainmaster.runtime.RunListener;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class PlainProgressTest {
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();
  private final Clock clock = Clock.fixed(Instant.parse("2026-01-02T03:04:05Z"), ZoneOffset.UTC);

  @Test
  void writesALineForEachStep() {
    tell(new PlainProgress(console(Output.table, false), clock));

    assertThat(err.toString(StandardCharsets.UTF_8))
        .isEqualTo(
            """
            run w-1, 2 tasks
            raw started
            raw will be tried again: its process is gone
            raw started, attempt 2
            raw succeeded in 0ms: 7
            """);
    assertThat(out.size()).isZero();
  }

  @Test
  void isSilentWhenQuiet() {
    tell(new PlainProgress(console(Output.table, true), clock));

    assertThat(err.size()).isZero();
  }

  @Test
  void writesJsonLines() {
    tell(new JsonProgress(console(Output.json, false), clock));

    assertThat(out.toString(StandardCharsets.UTF_8).lines())
        .hasSize(7)
        .first()
        .isEqualTo(
            "{\"event\":\"planned\",\"at\":\"2026-01-02T03:04:05Z\",\"run\":\"w-1\","
                + "\"tasks\":[\"raw\",\"fit\"]}");
    assertThat(out.toString(StandardCharsets.UTF_8))
        .contains(
            "\"event\":\"progress\",\"at\":\"2026-01-02T03:04:05Z\",\"task\":\"raw\",\"fraction\":0.5")
        .contains("\"output\":7");
  }

  private static void tell(RunListener listener) {
    TaskId raw = new TaskId("raw");
    listener.planned(new RunId("w-1"), List.of(raw, new TaskId("fit")));
    listener.taskChanged(raw, TaskPhase.RUNNING, 1, "", Optional.empty());
    listener.taskChanged(raw, TaskPhase.BACKING_OFF, 1, "its process is gone", Optional.empty());
    listener.taskChanged(raw, TaskPhase.RUNNING, 2, "", Optional.empty());
    listener.progress(raw, 0.5, "half");
    listener.taskChanged(raw, TaskPhase.SUCCEEDED, 2, "", Optional.of(new Value.Int(7)));
    listener.taskChanged(new TaskId("fit"), TaskPhase.CANCELLED, 0, "", Optional.empty());
  }

  private Console console(Output output, boolean quiet) {
    return new Console(stream(out), stream(err), Style.PLAIN, Style.PLAIN, output, quiet);
  }

  private static PrintStream stream(ByteArrayOutputStream bytes) {
    return new PrintStream(bytes, true, StandardCharsets.UTF_8);
  }
}
