package io.trainmaster.model;

import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** A reason for runs of a workflow to begin without anybody who starts them. */
public sealed interface Trigger {

  /** The line of the workflow file it comes from, counted from 1. */
  int line();

  /**
   * The time.
   *
   * @param zone the IANA zone that the times are meant in; empty: that of the configuration
   * @param max the most runs that {@code misfire all} makes up for; empty: no limit
   */
  record Schedule(
      int line,
      Timing timing,
      Optional<String> zone,
      Misfire misfire,
      Optional<Integer> max,
      Overlap overlap)
      implements Trigger {}

  /**
   * Something that happens.
   *
   * @param source what kind of thing, such as {@code model}
   * @param arguments which one
   * @param set what parameters of the run are, computed from the parameter {@code event}
   * @param cooldown the least time between two runs
   */
  record Event(
      int line,
      String source,
      Map<String, Expression> arguments,
      Map<String, Expression> set,
      Optional<Duration> cooldown)
      implements Trigger {
    public Event {
      arguments = Collections.unmodifiableMap(new LinkedHashMap<>(arguments));
      set = Collections.unmodifiableMap(new LinkedHashMap<>(set));
    }
  }

  /** When a schedule's runs are due. */
  sealed interface Timing {}

  /** By a cron expression of five fields. */
  record Cron(String expression) implements Timing {}

  /** In equal distances. */
  record Every(Duration interval) implements Timing {}

  /** What becomes of runs that were due while nothing could start them. */
  enum Misfire {
    /** They never are. */
    SKIP,
    /** The last of them is made up for. */
    LATEST,
    /** All are made up for. */
    ALL,
    /** One run over the whole time is made. */
    MERGE
  }

  /** What becomes of a run that is due while the one before it goes on. */
  enum Overlap {
    /** It waits. */
    QUEUE,
    /** It never is. */
    SKIP,
    /** It takes the place of the one before, which is cancelled. */
    REPLACE
  }
}
