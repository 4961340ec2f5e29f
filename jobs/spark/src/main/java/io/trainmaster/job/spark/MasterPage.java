package io.trainmaster.job.spark;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.HttpURLConnection;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * The web page of the master of a Spark standalone cluster, which tells of applications and ends
 * them. Each question waits for some seconds at most.
 *
 * @param address such as {@code http://host:8080}
 */
public record MasterPage(String address) {

  private static final int ANSWER_MILLIS = 2_000;
  private static final int FAILED = 400;
  private static final ObjectMapper MAPPER = new ObjectMapper();

  /**
   * An application that waits or runs.
   *
   * @param cores how many it has been given
   */
  public record Running(String id, int cores) {}

  /**
   * Looks for an application.
   *
   * @return empty where it isn't there, or has ended
   * @throws IOException where the master doesn't say
   */
  public Optional<Running> find(String application) throws IOException {
    HttpURLConnection connection = open("/json/");
    try (InputStream answer = connection.getInputStream()) {
      return find(MAPPER.readTree(answer), application);
    }
  }

  /** Looks for an application in what the page at {@code /json/} says. */
  static Optional<Running> find(JsonNode answer, String application) throws IOException {
    JsonNode active = answer.path("activeapps");
    if (!active.isArray()) {
      throw new IOException("it is not the page of a Spark master");
    }
    for (JsonNode one : active) {
      if (one.path("id").asText().equals(application)) {
        return Optional.of(new Running(application, one.path("cores").asInt()));
      }
    }
    return Optional.empty();
  }

  /**
   * Asks the master to end an application.
   *
   * @throws IOException where it doesn't take the wish
   */
  public void kill(String application) throws IOException {
    HttpURLConnection connection = open("/app/kill/");
    connection.setRequestMethod("POST");
    connection.setInstanceFollowRedirects(false);
    connection.setDoOutput(true);
    try (OutputStream out = connection.getOutputStream()) {
      String id = URLEncoder.encode(application, StandardCharsets.UTF_8);
      out.write(("id=" + id + "&terminate=true").getBytes(StandardCharsets.US_ASCII));
    }
    if (connection.getResponseCode() >= FAILED) {
      throw new IOException(address + " answers with status " + connection.getResponseCode());
    }
  }

  private HttpURLConnection open(String path) throws IOException {
    try {
      HttpURLConnection connection =
          (HttpURLConnection) URI.create(address).resolve(path).toURL().openConnection();
      connection.setConnectTimeout(ANSWER_MILLIS);
      connection.setReadTimeout(ANSWER_MILLIS);
      return connection;
    } catch (IllegalArgumentException noAddress) {
      throw new IOException("it is no address: " + address, noAddress);
    }
  }

  @Override
  public String toString() {
    return address;
  }
}
