package io.trainmaster.job.host;

import io.trainmaster.job.TaskError;
import io.trainmaster.job.TaskException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Why a body did not succeed.
 *
 * @param outcome how it ended, in the workflow language's word for it
 * @param code a stable code
 * @param message one sentence
 * @param place where; or empty
 * @param mend what to do; or empty
 */
record HostFailure(String outcome, String code, String message, String place, String mend) {

  /** Causes are looked through as deep as this: a chain may be a ring. */
  private static final int DEPTH_LIMIT = 32;

  private static final int DETAIL_LIMIT = 300;

  /** What an operator's exception means to people. */
  static HostFailure of(String operator, Throwable thrown) {
    List<Throwable> chain = chain(thrown);
    Optional<TaskException> told =
        chain.stream()
            .filter(TaskException.class::isInstance)
            .map(TaskException.class::cast)
            .findFirst();
    if (told.isPresent()) {
      return told(told.get());
    } else if (chain.stream().anyMatch(HostFailure::isOutOfMemory)) {
      return of(
          TaskError.OUT_OF_MEMORY,
          "The task ran out of memory: " + detail(thrown),
          "Give it more with 'resources { memory … }'.");
    } else if (chain.stream().anyMatch(HostFailure::isDiskFull)) {
      return of(
          TaskError.DISK_FULL,
          "There is no room left for the task's files: " + detail(thrown),
          "Free some space, or move the state folder.");
    } else if (chain.stream().anyMatch(InterruptedException.class::isInstance)) {
      return cancelled("cancelled");
    }
    return bug("The operator " + operator + " failed unexpectedly: " + detail(thrown));
  }

  /** A failure that is our own. */
  static HostFailure bug(String message) {
    return of(TaskError.BUG, message, "This is a defect; report it with the attempt's log.");
  }

  /**
   * An attempt that was asked to stop.
   *
   * @param reason {@code cancelled} or {@code timeout}
   */
  static HostFailure cancelled(String reason) {
    String message =
        reason.equals("timeout") ? "The task took longer than its timeout." : "It was cancelled.";
    return new HostFailure(reason, TaskError.CANCELLED.code(), message, "", "");
  }

  /** Whether somebody has to look into the code. */
  boolean isUnexpected() {
    return code.equals(TaskError.BUG.code()) || code.equals(TaskError.OUT_OF_MEMORY.code());
  }

  private static HostFailure told(TaskException told) {
    return new HostFailure(
        outcome(told.error()), told.error().code(), text(told), told.place(), told.mend());
  }

  private static HostFailure of(TaskError error, String message, String mend) {
    return new HostFailure(outcome(error), error.code(), message, "", mend);
  }

  private static String outcome(TaskError error) {
    return switch (error) {
      case OUT_OF_MEMORY -> "oom";
      case DISK_FULL -> "disk_full";
      case APPLICATION_LOST -> "lost";
      case DEVICE_UNSUPPORTED -> "refused";
      case CANCELLED -> "cancelled";
      case SOURCE_MISSING,
          SOURCE_MALFORMED,
          SOURCE_EMPTY,
          COLUMN_MISSING,
          SCHEMA_MISMATCH,
          EXPECTATION_FAILED,
          LABEL_UNUSABLE,
          FEATURES_UNUSABLE,
          ARGUMENT_INVALID,
          QUERY_INVALID,
          NETWORK_INVALID,
          COMMAND_FAILED,
          METRIC_UNDEFINED,
          TRAINING_DIVERGED,
          SERVICE_UNAVAILABLE,
          BUG ->
          "error";
    };
  }

  private static boolean isOutOfMemory(Throwable thrown) {
    // Spark tells of a task's error in the text of its own.
    return thrown instanceof OutOfMemoryError
        || text(thrown).contains("java.lang.OutOfMemoryError");
  }

  private static boolean isDiskFull(Throwable thrown) {
    String text = text(thrown).toLowerCase(Locale.ROOT);
    return text.contains("no space left on device")
        || thrown instanceof IOException && text.contains("disk quota exceeded");
  }

  private static String detail(Throwable thrown) {
    String line = text(thrown).lines().findFirst().orElse("").strip();
    String cut = line.length() > DETAIL_LIMIT ? line.substring(0, DETAIL_LIMIT) + "…" : line;
    String name = thrown.getClass().getSimpleName();
    return cut.isEmpty() ? name + "." : name + ": " + cut;
  }

  private static String text(Throwable thrown) {
    return thrown.getMessage() == null ? "" : thrown.getMessage();
  }

  private static List<Throwable> chain(Throwable thrown) {
    List<Throwable> chain = new ArrayList<>();
    Throwable next = thrown;
    while (next != null && chain.size() < DEPTH_LIMIT) {
      chain.add(next);
      next = next.getCause();
    }
    return chain;
  }
}
