package io.trainmaster.job.host;

import static org.assertj.core.api.Assertions.assertThat;

import io.trainmaster.job.AttemptId;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.ThreadContext;
import org.apache.logging.log4j.core.config.Configurator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LogsTest {

  private static final AttemptId A = new AttemptId("run-1", "a", 1, 1);
  private static final AttemptId B = new AttemptId("run-1", "b", 1, 2);

  private final Path folder;
  private final ByteArrayOutputStream own = new ByteArrayOutputStream();
  private final Logs logs = new Logs(own);
  private final PrintStream out = System.out;
  private final PrintStream err = System.err;

  LogsTest(@TempDir Path folder) {
    this.folder = folder;
  }

  @AfterEach
  void restore() {
    System.setOut(out);
    System.setErr(err);
    Configurator.reconfigure();
  }

  private AttemptLog open(AttemptId attempt) throws IOException {
    return logs.open(attempt.toString(), folder.resolve(attempt.task()), Mask.none());
  }

  private String log(AttemptId attempt) throws IOException {
    return Files.readString(folder.resolve(attempt.task()));
  }

  private String ownLog() {
    return own.toString(StandardCharsets.UTF_8);
  }

  private static void inThread(Runnable body) throws InterruptedException {
    Thread thread = new Thread(body);
    thread.start();
    thread.join();
  }

  @Test
  void takesWhatIsPrintedToTheLogOfTheThreadsAttempt() throws Exception {
    AttemptLog a = open(A);
    AttemptLog b = open(B);
    logs.captureStandardStreams();

    System.out.println("of none");
    inThread(
        () -> {
          logs.bind(a);
          System.out.println("of a");
        });
    logs.bind(b);
    System.err.println("of b");
    inThread(() -> System.out.println("of a child of b"));
    logs.close(B.toString());
    System.out.println("late");
    logs.bind(null);
    System.out.println("of none again");

    assertThat(log(A)).isEqualTo("of a\n");
    assertThat(log(B)).isEqualTo("of b\nof a child of b\n");
    assertThat(ownLog()).isEqualTo("of none\nlate\nof none again\n");
  }

  @Test
  void takesWhatLog4jIsToldToTheLogOfTheContextsAttempt() throws Exception {
    open(A);
    open(B);
    Log4jRouting routing = new Log4jRouting(logs);
    System.gc();
    var logger = LogManager.getLogger("io.trainmaster.Example");

    logger.info("of none");
    routing.bind(A);
    logger.warn("of a", new IllegalStateException("why"));
    routing.unbind();
    // As Spark does in the threads of its tasks.
    ThreadContext.put("mdc.attempt", B.toString());
    logger.info("of b");
    ThreadContext.remove("mdc.attempt");
    LogManager.getLogger("org.apache.spark.Chatty").info("left out");

    assertThat(LogManager.getContext(false)).isSameAs(routing.context());
    assertThat(log(A))
        .contains(" WARN  Example: of a\n")
        .contains("IllegalStateException: why")
        .contains("at io.trainmaster.job.host.LogsTest");
    assertThat(log(B)).matches("\\d\\d:\\d\\d:\\d\\d\\.\\d{3} INFO  Example: of b\n");
    assertThat(ownLog()).endsWith("INFO  Example: of none\n").doesNotContain("left out");
  }
}
