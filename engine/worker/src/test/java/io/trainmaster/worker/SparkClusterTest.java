package io.trainmaster.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

class SparkClusterTest {

  /** As a master of Spark 4.1 answers, with a third worker that has died. */
  private static final String RECORDED =
      """
      {"url": "spark://127.0.0.1:7077",
       "workers": [
         {"host": "127.0.0.1", "port": 43135, "cores": 2, "memory": 4096, "state": "ALIVE",
          "resources": {"cpuworker": {"name": "cpuworker", "addresses": ["0", "1"]}}},
         {"host": "127.0.0.1", "port": 38833, "cores": 8, "memory": 2048, "state": "ALIVE",
          "resources": {"gpu": {"name": "gpu", "addresses": ["0", "1", "2"]}}},
         {"host": "127.0.0.1", "port": 40001, "cores": 64, "memory": 65536, "state": "DEAD",
          "resources": {"gpu": {"name": "gpu", "addresses": ["0"]}}}],
       "aliveworkers": 2, "status": "ALIVE"}
      """;

  @Test
  void whatIsAliveCounts() throws IOException {
    SparkCluster cluster = SparkCluster.of(RECORDED);

    assertThat(cluster.workers())
        .extracting(SparkCluster.Machine::name)
        .containsExactly("127.0.0.1:43135", "127.0.0.1:38833");
    assertThat(cluster.count(SparkCluster.GPU)).isEqualTo(3);
    assertThat(cluster.count(SparkCluster.CPU_WORKER)).isEqualTo(2);
    assertThat(cluster.count("disk")).isZero();
    assertThat(cluster.mostCores()).isEqualTo(8);
    assertThat(cluster.mostMemoryBytes()).isEqualTo(4096L << 20);
  }

  @Test
  void noClusterHasNothing() {
    SparkCluster none = new SparkCluster(List.of());

    assertThat(none.mostCores()).isZero();
    assertThat(none.mostMemoryBytes()).isZero();
  }

  @Test
  void aMasterIsAskedAtItsPage() throws IOException {
    HttpServer master =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 1);
    master.createContext(
        "/json/",
        exchange -> {
          byte[] answer = RECORDED.getBytes(StandardCharsets.UTF_8);
          exchange.sendResponseHeaders(200, answer.length);
          exchange.getResponseBody().write(answer);
          exchange.close();
        });
    master.start();
    URI page = URI.create("http://127.0.0.1:" + master.getAddress().getPort());
    try {
      assertThat(SparkCluster.ask(page)).isEqualTo(SparkCluster.of(RECORDED));
    } finally {
      master.stop(0);
    }
    assertThatThrownBy(() -> SparkCluster.ask(page))
        .isInstanceOf(IOException.class)
        .hasMessageContaining(page.toString());
  }

  @Test
  void anotherPageIsNoMaster() {
    assertThatThrownBy(() -> SparkCluster.of("{}"))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("not the page of a Spark master");
  }
}
