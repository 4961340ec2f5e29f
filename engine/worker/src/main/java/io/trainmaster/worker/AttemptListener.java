package io.trainmaster.worker;

import io.trainmaster.track.Metric;
import io.trainmaster.track.Source;
import java.util.Map;

/**
 * Hears of one attempt. Calls come one at a time, in the order things happened, from threads of the
 * worker; a listener returns soon.
 */
public interface AttemptListener {

  /** The body began, in a process with this id. */
  void started(long pid);

  /** What the process says of itself, such as the versions of Java and Spark; after started. */
  void noted(Map<String, String> environment);

  /**
   * How far it is.
   *
   * @param fraction from 0 to 1; NaN where it isn't known
   */
  void progress(double fraction, String message);

  /** A metric was reported. */
  void metric(Metric metric);

  /** A parameter was reported. */
  void param(String key, String value);

  /** Data from outside was read. */
  void source(Source source);

  /** The body is over. Nothing comes after it. */
  void ended(AttemptResult result);
}
