package io.trainmaster.job.network;

import io.trainmaster.job.Arguments;
import io.trainmaster.job.Artifact;
import io.trainmaster.job.AttemptId;
import io.trainmaster.job.TaskContext;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;

/** One attempt of a task in a folder, with all that it gave in plain lists. */
public final class TestContext implements TaskContext {

  public final List<String> metrics = new ArrayList<>();
  public final Map<String, String> params = new LinkedHashMap<>();
  public final List<String> lines = new ArrayList<>();
  public final List<String> progress = new ArrayList<>();
  public final Map<String, Map<String, ?>> outputs = new LinkedHashMap<>();
  public final Map<String, Object> outputValues = new LinkedHashMap<>();

  private final Path folder;
  private final int attempt;
  private final Arguments arguments;
  private final Map<Class<?>, Object> resources = new LinkedHashMap<>();
  private int cpus = 1;
  private BooleanSupplier cancelled = () -> false;
  private MetricListener listener = (key, step) -> {};

  /** Told of each metric; may throw, as a process that dies would. */
  public interface MetricListener {
    void metric(String key, long step);
  }

  public TestContext(Path folder, int attempt, Arguments arguments) {
    this.folder = folder;
    this.attempt = attempt;
    this.arguments = arguments;
  }

  public TestContext cpus(int count) {
    cpus = count;
    return this;
  }

  public TestContext cancelled(BooleanSupplier when) {
    cancelled = when;
    return this;
  }

  public TestContext onMetric(MetricListener whatToDo) {
    listener = whatToDo;
    return this;
  }

  public <T> TestContext resource(Class<T> type, T resource) {
    resources.put(type, resource);
    return this;
  }

  /** The model that was written, as the next task gets it. */
  public Artifact model() {
    Map<String, Object> properties = new LinkedHashMap<>();
    outputs.getOrDefault("out", Map.of()).forEach(properties::put);
    return new Artifact("Model", "0", outputPath("out"), properties);
  }

  /** The last value of a metric. */
  public double last(String key) {
    String found = "";
    for (String metric : metrics) {
      if (metric.startsWith(key + "@")) {
        found = metric;
      }
    }
    return Double.parseDouble(found.substring(found.indexOf('=') + 1));
  }

  @Override
  public Arguments arguments() {
    return arguments;
  }

  @Override
  public AttemptId attempt() {
    return new AttemptId("run-1", "model", attempt, attempt);
  }

  @Override
  public int cpus() {
    return cpus;
  }

  @Override
  public long memoryBytes() {
    return 2L << 30;
  }

  @Override
  public Path projectDirectory() {
    return folder;
  }

  @Override
  public Path scratchDirectory() {
    return made(folder.resolve("scratch-" + attempt));
  }

  @Override
  public Path checkpointDirectory() {
    return made(folder.resolve("checkpoints"));
  }

  @Override
  public Path outputPath(String name) {
    return made(folder.resolve("outputs-" + attempt)).resolve(name);
  }

  @Override
  public void output(String name, String type, Map<String, ?> properties) {
    outputs.put(name, properties);
  }

  @Override
  public void outputValue(String name, Object value) {
    outputValues.put(name, value);
  }

  @Override
  public void metric(String key, double value, long step) {
    metrics.add(key + "@" + step + "=" + value);
    listener.metric(key, step);
  }

  @Override
  public void param(String key, String value) {
    params.put(key, value);
  }

  @Override
  public void source(String uri, String digest, long bytes) {
    throw new UnsupportedOperationException();
  }

  @Override
  public void progress(double fraction, String message) {
    progress.add(message);
  }

  @Override
  public void log(String line) {
    lines.add(line);
  }

  @Override
  public boolean cancelled() {
    return cancelled.getAsBoolean();
  }

  @Override
  public <T> T resource(Class<T> type) {
    Object resource = resources.get(type);
    if (resource == null) {
      throw new IllegalStateException("Nobody offers a " + type.getName());
    }
    return type.cast(resource);
  }

  private static Path made(Path directory) {
    try {
      return Files.createDirectories(directory);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
