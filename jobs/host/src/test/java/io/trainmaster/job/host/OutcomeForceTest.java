package io.trainmaster.job.host;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** When an outcome has to survive the machine, and how it is known that nobody hears of it. */
class OutcomeForceTest {

  private static final ObjectNode MESSAGE =
      JsonNodeFactory.instance.objectNode().put("kind", "ended");

  @Test
  void anEndThatSomebodyHearsIsForcedOnlyWhereTheBodyWasLong() {
    assertThat(Body.isForced(true, 0)).isFalse();
    assertThat(Body.isForced(true, TimeUnit.SECONDS.toNanos(1) - 1)).isFalse();
    assertThat(Body.isForced(true, TimeUnit.SECONDS.toNanos(1))).isTrue();
  }

  @Test
  void anEndThatNobodyHearsIsAlwaysForced() {
    assertThat(Body.isForced(false, 0)).isTrue();
  }

  @Test
  void aWorkerThatCanNoLongerBeWrittenToDoesNotHear() {
    WireOutput wire =
        new WireOutput(
            new OutputStream() {
              @Override
              public void write(int value) throws IOException {
                throw new IOException("Broken pipe");
              }
            });
    assertThat(wire.isHeard()).isTrue();

    wire.send(MESSAGE);

    assertThat(wire.isHeard()).isFalse();
  }

  @Test
  void theNextWorkerHears() {
    WireOutput wire = new WireOutput(new ByteArrayOutputStream());
    wire.drop();
    assertThat(wire.isHeard()).isFalse();

    wire.connect(new ByteArrayOutputStream());

    assertThat(wire.isHeard()).isTrue();
  }

  @Test
  void isWholeEitherWay(@TempDir Path folder) throws IOException {
    for (boolean durably : new boolean[] {false, true}) {
      Folders.write(folder, "outcome.json", MESSAGE.put("durably", durably), durably);

      assertThat(folder.resolve("outcome.json"))
          .hasContent("{\"kind\":\"ended\",\"durably\":" + durably + "}");
      assertThat(folder.resolve("outcome.json.tmp")).doesNotExist();
    }
  }
}
