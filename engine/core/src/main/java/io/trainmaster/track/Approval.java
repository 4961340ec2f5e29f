package io.trainmaster.track;

import io.trainmaster.model.TaskId;
import io.trainmaster.run.RunId;
import java.time.Instant;
import java.util.Optional;

/**
 * What a task asks people, and what they answered.
 *
 * @param asked who may answer
 * @param expiresAt when it counts as refused, if nobody has answered by then
 */
public record Approval(
    Key key,
    String question,
    String asked,
    Instant askedAt,
    Instant expiresAt,
    Optional<Answer> answer) {

  /** The attempt that asks. */
  public record Key(RunId run, TaskId task, int attempt) {}

  /**
   * An answer.
   *
   * @param by who gave it; empty where nobody did in time
   * @param comment what they said; may be empty
   */
  public record Answer(boolean granted, String by, String comment, Instant at) {}
}
