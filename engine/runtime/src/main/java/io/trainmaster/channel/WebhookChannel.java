package io.trainmaster.channel;

import io.trainmaster.outbox.Notification;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Instant;
import java.util.Base64;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Posts notifications as JSON, with the headers of <a
 * href="https://www.standardwebhooks.com">Standard Webhooks</a>: {@code webhook-id}, which is the
 * same for each attempt, {@code webhook-timestamp} and, where there is a secret, {@code
 * webhook-signature}. Any status from 200 to 299 means that it is taken. Redirects are not
 * followed, and of an answer only its beginning is read. A receiver that has too much to do (429)
 * or is away (503) may say when to come again; see {@link RetryAfter}.
 */
final class WebhookChannel implements Channel {

  private static final String ENCODED_KEY = "whsec_";
  private static final int SUCCESSES = 200;
  private static final int REDIRECTS = 300;

  private final ChannelSettings.Webhook settings;
  private final SentSecrets secrets;
  private final Supplier<Instant> clock;

  WebhookChannel(ChannelSettings.Webhook settings, SentSecrets secrets) {
    this(settings, secrets, Instant::now);
  }

  WebhookChannel(ChannelSettings.Webhook settings, SentSecrets secrets, Supplier<Instant> clock) {
    this.settings = settings;
    this.secrets = secrets;
    this.clock = clock;
  }

  /** Made when it is first needed, and kept: it has threads and connections. */
  private static final class Client {
    private static final HttpClient SHARED =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .followRedirects(HttpClient.Redirect.NEVER)
            .build();
  }

  @Override
  public Reply send(Notification notification, int attempt) throws InterruptedException {
    HttpRequest request;
    try {
      request = request(notification, attempt);
    } catch (IllegalArgumentException e) {
      return Reply.refused("The channel's address is none that can be posted to.");
    }
    // One clock for the whole answer: a timeout of the request's own ends with its headers.
    CompletableFuture<HttpResponse<String>> answer =
        Client.SHARED.sendAsync(request, response -> new Beginning());
    try {
      return reply(answer.get(settings.timeout().toMillis(), TimeUnit.MILLISECONDS));
    } catch (TimeoutException e) {
      return Reply.refused("There was no answer within " + settings.timeout().toMillis() + " ms.");
    } catch (ExecutionException e) {
      return Reply.refused(reason(e));
    } finally {
      answer.cancel(true);
    }
  }

  private HttpRequest request(Notification notification, int attempt) {
    String url = settings.url().or(() -> secrets.read(settings.urlSecret())).orElse("");
    String body = NotificationJson.of(notification, attempt);
    String id = HeaderText.printable(notification.id());
    String timestamp = Long.toString(clock.get().getEpochSecond());
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(url))
            .header("Content-Type", "application/json; charset=utf-8")
            .header("User-Agent", "trainmaster")
            .header("webhook-id", id)
            .header("webhook-timestamp", timestamp)
            .POST(HttpRequest.BodyPublishers.ofString(body, StandardCharsets.UTF_8));
    Optional<String> secret = secrets.read(settings.secret());
    secret.ifPresent(
        key -> request.header("webhook-signature", "v1," + signature(key, id, timestamp, body)));
    return request.build();
  }

  static String signature(String secret, String id, String timestamp, String body) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(key(secret), "HmacSHA256"));
      byte[] signed = (id + "." + timestamp + "." + body).getBytes(StandardCharsets.UTF_8);
      return Base64.getEncoder().encodeToString(mac.doFinal(signed));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("Every Java has HmacSHA256", e);
    }
  }

  private static byte[] key(String secret) {
    if (secret.startsWith(ENCODED_KEY)) {
      try {
        return Base64.getDecoder().decode(secret.substring(ENCODED_KEY.length()));
      } catch (IllegalArgumentException e) {
        // Then it is a text like any other.
      }
    }
    return secret.getBytes(StandardCharsets.UTF_8);
  }

  private Reply reply(HttpResponse<String> response) {
    int status = response.statusCode();
    String said = ("HTTP " + status + " " + response.body()).strip();
    if (status >= SUCCESSES && status < REDIRECTS) {
      return Reply.taken(said);
    }
    return new Reply(false, said, RetryAfter.of(status, response.headers(), clock.get()));
  }

  private static String reason(ExecutionException failed) {
    if (!(failed.getCause() instanceof IOException failure)) {
      throw new IllegalStateException("A request can't be sent", failed);
    }
    String kind = failure.getClass().getSimpleName();
    String message = failure.getMessage();
    return message == null || message.isBlank() ? "No connection: " + kind : kind + ": " + message;
  }
}
