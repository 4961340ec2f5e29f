package io.trainmaster.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.trainmaster.acceptance.Trainmaster.Answer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** People are told of what a run did, by a server that may be killed meanwhile. */
@Timeout(600)
class NotificationTest extends WithDistribution {

  private static final String DOOR =
      """
      edition 1
      workflow door(open: Bool = false) {
        alert "ml-oncall", on: [failed, recovered]
        require open else fail "It is shut."
        notify("The door is open.", to: "ml-oncall")
      }
      """;

  /** A post: the event's id, and the signature. */
  private record Post(String id, String signature, String body) {}

  private final BlockingQueue<Post> posts = new LinkedBlockingQueue<>();
  private final AtomicReference<Process> toKill = new AtomicReference<>();
  private HttpServer hook;

  @BeforeEach
  void start() throws Exception {
    hook = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    hook.createContext("/", this::take);
    hook.start();
    trainmaster.workflow("door", DOOR);
    Path conf = trainmaster.project().resolve("conf");
    Files.writeString(
        conf.resolve("dev.properties"),
        """
        channel.ml-oncall.kind = webhook
        channel.ml-oncall.url = http://127.0.0.1:%d/hook
        channel.ml-oncall.secret = hook-key
        """
            .formatted(hook.getAddress().getPort()));
    Files.createDirectories(conf.resolve("secrets"));
    Files.writeString(conf.resolve("secrets/hook-key"), "a-key-for-nobody-else\n");
  }

  @AfterEach
  void stop() {
    hook.stop(0);
  }

  private void take(HttpExchange exchange) throws IOException {
    byte[] body = exchange.getRequestBody().readAllBytes();
    Process victim = toKill.getAndSet(null);
    if (victim != null) {
      victim.destroyForcibly().onExit().join();
    }
    posts.add(
        new Post(
            exchange.getRequestHeaders().getFirst("webhook-id"),
            exchange.getRequestHeaders().getFirst("webhook-signature"),
            new String(body, StandardCharsets.UTF_8)));
    exchange.sendResponseHeaders(204, -1);
    exchange.close();
  }

  private Process serve() throws Exception {
    Path out = Files.createTempFile(directory, "server", ".out");
    Process server = trainmaster.start(out, directory.resolve("server-talk"), "server");
    while (!Files.readString(out).contains("Serving ")) {
      assertThat(server.waitFor(50, TimeUnit.MILLISECONDS)).as("the server has ended").isFalse();
    }
    return server;
  }

  @Test
  void whatAKilledServerHadSentIsSentAgainByTheSameId() throws Exception {
    Process server = serve();
    toKill.set(server);
    assertThat(trainmaster.call("submit", "conf/workflows/door.train").exitCode()).isZero();
    Post first = posts.take();
    assertThat(server.waitFor()).as("it was killed").isNotZero();
    assertThat(first.body()).contains("\"kind\":\"failed\"").contains("It is shut.");

    Process next = serve();
    Post second = posts.take();
    assertThat(second.id()).isEqualTo(first.id());
    assertThat(second.body()).contains("\"attempt\":2");
    String listed;
    do {
      listed = trainmaster.call("notifications").out();
    } while (!listed.contains("delivered"));
    assertThat(listed.lines().filter(line -> line.contains(first.id()))).hasSize(1);
    new ProcessBuilder("kill", "-TERM", Long.toString(next.pid())).start().waitFor();
    assertThat(next.waitFor()).isZero();
    assertThat(posts).isEmpty();
  }

  @Test
  void aRunWithoutAServerSaysWhatItHasNotBeenAbleToTell() throws Exception {
    int port = hook.getAddress().getPort();
    hook.stop(0);
    Answer shut = trainmaster.call("run", "conf/workflows/door.train");
    assertThat(shut.exitCode()).as(shut.all()).isEqualTo(1);
    assertThat(shut.out())
        .contains("unsent   1 notification to ml-oncall (", "`trainmaster server` sends it");

    hook = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
    hook.createContext("/", this::take);
    hook.start();
    Process server = serve();
    assertThat(posts.take().body()).contains("\"kind\":\"failed\"");
    new ProcessBuilder("kill", "-TERM", Long.toString(server.pid())).start().waitFor();
    assertThat(server.waitFor()).isZero();
  }

  @Test
  void aRunWithoutAServerTellsBeforeItEnds() throws Exception {
    Answer shut = trainmaster.call("run", "conf/workflows/door.train");
    assertThat(shut.exitCode()).as(shut.all()).isEqualTo(1);
    assertThat(posts.remove().body()).contains("\"kind\":\"failed\"");

    Answer open = trainmaster.call("run", "conf/workflows/door.train", "-p", "open=true");
    assertThat(open.exitCode()).as(open.all()).isZero();
    Post message = posts.remove();
    assertThat(message.body()).contains("The door is open.").contains("\"kind\":\"message\"");
    assertThat(message.signature()).startsWith("v1,");
    assertThat(posts.remove().body()).contains("\"kind\":\"recovered\"");
    assertThat(trainmaster.call("show", "door-2").out()).contains("TOLD").contains("recovered");
    Answer tested = trainmaster.call("notifications", "test", "ml-oncall");
    assertThat(tested.out()).as(tested.all()).contains("ml-oncall has taken it: HTTP 204");
    assertThat(trainmaster.call("notifications", "--output", "json").all())
        .doesNotContain("a-key-for-nobody-else");
  }
}
