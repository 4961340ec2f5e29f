package io.trainmaster.why;

import io.trainmaster.model.TaskId;
import io.trainmaster.run.RunId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Why a task waits, or that it doesn't.
 *
 * @param reason what it waits for, or how it stands, in a sentence
 * @param place where it stands among all that wait for room; empty where it doesn't
 * @param holders who has what it waits for
 * @param start when it is expected to start, where that can be told
 * @param remedies changes each of which, alone, would start it now
 */
public record Explanation(
    RunId run,
    TaskId task,
    String reason,
    Optional<Place> place,
    List<Situation.Holder> holders,
    Optional<Start> start,
    List<Remedy> remedies) {

  public Explanation {
    holders = List.copyOf(holders);
    remedies = List.copyOf(remedies);
  }

  /** Of one that waits for nothing that anybody has. */
  static Explanation of(RunId run, TaskId task, String reason) {
    return new Explanation(
        run, task, reason, Optional.empty(), List.of(), Optional.empty(), List.of());
  }

  /**
   * A place in the queue.
   *
   * @param number counted from 1
   * @param of how many wait
   */
  public record Place(int number, int of) {}

  /**
   * An expected start.
   *
   * @param because what happens then
   */
  public record Start(Instant at, String because) {}

  /**
   * A change that has been tried on the situation.
   *
   * @param change what would be other than it is, such as {@code this machine has 3 CPUs}
   * @param how what to do for it; empty where Trainmaster can't do it
   */
  public record Remedy(String change, String how) {}
}
