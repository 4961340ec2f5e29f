package io.trainmaster.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.trainmaster.outbox.Delivery;
import io.trainmaster.track.Tenure;
import io.trainmaster.trigger.TriggerMachine;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** The diagrams in engine/README.md are those that the tables draw. */
class DiagramsTest {

  @Test
  void readmeShowsTheTables() throws IOException {
    String root = System.getProperty("trainmaster.root", "");
    assumeTrue(!root.isEmpty(), "trainmaster.root names no source tree");
    assertThat(Files.readString(Path.of(root, "engine/README.md")))
        .contains("```mermaid\n" + Machines.TASK.mermaid() + "```")
        .contains("```mermaid\n" + Machines.RUN.mermaid() + "```")
        .contains("```mermaid\n" + TriggerMachine.TRIGGER.mermaid() + "```")
        .contains("```mermaid\n" + Delivery.TABLE.mermaid() + "```")
        .contains("```mermaid\n" + Tenure.TABLE.mermaid() + "```");
  }
}
