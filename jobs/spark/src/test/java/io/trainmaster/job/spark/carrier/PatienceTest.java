package io.trainmaster.job.spark.carrier;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import org.apache.spark.SparkConf;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class PatienceTest {

  /** As a master of Spark 4.1 answers, of an application that runs and one that waits. */
  private static final String RECORDED =
      """
      {"url": "spark://127.0.0.1:7077",
       "activeapps": [
         {"id": "app-20260514120000-0000", "name": "digits-1/model/1 fence 1", "cores": 2,
          "state": "RUNNING"},
         {"id": "app-20260514120000-0001", "name": "digits-2/model/1 fence 2", "cores": 0,
          "state": "WAITING"}],
       "completedapps": [{"id": "app-20260514110000-0000", "cores": 2, "state": "FINISHED"}]}
      """;

  @Test
  void hasNoEndWhereNothingElseMayBeTried() {
    assertThat(new Patience(0, "spark://head:7077", () -> false).isOver()).isFalse();
  }

  @Test
  void endsWhereTheMasterHasGivenNoRoom() throws InterruptedException {
    assertThat(new Patience(600_000, "spark://head:7077", () -> false).isOver()).isFalse();
    Patience patience = new Patience(1, "spark://head:7077", () -> false);
    while (!patience.isOver()) {
      Thread.onSpinWait();
    }
    assertThat(patience.over())
        .hasMessage("The cluster spark://head:7077 had no room for it within 1 s.");
  }

  @Test
  void anExecutorThatIsGrantedIsWaitedFor() {
    boolean[] asked = {false};
    Patience patience =
        new Patience(
            1,
            "spark://head:7077",
            () -> {
              asked[0] = true;
              return true;
            });
    while (!asked[0]) {
      assertThat(patience.isOver()).isFalse();
    }
    assertThat(patience.isOver()).isFalse();
  }

  @Test
  void theMasterIsAskedAtItsPage() throws IOException {
    HttpServer master =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 1);
    int[] asked = {0};
    master.createContext(
        "/json/",
        exchange -> {
          asked[0]++;
          byte[] answer = RECORDED.getBytes(StandardCharsets.UTF_8);
          exchange.sendResponseHeaders(200, answer.length);
          exchange.getResponseBody().write(answer);
          exchange.close();
        });
    master.start();
    SparkConf conf =
        new SparkConf(false)
            .set("spark.master", "spark://127.0.0.1:7077")
            .set("spark.trainmaster.within", "1ms")
            .set("spark.trainmaster.page", "http://127.0.0.1:" + master.getAddress().getPort());
    try {
      Patience granted = Patience.of(conf, "app-20260514120000-0000");
      while (asked[0] == 0) {
        assertThat(granted.isOver()).isFalse();
      }
      Patience waiting = Patience.of(conf, "app-20260514120000-0001");
      while (!waiting.isOver()) {
        Thread.onSpinWait();
      }
    } finally {
      master.stop(0);
    }
    assertThat(asked[0]).isEqualTo(2);
    Patience silent = Patience.of(conf, "app-20260514120000-0000");
    while (!silent.isOver()) {
      Thread.onSpinWait();
    }
  }
}
