package io.trainmaster.job.spark.carrier;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class LineTest {

  private static final long PATIENCE_MILLIS = TimeUnit.SECONDS.toMillis(30);

  private static InputStream text(String text) {
    return new ByteArrayInputStream(text.getBytes(StandardCharsets.US_ASCII));
  }

  private static void serve(Line line, InputStream in, OutputStream out) {
    Thread serving = new Thread(() -> line.serve(in, out));
    serving.setDaemon(true);
    serving.start();
  }

  @Test
  void whoDoesNotKnowTheSecretIsNotHeard() throws Exception {
    ByteArrayOutputStream heard = new ByteArrayOutputStream();
    try (Line line = Line.open("127.0.0.1", 8)) {
      serve(line, text("for the process"), heard);
      Line.Address wrong =
          new Line.Address(line.address().host(), line.address().port(), "0".repeat(16));
      try (Socket stranger = Line.call(wrong)) {
        assertThat(stranger.getInputStream().read()).isEqualTo(-1);
      }
      try (Socket call = Line.call(line.address())) {
        assertThat(call.getInputStream().readAllBytes()).asString().isEqualTo("for the process");
        call.getOutputStream().write("from it".getBytes(StandardCharsets.US_ASCII));
        assertThat(line.awaitEnd(1)).isFalse();
      }
      assertThat(line.awaitEnd(PATIENCE_MILLIS)).isTrue();
    }
    assertThat(heard).asString().isEqualTo("from it");
  }

  @Test
  void whoeverCallsFirstOrGivesUpFirstHasDecided() throws Exception {
    try (Line line = Line.open("127.0.0.1", 8)) {
      serve(line, text("for the process"), new ByteArrayOutputStream());
      assertThat(line.giveUp()).isTrue();
      try (Socket late = Line.call(line.address())) {
        assertThat(late.getInputStream().read()).isEqualTo(-1);
      }
      assertThat(line.isCalled()).isFalse();
    }
    try (Line line = Line.open("127.0.0.1", 8)) {
      serve(line, text("for the process"), new ByteArrayOutputStream());
      try (Socket call = Line.call(line.address())) {
        assertThat(call.getInputStream().readAllBytes()).asString().isEqualTo("for the process");
        assertThat(line.isCalled()).isTrue();
        assertThat(line.giveUp()).isFalse();
      }
    }
  }

  /** Where the engine has died the process goes on, and is not to be taken for lost. */
  @Test
  void aProcessThatNobodyHearsStays() throws Exception {
    OutputStream closed =
        new OutputStream() {
          @Override
          public void write(int one) throws IOException {
            throw new IOException("nobody hears");
          }
        };
    try (Line line = Line.open("127.0.0.1", 8)) {
      serve(line, text(""), closed);
      try (Socket call = Line.call(line.address())) {
        assertThat(call.getInputStream().readAllBytes()).isEmpty();
        for (int i = 0; i < 100; i++) {
          call.getOutputStream().write(new byte[1000]);
        }
        assertThat(line.awaitEnd(1)).isFalse();
      }
      assertThat(line.awaitEnd(PATIENCE_MILLIS)).isTrue();
    }
  }
}
