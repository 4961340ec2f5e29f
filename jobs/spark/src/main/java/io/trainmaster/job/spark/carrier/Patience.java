package io.trainmaster.job.spark.carrier;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.URLConnection;
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
  private static final int ANSWER_MILLIS = 2_000;
  private static final long AGAIN_NANOS = TimeUnit.SECONDS.toNanos(1);
  private static final ObjectMapper MAPPER = new ObjectMapper();

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

  /**
   * Whether the master's page says that an application has cores; it doesn't where it is silent.
   */
  private static boolean isGranted(String page, String application) {
    try {
      URLConnection connection = URI.create(page).resolve("/json/").toURL().openConnection();
      connection.setConnectTimeout(ANSWER_MILLIS);
      connection.setReadTimeout(ANSWER_MILLIS);
      try (InputStream answer = connection.getInputStream()) {
        return cores(MAPPER.readTree(answer), application) > 0;
      }
    } catch (IOException | IllegalArgumentException unknown) {
      return false;
    }
  }

  /** How many cores an application has, by what the master's page says. */
  static int cores(JsonNode answer, String application) {
    for (JsonNode one : answer.path("activeapps")) {
      if (one.path("id").asText().equals(application)) {
        return one.path("cores").asInt();
      }
    }
    return 0;
  }
}
