package io.trainmaster.worker;

import static io.trainmaster.worker.AdoptionTest.eventually;
import static io.trainmaster.worker.Heard.await;
import static org.assertj.core.api.Assertions.assertThat;

import io.trainmaster.model.TaskSpec.Isolation;
import io.trainmaster.model.Value;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The process of a run's commands. */
final class CommandsContractTest extends SharedProcessContract {

  private final Path child;

  CommandsContractTest(@TempDir Path folder) {
    super(folder);
    child = folder.resolve("child");
  }

  private static Work command(String script, String argument) {
    return new Work("shell", KilledEngine.command(script, argument));
  }

  @Override
  Work quick() {
    return command("exit 0", "");
  }

  @Override
  Work waiting() {
    return command("exec sleep 600", "");
  }

  @Override
  Work begetting() {
    String script = "setsid sh -c 'trap \"\" TERM; echo $$ > \"$0\"; exec sleep 600' \"$1\" & wait";
    return command(script, child.toString());
  }

  @Override
  ProcessHandle begotten(Heard heard) throws Exception {
    eventually(() -> Files.exists(child) && child.toFile().length() > 1);
    return ProcessHandle.of(Long.parseLong(text(child))).orElseThrow();
  }

  private static String text(Path file) throws IOException {
    return Files.readString(file).strip();
  }

  @Test
  void isAnotherThanTheSession() {
    Heard operator =
        fixture.launch(
            "a", Isolation.SHARED, "test.succeed", Map.of("greeting", Value.text("hello")));
    operator.success();
    Heard command = fixture.launch("b", Isolation.SHARED, "shell", quick().arguments());
    command.success();

    assertThat(await(command.started)).isNotEqualTo(await(operator.started));
  }
}
