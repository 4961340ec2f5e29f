package io.trainmaster.job;

import java.io.OutputStream;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** What an attempt is given, and where its results go. Safe for use from several threads. */
public interface TaskContext {

  /** Its arguments, defaults filled in, and the lines of its block. */
  Arguments arguments();

  /** Who is running: for names of files, log lines and idempotency keys. */
  AttemptId attempt();

  /** The variables by which a program that the attempt starts learns whose it is. */
  default Map<String, String> environment() {
    Map<String, String> variables = new LinkedHashMap<>();
    variables.put("TRAINMASTER_RUN", attempt().run());
    variables.put("TRAINMASTER_TASK", attempt().task());
    variables.put("TRAINMASTER_ATTEMPT", Integer.toString(attempt().number()));
    // The same for every attempt of a task: a service can tell a request that was made twice.
    variables.put("TRAINMASTER_IDEMPOTENCY_KEY", attempt().run() + "/" + attempt().task());
    variables.put("TRAINMASTER_PROJECT", projectDirectory().toString());
    return variables;
  }

  /** How many CPUs the attempt was given; at least 1. */
  int cpus();

  /** The memory that the attempt was given, in bytes. */
  long memoryBytes();

  /**
   * Where relative paths of the workflow start: the project's folder. An operator resolves every
   * {@code Path} argument against it.
   */
  Path projectDirectory();

  /** An empty folder that is deleted when the attempt has ended. */
  Path scratchDirectory();

  /**
   * A folder that the attempts of one task share, for checkpoints. What an earlier attempt wrote is
   * there; it is deleted when the task has succeeded.
   */
  Path checkpointDirectory();

  /**
   * The path at which to create an output artifact: a file or a folder that does not exist yet. It
   * is published, whole, when the attempt succeeds.
   *
   * @param name the output's name; an operator with one output calls it {@code out}
   */
  Path outputPath(String name);

  /**
   * Declares an output artifact, which must have been written to {@link #outputPath} when the
   * operator returns.
   *
   * @param type its nominal type, such as {@code Dataset}
   * @param properties what the language can read off it: strings, numbers, booleans, lists and maps
   *     of them
   */
  void output(String name, String type, Map<String, ?> properties);

  /** Declares an output that is a value and not an artifact. */
  void outputValue(String name, Object value);

  /** Records a metric; {@code step} is 0 for one that has a single value. */
  void metric(String key, double value, long step);

  /** Records a parameter: something that was decided, such as a seed or a number of partitions. */
  void param(String key, String value);

  /**
   * Records where data came from.
   *
   * @param uri the source, such as {@code file:data/churn.csv}
   * @param digest the SHA-256 of its bytes in hexadecimal, or another version of it
   * @param bytes its size
   */
  void source(String uri, String digest, long bytes);

  /**
   * Tells how far the attempt is.
   *
   * @param fraction from 0 to 1; NaN where it isn't known
   * @param message a few words, such as {@code epoch 3 of 5, loss 0.123}
   */
  void progress(double fraction, String message);

  /** A line for the attempt's log. */
  void log(String line);

  /** The file of that log, for a command that appends to it by itself. */
  default Path logFile() {
    return scratchDirectory().resolve("log.txt");
  }

  /**
   * What a command prints must go here and not to {@link #logFile} where the attempt was given
   * secrets, which are hidden on the way; empty where there are none.
   */
  default Optional<OutputStream> maskedLog() {
    return Optional.empty();
  }

  /** Whether the attempt has been asked to stop; long loops look at it and return. */
  boolean cancelled();

  /**
   * Something that the process holds for its tasks, such as a Spark session, made on first use.
   *
   * @throws IllegalStateException where no {@link ResourceProvider} offers it
   */
  <T> T resource(Class<T> type);
}
