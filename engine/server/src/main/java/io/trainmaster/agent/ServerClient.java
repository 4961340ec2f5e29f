package io.trainmaster.agent;

import io.trainmaster.json.JsonFormatException;
import io.trainmaster.json.ModelJson;
import io.trainmaster.worker.remote.Orders;
import io.trainmaster.worker.remote.Parcel;
import io.trainmaster.worker.remote.Poll;
import io.trainmaster.worker.remote.Refusal;
import io.trainmaster.worker.remote.RemoteWorkers;
import io.trainmaster.worker.remote.Report;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;

/**
 * The server as a worker speaks to it. Where one doesn't answer the next is asked the next time.
 * Safe for use from several threads.
 */
final class ServerClient {

  private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(5);

  /** Longer than a server keeps a worker waiting. */
  private static final Duration ANSWER_TIMEOUT = Duration.ofSeconds(12);

  private static final Duration FILE_TIMEOUT = Duration.ofMinutes(30);

  private final List<URI> servers;
  private final String token;
  private final String name;
  private final HttpClient client;
  private volatile int current;

  ServerClient(AgentSettings settings) {
    this.servers = settings.servers();
    this.token = settings.token();
    this.name = settings.node().name();
    HttpClient.Builder builder = HttpClient.newBuilder().connectTimeout(CONNECT_TIMEOUT);
    settings.trust().ifPresent(file -> builder.sslContext(Certificates.trusting(file)));
    this.client = builder.version(HttpClient.Version.HTTP_1_1).build();
  }

  /** The server wants the worker to come again. */
  static final class LaterException extends IOException {
    private static final long serialVersionUID = 1L;

    LaterException(String message) {
      super(message);
    }
  }

  /** The server that is asked. */
  URI server() {
    return servers.get(current);
  }

  /**
   * Asks what there is to do.
   *
   * @throws AgentException where the worker isn't let in
   */
  Orders poll(Poll poll) throws IOException {
    return read(exchange("poll", poll), Orders.class);
  }

  /** Tells what has become of attempts. */
  Report.Heard report(Report report) throws IOException {
    return read(exchange("report", report), Report.Heard.class);
  }

  private static <T> T read(String answer, Class<T> type) throws IOException {
    try {
      return ModelJson.read(answer, type);
    } catch (JsonFormatException garbled) {
      throw new IOException("The server's answer can't be understood.", garbled);
    }
  }

  private String exchange(String what, Record body) throws IOException {
    HttpRequest request =
        request("/" + what, ANSWER_TIMEOUT)
            .header("Content-Type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofString(ModelJson.write(body)))
            .build();
    HttpResponse<String> response =
        send(request, HttpResponse.BodyHandlers.ofString(StandardCharsets.UTF_8));
    require(response.statusCode(), response.body());
    return response.body();
  }

  /** Fetches an artifact to a place where nothing is yet. */
  void fetchArtifact(String digest, Path target) throws IOException {
    fetch("/artifacts/" + digest, target);
  }

  /** Fetches what an attempt goes on from. */
  void fetchCheckpoint(long fence, Path target) throws IOException {
    fetch("/attempts/" + fence + "/checkpoint", target);
  }

  private void fetch(String path, Path target) throws IOException {
    HttpRequest request = request(path, FILE_TIMEOUT).GET().build();
    HttpResponse<InputStream> response = send(request, HttpResponse.BodyHandlers.ofInputStream());
    try (InputStream body = response.body()) {
      if (response.statusCode() != 200) {
        require(response.statusCode(), new String(body.readAllBytes(), StandardCharsets.UTF_8));
      }
      Parcel.unpack(body, target);
    }
  }

  /**
   * Sends what an attempt leaves.
   *
   * @param parcel a file with it
   */
  void put(long fence, RemoteWorkers.Folder folder, Path parcel) throws IOException {
    String path = "/attempts/" + fence + "/" + folder.name().toLowerCase(Locale.ROOT);
    HttpRequest request =
        request(path, FILE_TIMEOUT).PUT(HttpRequest.BodyPublishers.ofFile(parcel)).build();
    HttpResponse<String> response =
        send(request, HttpResponse.BodyHandlers.ofString(StandardCharsets.UTF_8));
    require(response.statusCode(), response.body());
  }

  private HttpRequest.Builder request(String path, Duration timeout) {
    return HttpRequest.newBuilder(server().resolve("/api/v1/workers/" + name + path))
        .timeout(timeout)
        .header("Authorization", "Bearer " + token);
  }

  private <T> HttpResponse<T> send(HttpRequest request, HttpResponse.BodyHandler<T> handler)
      throws IOException {
    int asked = current;
    try {
      return client.send(request, handler);
    } catch (IOException e) {
      next(asked);
      throw e;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("The worker is being ended.", e);
    }
  }

  private synchronized void next(int asked) {
    if (current == asked) {
      current = (asked + 1) % servers.size();
    }
  }

  private static String message(int status, String body) {
    try {
      return ModelJson.read(body, Refusal.class).message();
    } catch (JsonFormatException ofAnother) {
      // Something between the two has answered.
      return "The server answered " + status + ".";
    }
  }

  private void require(int status, String body) throws IOException {
    if (status == 200) {
      return;
    }
    String message = message(status, body);
    switch (status) {
      case 401, 403 -> throw new AgentException(message);
      case 409 -> throw new LaterException(message);
      default -> {
        next(current);
        throw new IOException(message);
      }
    }
  }
}
