package io.trainmaster.job.host;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.trainmaster.job.AttemptId;
import io.trainmaster.job.CatalogueWriter;
import io.trainmaster.job.Operator;
import io.trainmaster.job.ProcessSettings;
import io.trainmaster.job.ResourceProvider;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * A task process: does what the worker's messages say. The messages come through one thread, each
 * attempt's body has its own.
 */
final class Host {

  private final WireOutput wire;
  private final Logs logs;
  private final Logging logging;
  private final Ledger ledger;
  private final Map<String, Operator> operators;
  private final Map<String, Body> bodies = new ConcurrentHashMap<>();
  private @Nullable Resources resources;
  private @Nullable Path directory;
  private Map<String, String> environment = Map.of();

  Host(WireOutput wire, Logs logs, Logging logging, Ledger ledger, Iterable<Operator> operators) {
    this.wire = wire;
    this.logs = logs;
    this.logging = logging;
    this.ledger = ledger;
    Map<String, Operator> named = new LinkedHashMap<>();
    operators.forEach(operator -> named.put(CatalogueWriter.name(operator), operator));
    this.operators = named;
  }

  /**
   * Serves a worker until it is told to end or the worker's end of the wire is closed.
   *
   * @return whether it was told to
   */
  boolean serve(WireInput input) throws IOException {
    for (Optional<JsonNode> next = input.next(); next.isPresent(); next = input.next()) {
      JsonNode message = next.get();
      switch (message.path("kind").asText()) {
        case "open" -> open(message);
        case "attach" -> attach();
        case "adopt" -> adopt(message);
        case "launch" -> launch(message);
        case "cancel" -> cancel(message);
        case "end" -> {
          close();
          return true;
        }
        default -> logs.line("A message of an unknown kind was left out: " + message.path("kind"));
      }
    }
    return false;
  }

  private void close() {
    if (resources != null) {
      resources.close();
    }
  }

  WireOutput wire() {
    return wire;
  }

  Logs logs() {
    return logs;
  }

  Logging logging() {
    return logging;
  }

  Ledger ledger() {
    return ledger;
  }

  Map<String, String> environment() {
    return environment;
  }

  Resources resources() {
    if (resources == null) {
      throw new IllegalStateException("The wire begins with 'open'.");
    }
    return resources;
  }

  /** An attempt's outcome is written, or can't be. */
  void ended(AttemptId attempt, ObjectNode result) {
    // A worker that asks for the attempt hears that it runs and then its end, or that it is over.
    synchronized (wire) {
      Body body = bodies.remove(attempt.toString());
      wire.send(Events.ended(attempt, result));
      if (body != null) {
        body.transcript().ifPresent(this::close);
      }
    }
  }

  private void close(Transcript transcript) {
    try {
      transcript.close();
    } catch (IOException stubborn) {
      logs.line("A file of what an attempt told could not be deleted: " + stubborn.getMessage());
    }
  }

  /** Whether a worker has said what this process is for. */
  boolean isOpen() {
    return resources != null;
  }

  /** Whether bodies run. */
  boolean isBusy() {
    return !bodies.isEmpty();
  }

  /** Another worker is there. */
  private void attach() {
    wire.send(Events.ready(ProcessHandle.current().pid(), environment));
  }

  /** Tells a worker what an attempt has told already, where it runs. */
  private void adopt(JsonNode message) {
    AttemptId attempt = Launch.attempt(message);
    synchronized (wire) {
      Body body = bodies.get(attempt.toString());
      boolean running = body != null && body.attempt().equals(attempt);
      wire.repeat(
          Events.adopted(attempt, running),
          running && body != null ? body.transcript() : Optional.empty());
    }
  }

  private void open(JsonNode message) {
    Map<String, String> properties = new LinkedHashMap<>();
    message
        .path("properties")
        .properties()
        .forEach(property -> properties.put(property.getKey(), property.getValue().asText()));
    ProcessSettings settings =
        new ProcessSettings(
            message.path("name").asText(),
            message.path("cpus").asInt(1),
            Path.of(message.path("directory").asText()),
            properties);
    directory = settings.directory();
    Resources shared = new Resources(settings, providers(), logs::line);
    resources = shared;
    if (message.path("warm").asBoolean()) {
      shared.warm();
    }
    environment = describe(shared);
    wire.send(Events.ready(ProcessHandle.current().pid(), environment));
  }

  /** Deletes the folder of this process, which is about to end and has no worker that would. */
  void deleteDirectory() {
    if (directory == null) {
      return;
    }
    try {
      Folders.delete(directory);
    } catch (IOException stubborn) {
      // The next worker that starts deletes it.
    }
  }

  private static List<ResourceProvider<?>> providers() {
    List<ResourceProvider<?>> providers = new ArrayList<>();
    ServiceLoader.load(ResourceProvider.class).forEach(providers::add);
    return providers;
  }

  private static Map<String, String> describe(Resources shared) {
    Map<String, String> described = new LinkedHashMap<>();
    described.put("java", Runtime.version().toString());
    described.put("java.vendor", System.getProperty("java.vendor", ""));
    described.put("os", System.getProperty("os.name") + " " + System.getProperty("os.version"));
    described.put("arch", System.getProperty("os.arch", ""));
    described.putAll(shared.versions());
    return described;
  }

  private void launch(JsonNode message) {
    AttemptId attempt = Launch.attempt(message);
    Launch launch;
    try {
      launch = Launch.of(message);
    } catch (IllegalArgumentException malformed) {
      HostFailure failure = HostFailure.bug("The launch was malformed: " + malformed.getMessage());
      wire.send(Events.ended(attempt, Report.failed(failure, 0)));
      return;
    }
    Operator operator = operators.get(launch.operator());
    Body body = new Body(launch, Optional.ofNullable(operator), this);
    if (bodies.putIfAbsent(attempt.toString(), body) == null) {
      new Thread(body, attempt.toString()).start();
      launch.timeout().ifPresent(timeout -> limit(attempt, timeout));
    }
  }

  /** The worker keeps the time too, but it may be dead by then. */
  private void limit(AttemptId attempt, Duration timeout) {
    CompletableFuture.delayedExecutor(timeout.toMillis(), TimeUnit.MILLISECONDS)
        .execute(
            () -> {
              Body body = bodies.get(attempt.toString());
              if (body != null && body.attempt().equals(attempt)) {
                body.cancel("timeout");
              }
            });
  }

  private void cancel(JsonNode message) {
    Body body = bodies.get(Launch.attempt(message).toString());
    if (body != null) {
      body.cancel(message.path("reason").asText("cancelled"));
    }
  }
}
