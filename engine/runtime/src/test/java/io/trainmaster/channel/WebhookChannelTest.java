package io.trainmaster.channel;

import static java.time.format.DateTimeFormatter.RFC_1123_DATE_TIME;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import com.sun.net.httpserver.HttpServer;
import io.trainmaster.outbox.Notification;
import io.trainmaster.run.RunId;
import io.trainmaster.worker.SecretSource;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A web hook that answers in every way that web hooks do. */
@Timeout(60)
class WebhookChannelTest {

  static final Notification TOLD =
      new Notification(
          "churn-1/days[ä]/1",
          new RunId("churn-1"),
          "churn",
          Notification.Kind.MESSAGE,
          Notification.Severity.WARNING,
          "team",
          "Data is \"there\"",
          "Data is \"there\"\n{}",
          Instant.parse("2026-05-01T12:00:00Z"));

  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final AtomicReference<HttpExchange> last = new AtomicReference<>();
  private final AtomicReference<String> body = new AtomicReference<>("");
  private final AtomicInteger posts = new AtomicInteger();
  private final CountDownLatch never = new CountDownLatch(1);
  private HttpServer server;

  @BeforeEach
  void serve() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(threads);
    server.start();
  }

  @AfterEach
  void stop() {
    never.countDown();
    server.stop(0);
    threads.shutdownNow();
  }

  private void answering(HttpHandler answer) {
    server.createContext(
        "/",
        exchange -> {
          posts.incrementAndGet();
          last.set(exchange);
          body.set(new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
          answer.handle(exchange);
          exchange.close();
        });
  }

  private void answering(int status, String text) {
    answering(
        exchange -> {
          byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
          exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
          exchange.getResponseBody().write(bytes);
        });
  }

  private String url() {
    return "http://127.0.0.1:" + server.getAddress().getPort() + "/hook?team=ml";
  }

  private Channel.Reply send() throws InterruptedException {
    return send(Map.of(), webhook(url(), Optional.empty(), Duration.ofSeconds(20)));
  }

  private static ChannelSettings webhook(String url, Optional<String> secret, Duration timeout) {
    return new ChannelSettings.Webhook(Optional.of(url), Optional.empty(), secret, timeout);
  }

  private static Channel.Reply send(Map<String, String> secrets, ChannelSettings settings)
      throws InterruptedException {
    return new Channels(Map.of("team", settings), source(secrets), Path.of("")).send(TOLD, 3);
  }

  private static SecretSource source(Map<String, String> secrets) {
    return new SecretSource() {
      @Override
      public Optional<String> secret(String name) {
        return Optional.ofNullable(secrets.get(name));
      }

      @Override
      public String howToAdd(String name) {
        return "Write it down.";
      }
    };
  }

  @Test
  void aNotificationIsPostedAsJson() throws Exception {
    answering(204, "");

    Channel.Reply reply = send();

    assertThat(reply).isEqualTo(new Channel.Reply(true, "HTTP 204"));
    JsonNode json = new ObjectMapper().readTree(body.get());
    assertThat(json.get("id").asText()).isEqualTo("churn-1/days[ä]/1");
    assertThat(json.get("kind").asText()).isEqualTo("message");
    assertThat(json.get("severity").asText()).isEqualTo("warning");
    assertThat(json.get("text").asText()).isEqualTo("Data is \"there\"\n{}");
    assertThat(json.get("at").asText()).isEqualTo("2026-05-01T12:00:00Z");
    assertThat(json.get("attempt").asInt()).isEqualTo(3);
    assertThat(header("webhook-id")).isEqualTo("churn-1/days[%C3%A4]/1");
    assertThat(header("webhook-signature")).isNull();
    assertThat(header("Content-Type")).isEqualTo("application/json; charset=utf-8");
    assertThat(last.get().getRequestURI().toString()).isEqualTo("/hook?team=ml");
  }

  @Test
  void itIsSignedByASecret() throws Exception {
    answering(200, "ok");
    byte[] key = {1, 2, 3, 4};
    String encoded = "whsec_" + Base64.getEncoder().encodeToString(key);

    send(Map.of("key", encoded), webhook(url(), Optional.of("key"), Duration.ofSeconds(20)));
    assertThat(header("webhook-signature")).isEqualTo("v1," + signed(key));
    send(Map.of("key", "a text"), webhook(url(), Optional.of("key"), Duration.ofSeconds(20)));
    assertThat(header("webhook-signature"))
        .isEqualTo("v1," + signed("a text".getBytes(StandardCharsets.UTF_8)));
  }

  private String signed(byte[] key) throws Exception {
    Mac mac = Mac.getInstance("HmacSHA256");
    mac.init(new SecretKeySpec(key, "HmacSHA256"));
    String signed = header("webhook-id") + "." + header("webhook-timestamp") + "." + body.get();
    return Base64.getEncoder().encodeToString(mac.doFinal(signed.getBytes(StandardCharsets.UTF_8)));
  }

  private String header(String name) {
    return last.get().getRequestHeaders().getFirst(name);
  }

  @Test
  void anErrorIsNoAnswer() throws Exception {
    answering(500, "<h1>Oh no</h1>");

    assertThat(send()).isEqualTo(new Channel.Reply(false, "HTTP 500 <h1>Oh no</h1>"));
  }

  @ParameterizedTest
  @CsvSource({
    "429, 120, PT2M",
    "503, 7, PT7S",
    "429, 99999999999999999999, PT277777777H46M39S",
    "429, 0, PT0S",
    "429, -5, PT0S",
    "429, soon, PT0S",
    "429, 1.5, PT0S",
    "500, 120, PT0S",
    "200, 120, PT0S"
  })
  void whoHasTooMuchToDoSaysInHowManySecondsToComeAgain(
      int status, String header, Duration expected) throws Exception {
    answeringLater(status, header);

    assertThat(send().asked()).isEqualTo(expected);
  }

  @Test
  void whoHasTooMuchToDoSaysByADateWhenToComeAgain() throws Exception {
    Instant in10Minutes = Instant.now().plus(Duration.ofMinutes(10));
    answeringLater(503, RFC_1123_DATE_TIME.format(in10Minutes.atOffset(ZoneOffset.UTC)));

    assertThat(send().asked()).isBetween(Duration.ofMinutes(8), Duration.ofMinutes(10));

    server.removeContext("/");
    answeringLater(503, "Fri, 01 May 2026 12:00:00 GMT");
    assertThat(send().asked()).as("a date that is over").isEqualTo(Duration.ZERO);
  }

  private void answeringLater(int status, String when) {
    answering(
        exchange -> {
          exchange.getResponseHeaders().add("Retry-After", when);
          exchange.sendResponseHeaders(status, -1);
        });
  }

  @Test
  void aRedirectIsNotFollowed() throws Exception {
    answering(
        exchange -> {
          exchange.getResponseHeaders().add("Location", url());
          exchange.sendResponseHeaders(302, -1);
        });

    assertThat(send()).isEqualTo(new Channel.Reply(false, "HTTP 302"));
    assertThat(posts).hasValue(1);
  }

  @Test
  void ofALongAnswerOnlyTheBeginningIsRead() throws Exception {
    AtomicInteger written = new AtomicInteger();
    answering(
        exchange -> {
          exchange.sendResponseHeaders(200, 0);
          byte[] block = "x".repeat(1 << 16).getBytes(StandardCharsets.UTF_8);
          for (int i = 0; i < 16_000; i++) {
            exchange.getResponseBody().write(block);
            written.incrementAndGet();
          }
        });

    Channel.Reply reply = send();

    assertThat(reply.taken()).isTrue();
    assertThat(reply.said()).isEqualTo("HTTP 200 " + "x".repeat(300));
    assertThat(written.get()).as("64 KiB blocks of 1 GB").isLessThan(16_000);
  }

  @Test
  void aMegabyteIsTakenToo() throws Exception {
    answering(200, "y".repeat(1 << 20));

    assertThat(send()).isEqualTo(new Channel.Reply(true, "HTTP 200 " + "y".repeat(300)));
  }

  @Test
  void whoDoesNotAnswerInTimeHasNotTakenIt() throws Exception {
    answering(exchange -> hang());

    assertThat(send(Map.of(), webhook(url(), Optional.empty(), Duration.ofMillis(200))))
        .isEqualTo(new Channel.Reply(false, "There was no answer within 200 ms."));
  }

  @Test
  void whoAnswersDropByDropHasNotTakenItInTime() throws Exception {
    answering(
        exchange -> {
          exchange.sendResponseHeaders(200, 1000);
          exchange.getResponseBody().write('x');
          exchange.getResponseBody().flush();
          hang();
        });

    assertThat(send(Map.of(), webhook(url(), Optional.empty(), Duration.ofMillis(300))))
        .isEqualTo(new Channel.Reply(false, "There was no answer within 300 ms."));
  }

  private void hang() {
    try {
      never.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Test
  void whoIsNotThereHasNotTakenIt() throws Exception {
    Channel.Reply reply =
        send(Map.of(), webhook("http://127.0.0.1:1/", Optional.empty(), Duration.ofSeconds(20)));

    assertThat(reply.taken()).isFalse();
    assertThat(reply.said()).contains("ConnectException");
  }

  @Test
  void aSecretAddressIsInNothingThatIsSaid() throws Exception {
    answering(500, "no /hook?team=ml here");
    ChannelSettings settings =
        new ChannelSettings.Webhook(
            Optional.empty(), Optional.of("address"), Optional.empty(), Duration.ofSeconds(20));

    assertThat(send(Map.of("address", url()), settings).said())
        .isEqualTo("HTTP 500 no /hook?team=ml here");
    String bad = "htp:// not an address";
    assertThat(send(Map.of("address", bad), settings).said())
        .isEqualTo("The channel's address is none that can be posted to.");
    answerMasked(settings);
    assertThat(send(Map.of(), settings))
        .isEqualTo(new Channel.Reply(false, "There is no secret `address`. Write it down."));
  }

  private void answerMasked(ChannelSettings settings) throws Exception {
    server.removeContext("/");
    String address = url();
    answering(400, "what is " + address + "?");
    assertThat(send(Map.of("address", address), settings).said())
        .isEqualTo("HTTP 400 what is ***?");
  }

  @Test
  void aChannelThatIsNotThereSaysWhichAre() throws Exception {
    Channels channels =
        new Channels(
            Map.of("lead", webhook(url(), Optional.empty(), Duration.ofSeconds(1))),
            SecretSource.none(),
            Path.of(""));

    assertThat(channels.send(TOLD, 1))
        .isEqualTo(new Channel.Reply(false, "There is no channel `team`; the settings have lead."));
  }
}
