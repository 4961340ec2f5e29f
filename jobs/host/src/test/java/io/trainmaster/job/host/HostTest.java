package io.trainmaster.job.host;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.trainmaster.job.Operator;
import io.trainmaster.job.TaskContext;
import io.trainmaster.job.TaskError;
import io.trainmaster.job.TaskException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class HostTest {

  private static final ObjectMapper MAPPER = new ObjectMapper();

  private final Path folder;
  private final HostHarness host;
  private Body body = context -> {};

  private interface Body {
    void run(TaskContext context) throws Exception;
  }

  private final class Scripted implements Operator {
    @Override
    public String signature() {
      return "operator test()";
    }

    @Override
    public void run(TaskContext context) throws Exception {
      body.run(context);
    }
  }

  HostTest(@TempDir Path folder) throws IOException {
    this.folder = folder;
    this.host = new HostHarness(folder, new Scripted());
  }

  @AfterEach
  void close() throws IOException {
    host.close();
  }

  private JsonNode run(String task) throws IOException {
    return host.run(task, "test", Map.of());
  }

  private JsonNode outcome(String task) throws IOException {
    return MAPPER.readTree(host.attempt(task).resolve("outcome.json").toFile());
  }

  @Test
  void givesABodyEmptyFoldersAndItsCheckpoints() throws IOException {
    Files.createDirectories(host.attempt("a").resolve("staging"));
    Files.writeString(host.attempt("a").resolve("staging/out"), "of an attempt before");
    Files.createDirectories(folder.resolve("checkpoints/a"));
    Files.writeString(folder.resolve("checkpoints/a/epoch-3"), "kept");
    body =
        context -> {
          assertThat(context.scratchDirectory()).isEmptyDirectory();
          assertThat(context.outputPath("out")).doesNotExist();
          assertThat(context.checkpointDirectory().resolve("epoch-3")).hasContent("kept");
          assertThat(context.cpus()).isOne();
          assertThat(context.memoryBytes()).isEqualTo(1L << 30);
          assertThat(context.projectDirectory()).isEqualTo(folder);
          assertThat(context.attempt().fence()).isEqualTo(7);
        };

    assertThat(run("a").path("outcome").asText()).isEqualTo("succeeded");
    assertThat(host.attempt("a").resolve("scratch")).doesNotExist();
  }

  @Test
  void recordsTheOutcomeBeforeItTellsIt() throws IOException {
    body =
        context -> {
          Files.createDirectories(context.outputPath("out").resolve("deep"));
          Files.writeString(context.outputPath("out").resolve("deep/file"), "content");
          context.output("out", "Dataset", Map.of("rows", 1));
        };

    JsonNode result = run("a");

    assertThat(outcome("a").path("result")).isEqualTo(result);
    assertThat(outcome("a").path("fence").asLong()).isEqualTo(7);
    assertThat(Files.readAllLines(folder.resolve("ledger.csv")))
        .satisfiesExactly(
            line -> assertThat(line).startsWith("run-1,a,1,7,start,"),
            line -> assertThat(line).startsWith("run-1,a,1,7,end,"));
  }

  @Test
  void replacesTheOutcomeOfAnEarlierBody() throws IOException {
    run("a");
    body =
        context -> {
          assertThat(host.attempt("a").resolve("outcome.json")).doesNotExist();
          throw new IllegalStateException("now it fails");
        };

    run("a");

    assertThat(outcome("a").path("result").path("outcome").asText()).isEqualTo("error");
  }

  @Test
  void endsAsCancelledWhateverTheBodyMakesOfIt() throws IOException {
    List<Body> bodies =
        List.of(
            context -> new CountDownLatch(1).await(),
            context -> {
              while (!context.cancelled()) {
                Thread.onSpinWait();
              }
            },
            context -> {
              try {
                new CountDownLatch(1).await();
              } catch (InterruptedException asked) {
                throw new IllegalStateException("Job cancelled", asked);
              }
            });
    for (Body next : bodies) {
      body = next;
      host.launch("a", "test", Map.of(), MAPPER.createArrayNode());
      host.await("started");
      host.cancel("a");

      assertThat(host.result().path("outcome").asText()).isEqualTo("cancelled");
      assertThat(outcome("a").path("result").path("outcome").asText()).isEqualTo("cancelled");
    }
  }

  @Test
  void writesATraceIntoTheLogOnlyOfWhatIsUnexpected() throws IOException {
    body =
        context -> {
          throw new TaskException(
              TaskError.SOURCE_MALFORMED,
              "Row 7 is ragged.",
              "a.csv:7",
              "",
              new IOException("eof"));
        };
    run("a");
    body =
        context -> {
          throw new IllegalStateException("surprise");
        };
    run("b");

    assertThat(host.log("a"))
        .contains("Caused by: java.io.IOException: eof")
        .endsWith("Failed: Row 7 is ragged.\n")
        .doesNotContain("\tat ");
    assertThat(host.log("b"))
        .contains("\tat io.trainmaster.job.host.HostTest")
        .contains("Failed: The operator test failed unexpectedly");
  }

  @Test
  void survivesAnInterruptThatTheBodyLeft() throws IOException {
    body =
        context -> {
          context.outputValue("x", 1);
          Thread.currentThread().interrupt();
        };

    assertThat(run("a").path("outcome").asText()).isEqualTo("succeeded");
    assertThat(outcome("a").path("result").path("outputs").path("x").path("value").asInt()).isOne();
  }

  @Test
  void refusesAnOutputOutsideItsFolderAndAValueOfNoKnownType() throws IOException {
    body = context -> context.outputPath("../out");
    assertThat(run("a").path("code").asText()).isEqualTo("T0901");

    body = context -> context.outputValue("x", new Object());
    assertThat(run("b").path("message").asText()).contains("can't be an output");
  }

  @Test
  void refusesToSayTooMuch() throws IOException {
    body = context -> context.outputValue("x", "x".repeat(WireOutput.LINE_LIMIT));

    assertThat(run("a").path("message").asText()).contains("said too much about its outputs");
  }

  @Test
  void saysWhenTheFolderCannotBeWritten() throws IOException {
    Files.createDirectories(host.attempt("a").getParent());
    Files.writeString(host.attempt("a"), "a file where the folder should be");

    assertThat(run("a").path("outcome").asText()).isEqualTo("error");
  }

  @Test
  void passesOverWhatItDoesNotKnow() throws IOException {
    host.send(MAPPER.createObjectNode().put("kind", "song"));
    host.cancel("never launched");

    assertThat(run("a").path("outcome").asText()).isEqualTo("succeeded");
    assertThat(Files.readString(folder.resolve("host.log")))
        .contains("unknown kind")
        .contains("song");
  }

  @Test
  void tellsAllAgainToWhoeverAdoptsAnAttemptThatRuns() throws IOException {
    CountDownLatch over = new CountDownLatch(1);
    body =
        context -> {
          context.metric("loss", 0.5, 1);
          context.param("seed", "42");
          context.progress(0.5, "half way");
          over.await();
        };
    host.launch("a", "test", Map.of(), MAPPER.createArrayNode());
    host.await("progress");

    assertThat(host.adopt("a", 8).path("running").asBoolean()).isFalse();
    assertThat(host.adopt("never", 7).path("running").asBoolean()).isFalse();
    assertThat(host.adopt("a", 7).path("running").asBoolean()).isTrue();
    host.await("started");
    assertThat(host.await("metric").path("step").asInt()).isOne();
    assertThat(host.await("param").path("value").asText()).isEqualTo("42");

    over.countDown();
    assertThat(host.result().path("outcome").asText()).isEqualTo("succeeded");
    assertThat(host.adopt("a", 7).path("running").asBoolean()).isFalse();
    assertThat(host.attempt("a").resolve("told.jsonl")).doesNotExist();
  }

  @Test
  void stopsABodyWhoseTimeIsOverThoughNobodyAsks() throws IOException {
    body = context -> new CountDownLatch(1).await();

    host.launch("a", "test", Duration.ofMillis(50));

    assertThat(host.result().path("outcome").asText()).isEqualTo("timeout");
    assertThat(outcome("a").path("result").path("outcome").asText()).isEqualTo("timeout");
  }

  @Test
  void endsWhenItIsTold() throws IOException {
    assertThat(host.end()).isTrue();
  }
}
