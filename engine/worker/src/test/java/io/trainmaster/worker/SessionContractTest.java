package io.trainmaster.worker;

import static io.trainmaster.worker.Heard.await;

import io.trainmaster.model.Value;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.io.TempDir;

/** The session of a run, in which operators run. */
final class SessionContractTest extends SharedProcessContract {

  SessionContractTest(@TempDir Path folder) {
    super(folder);
  }

  @Override
  Work quick() {
    return new Work("test.succeed", Map.of("greeting", Value.text("hello")));
  }

  @Override
  Work waiting() {
    return new Work("test.wait", Map.of("stubborn", new Value.Bool(false)));
  }

  @Override
  Work begetting() {
    return new Work("test.beget", Map.of());
  }

  @Override
  ProcessHandle begotten(Heard heard) {
    return ProcessHandle.of(Long.parseLong(await(heard.decided))).orElseThrow();
  }
}
