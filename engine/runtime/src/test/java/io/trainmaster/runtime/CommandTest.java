package io.trainmaster.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import io.trainmaster.model.EntrySpec;
import io.trainmaster.model.Expression;
import io.trainmaster.model.Policy;
import io.trainmaster.model.TaskId;
import io.trainmaster.model.TaskSpec;
import io.trainmaster.model.Value;
import io.trainmaster.run.RunPhase;
import io.trainmaster.store.StateLocation;
import io.trainmaster.track.RunSummary;
import io.trainmaster.worker.HostSettings;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Commands that real processes start are given what they can open. */
@Timeout(120)
class CommandTest {

  @TempDir Path folder;

  @Test
  void aFileInATextIsAPathThatTheCommandCanOpen() throws Exception {
    TaskSpec made =
        command("made", List.of(outputs("n.txt")), text("sh"), text("-c"), text("echo 42 > n.txt"));
    Expression file = new Expression.Output(new TaskId("made"));
    Expression inner = new Expression.Interpolation(List.of(file));
    TaskSpec read =
        command(
            "read",
            List.of(outputs("both.txt"), line("env", text("MADE"), inner)),
            text("sh"),
            text("-c"),
            text("cat \"${1#--in=}\" \"$MADE\" > both.txt"),
            text("sh"),
            new Expression.Interpolation(List.of(text("--in="), inner)));
    try (Engine engine = open()) {
      RunSummary run =
          engine.start(Workflows.version(made, read), Map.of(), RunListener.none()).await();

      assertThat(run.phase()).as(run.message()).isEqualTo(RunPhase.SUCCEEDED);
      String digest =
          engine.runs().run(run.id()).orElseThrow().artifacts().stream()
              .filter(artifact -> artifact.task().equals(new TaskId("read")))
              .findFirst()
              .orElseThrow()
              .artifact()
              .digest();
      assertThat(Files.readString(engine.artifacts().locate(digest))).isEqualTo("42\n42\n");
    }
  }

  private static Expression text(String value) {
    return new Expression.Literal(Value.text(value));
  }

  private static EntrySpec outputs(String path) {
    return line("outputs", text(path));
  }

  private static EntrySpec line(String key, Expression... values) {
    return new EntrySpec(key, Optional.empty(), List.of(values), Map.of(), List.of());
  }

  private static TaskSpec command(String id, List<EntrySpec> block, Expression... words) {
    return new TaskSpec.Operator(
        new TaskId(id),
        1,
        Set.of(),
        TaskSpec.Operator.COMMAND,
        Map.of("command", new Expression.Items(Stream.of(words).toList())),
        block,
        Policy.DEFAULT,
        TaskSpec.Isolation.SHARED);
  }

  private Engine open() {
    HostSettings host =
        new HostSettings(
            Path.of(System.getProperty("java.home"), "bin", "java"),
            System.getProperty("java.class.path"),
            List.of("-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1"),
            48L << 20,
            Map.of(),
            Map.of(),
            Optional.empty(),
            Duration.ofSeconds(1),
            Duration.ofSeconds(10));
    return Engine.open(Workflows.settings(StateLocation.of(folder.resolve("state")), folder, host));
  }
}
