package io.trainmaster.worker;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A Spark standalone cluster, as its master tells of it: a delegated pool, whose manager decides
 * where a task runs.
 *
 * @param workers those that are alive
 */
public record SparkCluster(List<Machine> workers) {

  /** What GPUs are called among Spark's resources. */
  public static final String GPU = "gpu";

  /**
   * What a worker without GPUs may advertise, so that what needs no GPU can ask to run there; the
   * workers of {@code scripts/spark-cluster} do.
   */
  public static final String CPU_WORKER = "cpuworker";

  private static final ObjectMapper MAPPER = new ObjectMapper();
  private static final Duration PATIENCE = Duration.ofSeconds(5);
  private static final int OK = 200;
  private static final int MIB = 20;

  public SparkCluster {
    workers = List.copyOf(workers);
  }

  /**
   * A worker of the cluster.
   *
   * @param cores that tasks may use
   * @param memoryBytes that executors may have
   * @param resources how many of each of Spark's resources it has, such as {@code gpu}
   */
  public record Machine(String name, int cores, long memoryBytes, Map<String, Integer> resources) {
    public Machine {
      resources = Map.copyOf(resources);
    }

    /** How many it has of a resource. */
    public int count(String resource) {
      return resources.getOrDefault(resource, 0);
    }
  }

  /**
   * Asks a master; waits for some seconds at most.
   *
   * @param page its web page, such as {@code http://host:8080}
   * @throws IOException with a sentence that says why it can't be known
   */
  public static SparkCluster ask(URI page) throws IOException {
    HttpClient client = HttpClient.newBuilder().connectTimeout(PATIENCE).build();
    HttpRequest request =
        HttpRequest.newBuilder(page.resolve("/json/")).timeout(PATIENCE).GET().build();
    try {
      HttpResponse<String> answer = client.send(request, HttpResponse.BodyHandlers.ofString());
      if (answer.statusCode() != OK) {
        throw new IOException("%s answers with status %d".formatted(page, answer.statusCode()));
      }
      return of(answer.body());
    } catch (InterruptedException asked) {
      Thread.currentThread().interrupt();
      throw new IOException("it was interrupted while it asked " + page, asked);
    } catch (IOException unknown) {
      String why = unknown.getMessage() == null ? "nobody answers" : unknown.getMessage();
      throw new IOException("%s: %s".formatted(page, why), unknown);
    }
  }

  /**
   * Reads what a master's page at {@code /json/} says.
   *
   * @throws IOException where it is no such answer
   */
  static SparkCluster of(String json) throws IOException {
    JsonNode workers = MAPPER.readTree(json).path("workers");
    if (!workers.isArray()) {
      throw new IOException("it is not the page of a Spark master");
    }
    List<Machine> alive = new ArrayList<>();
    for (JsonNode worker : workers) {
      if (worker.path("state").asText().equals("ALIVE")) {
        alive.add(machine(worker));
      }
    }
    return new SparkCluster(alive);
  }

  private static Machine machine(JsonNode worker) {
    Map<String, Integer> resources = new LinkedHashMap<>();
    worker
        .path("resources")
        .properties()
        .forEach(one -> resources.put(one.getKey(), one.getValue().path("addresses").size()));
    return new Machine(
        worker.path("host").asText() + ":" + worker.path("port").asInt(),
        worker.path("cores").asInt(),
        worker.path("memory").asLong() << MIB,
        resources);
  }

  /** How many of a resource the workers have together. */
  public int count(String resource) {
    return workers.stream().mapToInt(worker -> worker.count(resource)).sum();
  }

  /** The cores of the worker with most; one task runs on one worker. 0 where there is none. */
  public int mostCores() {
    return workers.stream().mapToInt(Machine::cores).max().orElse(0);
  }

  /** The memory of the worker with most; 0 where there is none. */
  public long mostMemoryBytes() {
    return workers.stream().mapToLong(Machine::memoryBytes).max().orElse(0);
  }
}
