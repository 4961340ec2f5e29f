package io.trainmaster.job.host;

import io.trainmaster.job.Arguments;
import io.trainmaster.job.AttemptId;
import io.trainmaster.job.TaskContext;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BooleanSupplier;

/** What an operator sees of its attempt. */
final class HostContext implements TaskContext {

  /** Progress that comes faster than this is for nobody's eyes. */
  private static final long PROGRESS_INTERVAL_NANOS = TimeUnit.MILLISECONDS.toNanos(100);

  private final Launch launch;
  private final Report report;
  private final AttemptLog log;
  private final WireOutput wire;
  private final BooleanSupplier cancelled;
  private final Resources.Use resources;
  private final AtomicLong nextProgressNanos = new AtomicLong(System.nanoTime());

  HostContext(
      Launch launch,
      Report report,
      AttemptLog log,
      WireOutput wire,
      BooleanSupplier cancelled,
      Resources shared) {
    this.launch = launch;
    this.report = report;
    this.log = log;
    this.wire = wire;
    this.cancelled = cancelled;
    this.resources = shared.use(this);
  }

  Resources.Use resources() {
    return resources;
  }

  @Override
  public Arguments arguments() {
    return launch.arguments();
  }

  @Override
  public AttemptId attempt() {
    return launch.attempt();
  }

  @Override
  public int cpus() {
    return launch.cpus();
  }

  @Override
  public long memoryBytes() {
    return launch.memoryBytes();
  }

  @Override
  public Path projectDirectory() {
    return launch.project();
  }

  @Override
  public Path scratchDirectory() {
    return launch.directory().resolve("scratch");
  }

  @Override
  public Path checkpointDirectory() {
    return launch.checkpoints();
  }

  @Override
  public Path outputPath(String name) {
    if (name.isEmpty() || name.startsWith(".") || name.contains("/")) {
      throw new IllegalArgumentException("An output can't be called '" + name + "'.");
    }
    return launch.directory().resolve("staging").resolve(name);
  }

  @Override
  public void output(String name, String type, Map<String, ?> properties) {
    report.artifact(name, type, outputPath(name), properties);
  }

  @Override
  public void outputValue(String name, Object value) {
    report.value(name, value);
  }

  @Override
  public void metric(String key, double value, long step) {
    report.metric(key, value, step);
  }

  @Override
  public void param(String key, String value) {
    report.param(key, value);
  }

  @Override
  public void source(String uri, String digest, long bytes) {
    report.source(uri, digest, bytes);
  }

  @Override
  public void progress(double fraction, String message) {
    long now = System.nanoTime();
    long next = nextProgressNanos.get();
    boolean due =
        now - next >= 0 && nextProgressNanos.compareAndSet(next, now + PROGRESS_INTERVAL_NANOS);
    if (due || fraction >= 1) {
      wire.send(launch.mask().hide(Events.progress(launch.attempt(), fraction, message)));
    }
  }

  @Override
  public void log(String line) {
    log.line(line);
  }

  @Override
  public Path logFile() {
    return log.file();
  }

  @Override
  public Optional<OutputStream> maskedLog() {
    return launch.mask().isEmpty() ? Optional.empty() : Optional.of(log.stream());
  }

  @Override
  public boolean cancelled() {
    return cancelled.getAsBoolean();
  }

  @Override
  public <T> T resource(Class<T> type) {
    return resources.get(type);
  }
}
