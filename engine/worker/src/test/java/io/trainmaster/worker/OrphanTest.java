package io.trainmaster.worker;

import static io.trainmaster.worker.Heard.await;
import static org.assertj.core.api.Assertions.assertThat;

import io.trainmaster.model.TaskSpec.Isolation;
import io.trainmaster.model.Value;
import java.io.BufferedReader;
import java.io.File;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** An engine that is killed takes its task processes with it. */
@Timeout(120)
class OrphanTest {

  /** An engine of its own: starts a task and its child, prints their ids and waits. */
  static final class Engine {

    private Engine() {}

    public static void main(String[] arguments) throws Exception {
      WorkerFixture fixture = new WorkerFixture(Path.of(arguments[0]), Duration.ofSeconds(1));
      Heard waiting =
          fixture.launch(
              "a", Isolation.SHARED, "test.wait", Map.of("stubborn", new Value.Bool(true)));
      Heard begetting = fixture.launch("b", Isolation.OWN, "test.beget", Map.of());
      System.out.println(await(waiting.started));
      System.out.println(await(begetting.started));
      System.out.println(await(begetting.decided));
      Thread.currentThread().join();
    }
  }

  @Test
  void leavesNoProcess(@TempDir Path folder) throws Exception {
    Process engine =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx64m",
                "-cp",
                System.getProperty("java.class.path"),
                Engine.class.getName(),
                folder.toString())
            .redirectError(new File("/dev/null"))
            .start();
    try (BufferedReader said = engine.inputReader()) {
      ProcessHandle shared = process(said.readLine());
      ProcessHandle own = process(said.readLine());
      ProcessHandle child = process(said.readLine());

      engine.destroyForcibly();

      await(shared.onExit());
      await(own.onExit());
      await(child.onExit());
      assertThat(engine.waitFor()).isEqualTo(128 + 9);
    } finally {
      engine.destroyForcibly();
    }
  }

  private static ProcessHandle process(String pid) {
    return ProcessHandle.of(Long.parseLong(pid)).orElseThrow();
  }
}
