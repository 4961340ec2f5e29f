package io.trainmaster.job.spark;

import io.trainmaster.job.Arguments;
import io.trainmaster.job.Artifact;
import io.trainmaster.job.AttemptId;
import io.trainmaster.job.Operator;
import io.trainmaster.job.TaskContext;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.apache.spark.sql.SparkSession;
import org.jspecify.annotations.Nullable;

/**
 * A context that keeps what an operator gives. Folders lie under {@code root}, which is the
 * project's folder too; several contexts may share a root.
 */
public final class RecordingContext implements TaskContext {

  private static final AtomicInteger COUNTER = new AtomicInteger();

  private final Path root;
  private final Path own;
  private final int number = COUNTER.incrementAndGet();
  private final @Nullable SparkSession session;
  private final Map<String, Object> values = new LinkedHashMap<>();
  private final List<Arguments.Entry> block = new ArrayList<>();
  private volatile boolean cancelled;

  /** What was recorded, in the order it came. */
  public final Map<String, Artifact> artifacts = Collections.synchronizedMap(new LinkedHashMap<>());

  public final Map<String, Object> outputValues =
      Collections.synchronizedMap(new LinkedHashMap<>());
  public final Map<String, String> params = Collections.synchronizedMap(new LinkedHashMap<>());
  public final List<RecordedMetric> metrics = Collections.synchronizedList(new ArrayList<>());
  public final List<RecordedSource> sources = Collections.synchronizedList(new ArrayList<>());
  public final List<String> progress = Collections.synchronizedList(new ArrayList<>());
  public final List<String> log = Collections.synchronizedList(new ArrayList<>());

  /** A metric. */
  public record RecordedMetric(String key, double value, long step) {}

  /** A source. */
  public record RecordedSource(String uri, String digest, long bytes) {}

  /** On the shared session. */
  public RecordingContext(Path root) {
    this(root, SharedSession.get());
  }

  /** On a session of the test's own, or on none. */
  public RecordingContext(Path root, @Nullable SparkSession session) {
    this.root = root;
    this.own = root.resolve(".attempts").resolve(Integer.toString(number));
    this.session = session;
  }

  /** Gives an argument. Whole numbers must be {@code Long}, as they come from the engine. */
  public RecordingContext with(String name, Object value) {
    values.put(name, value);
    return this;
  }

  /** Gives a line of the block with positional values, such as {@code epochs 5}. */
  public RecordingContext entry(String key, Object... positional) {
    return entry(
        new Arguments.Entry(key, Optional.empty(), List.of(positional), Map.of(), List.of()));
  }

  /** Gives a condition of the block, such as {@code rows >= 1000}. */
  public RecordingContext condition(String key, String comparison, Object value) {
    return entry(
        new Arguments.Entry(key, Optional.of(comparison), List.of(value), Map.of(), List.of()));
  }

  /** Gives a line of the block. */
  public RecordingContext entry(Arguments.Entry entry) {
    block.add(entry);
    return this;
  }

  /** Asks the attempt to stop. */
  public void cancel() {
    cancelled = true;
  }

  /** Runs an operator in this context. */
  public RecordingContext run(Operator operator) throws Exception {
    try (AutoCloseable entered =
        SharedSession.provider().enter(Objects.requireNonNull(session), this)) {
      operator.run(this);
    }
    return this;
  }

  /** The artifact that was declared under a name. */
  public Artifact artifact(String name) {
    Artifact artifact = artifacts.get(name);
    if (artifact == null) {
      throw new AssertionError("No output " + name + " among " + artifacts.keySet());
    }
    return new Artifact(
        artifact.type(), digest(artifact.path()), artifact.path(), artifact.properties());
  }

  /** The last value of a metric. */
  public double metric(String key) {
    return metrics.stream()
        .filter(metric -> metric.key().equals(key))
        .reduce((first, second) -> second)
        .orElseThrow(() -> new AssertionError("No metric " + key + " among " + metrics))
        .value();
  }

  /** The SHA-256 of a file, or of a folder's files and their names. */
  public static String digest(Path path) {
    try (Stream<Path> files = Files.walk(path)) {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      for (Path file : files.filter(Files::isRegularFile).sorted().toList()) {
        digest.update(path.relativize(file).toString().getBytes("UTF-8"));
        digest.update(Files.readAllBytes(file));
      }
      return HexFormat.of().formatHex(digest.digest());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError(e);
    }
  }

  @Override
  public Arguments arguments() {
    return new Arguments(values, block);
  }

  @Override
  public AttemptId attempt() {
    return new AttemptId("test", "task-" + number, 1, number);
  }

  @Override
  public int cpus() {
    return 2;
  }

  @Override
  public long memoryBytes() {
    return 1L << 30;
  }

  @Override
  public Path projectDirectory() {
    return root;
  }

  @Override
  public Path scratchDirectory() {
    return folder("scratch");
  }

  @Override
  public Path checkpointDirectory() {
    return folder("checkpoints");
  }

  @Override
  public Path outputPath(String name) {
    return folder("outputs").resolve(name);
  }

  @Override
  public void output(String name, String type, Map<String, ?> properties) {
    Map<String, Object> copy = new LinkedHashMap<>(properties);
    artifacts.put(name, new Artifact(type, "", outputPath(name), copy));
  }

  @Override
  public void outputValue(String name, Object value) {
    outputValues.put(name, value);
  }

  @Override
  public void metric(String key, double value, long step) {
    metrics.add(new RecordedMetric(key, value, step));
  }

  @Override
  public void param(String key, String value) {
    params.put(key, value);
  }

  @Override
  public void source(String uri, String digest, long bytes) {
    sources.add(new RecordedSource(uri, digest, bytes));
  }

  @Override
  public void progress(double fraction, String message) {
    progress.add(message);
  }

  @Override
  public void log(String line) {
    log.add(line);
  }

  @Override
  public boolean cancelled() {
    return cancelled;
  }

  @Override
  public <T> T resource(Class<T> type) {
    if (!type.isInstance(session)) {
      throw new IllegalStateException("Nothing offers a " + type.getName());
    }
    return type.cast(session);
  }

  private Path folder(String name) {
    try {
      return Files.createDirectories(own.resolve(name));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
