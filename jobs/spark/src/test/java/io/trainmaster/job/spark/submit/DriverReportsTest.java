package io.trainmaster.job.spark.submit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import io.trainmaster.job.AttemptId;
import io.trainmaster.job.TaskError;
import io.trainmaster.job.TaskException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class DriverReportsTest {

  private static final AttemptId FIRST = new AttemptId("run-1", "app", 1, 7);
  private static final AttemptId SECOND = new AttemptId("run-1", "app", 2, 8);
  private static final ClusterSettings LOCAL = new ClusterSettings(Map.of(), 2);

  @TempDir Path folder;
  private final List<String> log = new ArrayList<>();

  private DriverReports reports() {
    return new DriverReports(folder);
  }

  @Test
  void saysWhatADriverHasWritten() throws IOException {
    Path file = reports().file(FIRST);
    assertThat(reports().read(file).fraction()).isNaN();
    Files.writeString(
        file,
        ApplicationListener.process(ProcessHandle.current())
            + "\napplication app-1\ntasks 1 4\ntasks 3 4\nsomething else\ntas");

    DriverReports.Report report = reports().read(file);

    assertThat(report.process()).contains(ProcessHandle.current());
    assertThat(report.application()).contains("app-1");
    assertThat(report.tasks()).containsExactly("3", "4");
    assertThat(report.fraction()).isEqualTo(0.75);
  }

  @Test
  void anotherProcessWithTheSameNumberIsNotTheDriver() throws Exception {
    Path file = reports().file(FIRST);
    Files.writeString(file, "process " + ProcessHandle.current().pid() + " 12345\n");

    assertThat(reports().read(file).process()).isEmpty();
    reports().endEarlier(SECOND, LOCAL, log::add);
    assertThat(log).isEmpty();
  }

  @Test
  void aDriverThatAnEarlierAttemptLeftIsEnded() throws Exception {
    Process left = new ProcessBuilder("sleep", "600").start();
    Files.writeString(reports().file(FIRST), ApplicationListener.process(left.toHandle()) + "\n");

    reports().endEarlier(SECOND, LOCAL, log::add);

    assertThat(left.isAlive()).isFalse();
    assertThat(log)
        .containsExactly("Ends the driver of an earlier attempt, process " + left.pid() + ".");
  }

  @Test
  void theDriverOfTheAttemptItselfIsLeftAlone() throws Exception {
    Process own = new ProcessBuilder("sleep", "600").start();
    try {
      Files.writeString(reports().file(SECOND), ApplicationListener.process(own.toHandle()) + "\n");
      reports().endEarlier(SECOND, LOCAL, log::add);
      assertThat(own.isAlive()).isTrue();
    } finally {
      own.destroyForcibly();
    }
  }

  @Test
  void anApplicationThatLivesOnTheClusterIsEndedThere() throws Exception {
    Files.writeString(reports().file(FIRST), "application app-1\n");
    AtomicReference<String> wish = new AtomicReference<>("");
    HttpServer master =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 1);
    master.createContext(
        "/",
        exchange -> {
          if (exchange.getRequestMethod().equals("POST")) {
            wish.set(
                exchange.getRequestURI()
                    + " "
                    + new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
            exchange.getResponseHeaders().add("Location", "/");
            exchange.sendResponseHeaders(302, -1);
          } else {
            String apps = wish.get().isEmpty() ? "{\"id\": \"app-1\", \"cores\": 2}" : "";
            byte[] answer = ("{\"activeapps\": [" + apps + "]}").getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(200, answer.length);
            exchange.getResponseBody().write(answer);
          }
          exchange.close();
        });
    master.start();
    ClusterSettings cluster =
        new ClusterSettings(
            Map.of(
                "spark.master",
                "spark://127.0.0.1:7077",
                "spark.trainmaster.page",
                "http://127.0.0.1:" + master.getAddress().getPort()),
            2);
    try {
      reports().endEarlier(SECOND, cluster, log::add);
    } finally {
      master.stop(0);
    }
    assertThat(wish).hasValue("/app/kill/ id=app-1&terminate=true");
    assertThat(log).containsExactly("Ends the application of an earlier attempt, app-1.");

    assertThatThrownBy(() -> reports().endEarlier(SECOND, cluster, log::add))
        .as("nobody can say whether it lives")
        .isInstanceOfSatisfying(
            TaskException.class,
            told -> assertThat(told.error()).isEqualTo(TaskError.APPLICATION_LOST))
        .hasMessage("Whether an application of an earlier attempt still runs can't be found out.");
  }
}
