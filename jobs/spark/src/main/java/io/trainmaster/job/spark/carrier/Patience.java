package io.trainmaster.job.spark.carrier;

import io.trainmaster.job.spark.MasterPage;
import java.io.IOException;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.apache.spark.SparkConf;

/**
 * How long a driver waits for room on its cluster, where something else is tried then. The time
 * counts from when the application is registered. An executor that the master has granted may take
 * longer to start than that: the room is there, so it is waited for.
 */
final class Patience {

  private static final String WITHIN = "spark.trainmaster.within";
  private static final String PAGE = "spark.trainmaster.page";
  private static final long AGAIN_NANOS = TimeUnit.SECONDS.toNanos(1);

  private final long withinMillis;
  private final String master;
  private final BooleanSupplier granted;
  private final long beganNanos = System.nanoTime();
  private long nextLookNanos;

  /** There was no room in time; the message says so to people. */
  static final class OverException extends Exception {
    private static final long serialVersionUID = 1;

    OverException(String message) {
      super(message);
    }
  }

  /**
   * From now on.
   *
   * @param withinMillis 0 where it has no end
   * @param granted whether the master has given room
   */
  Patience(long withinMillis, String master, BooleanSupplier granted) {
    this.withinMillis = withinMillis;
    this.master = master;
    this.granted = granted;
    this.nextLookNanos = beganNanos + TimeUnit.MILLISECONDS.toNanos(withinMillis);
  }

  /** That of an application, from now on. */
  static Patience of(SparkConf conf, String application) {
    String page = conf.get(PAGE, "");
    return new Patience(
        conf.getTimeAsMs(WITHIN, "0"),
        conf.get("spark.master"),
        () -> !page.isEmpty() && isGranted(page, application));
  }

  /** Whether there is no room and has not been for as long as there might have been. */
  boolean isOver() {
    long now = System.nanoTime();
    if (withinMillis == 0 || now - nextLookNanos < 0) {
      return false;
    }
    nextLookNanos = now + AGAIN_NANOS;
    return !granted.getAsBoolean();
  }

  /** What is said then. */
  OverException over() {
    return new OverException(
        "The cluster %s had no room for it within %s s."
            .formatted(master, TimeUnit.MILLISECONDS.toSeconds(withinMillis + 999)));
  }

  /** Whether the master's page says that an application has cores; not where it is silent. */
  private static boolean isGranted(String page, String application) {
    try {
      return new MasterPage(page).find(application).filter(one -> one.cores() > 0).isPresent();
    } catch (IOException unknown) {
      return false;
    }
  }
}
