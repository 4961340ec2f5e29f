package io.trainmaster.runtime;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** A web hook on this machine: it keeps what is posted, and answers 200 unless it is told else. */
final class Receiver implements AutoCloseable {

  private final HttpServer server;
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final List<Post> posts = new ArrayList<>();
  private final Deque<Integer> statuses = new ArrayDeque<>();
  private Runnable then = () -> {};
  private Optional<String> comeAgain = Optional.empty();

  Receiver() {
    try {
      server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    server.createContext("/", this::take);
    server.setExecutor(threads);
    server.start();
  }

  /** What was posted. */
  record Post(java.util.Map<String, List<String>> headers, JsonNode body) {
    String json(String field) {
      return body.path(field).asText();
    }

    String header(String name) {
      return headers.getOrDefault(name, List.of("")).get(0);
    }
  }

  String url() {
    return "http://127.0.0.1:" + server.getAddress().getPort() + "/hook";
  }

  /** What the next posts are answered, one after another. */
  synchronized void answers(int... next) {
    for (int status : next) {
      statuses.add(status);
    }
  }

  /** The next post is answered so, with a time to come again. */
  synchronized void answersLater(int status, String retryAfter) {
    statuses.add(status);
    comeAgain = Optional.of(retryAfter);
  }

  /** What happens when the next post has been taken, before it is answered. */
  synchronized void whenTaken(Runnable next) {
    then = next;
  }

  synchronized List<Post> posts() {
    return List.copyOf(posts);
  }

  /** The different ids that were posted. */
  Set<String> ids() {
    Set<String> ids = new LinkedHashSet<>();
    posts().forEach(post -> ids.add(post.json("id")));
    return ids;
  }

  /** Returns once so many posts have been taken. */
  synchronized void await(int number) throws InterruptedException {
    while (posts.size() < number) {
      wait();
    }
  }

  private void take(HttpExchange exchange) throws IOException {
    JsonNode body = new ObjectMapper().readTree(exchange.getRequestBody());
    java.util.Map<String, List<String>> headers =
        new java.util.TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    headers.putAll(exchange.getRequestHeaders());
    int status;
    Runnable happens;
    synchronized (this) {
      happens = then;
      then = () -> {};
      posts.add(new Post(headers, body));
      Integer next = statuses.poll();
      status = next == null ? 200 : next;
      notifyAll();
    }
    happens.run();
    comeAgain.ifPresent(when -> exchange.getResponseHeaders().add("Retry-After", when));
    byte[] answer = "ok".getBytes(StandardCharsets.UTF_8);
    exchange.sendResponseHeaders(status, answer.length);
    exchange.getResponseBody().write(answer);
    exchange.close();
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }
}
