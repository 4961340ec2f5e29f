package io.trainmaster.server;

import io.trainmaster.model.Value;
import io.trainmaster.model.WorkflowVersion;
import io.trainmaster.run.RunId;
import io.trainmaster.runtime.BackfillRequest;
import io.trainmaster.runtime.EngineException;
import io.trainmaster.runtime.Forgotten;
import io.trainmaster.runtime.HookAnswer;
import io.trainmaster.time.TriggerId;
import io.trainmaster.track.Retention;
import io.trainmaster.track.RunOptions;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The bodies of requests and answers. */
final class Asked {

  private Asked() {}

  /** Start a run. */
  record Start(
      WorkflowVersion version, Map<String, Value> parameters, Optional<RunOptions> options) {}

  /** Go on with a run by another version of its workflow. */
  record Revise(WorkflowVersion version, Map<String, Value> parameters) {}

  /** The runs that were made. */
  record Made(List<RunId> runs) {}

  /** Make a version the active one; without one, take the workflow out of use. */
  record Activate(
      String environment,
      String workflow,
      Optional<WorkflowVersion> version,
      Map<String, Value> parameters) {}

  /** Let a trigger rest or go on. */
  record Pause(TriggerId trigger, boolean paused) {}

  /** Run a range again. */
  record Backfill(BackfillRequest request) {}

  /** What became of a hook's call. */
  record Called(List<Became> became) {
    static Called of(List<HookAnswer> answers) {
      return new Called(
          answers.stream()
              .map(
                  one ->
                      new Became(
                          one.trigger().value(),
                          one.became(),
                          one.run(),
                          one.due(),
                          one.reason(),
                          one.repeated()))
              .toList());
    }

    List<HookAnswer> answers() {
      return became.stream()
          .map(
              one ->
                  new HookAnswer(
                      new TriggerId(one.trigger()),
                      one.became(),
                      one.run(),
                      one.due(),
                      one.reason(),
                      one.repeated()))
          .toList();
    }
  }

  /** {@link HookAnswer}. */
  record Became(
      String trigger,
      HookAnswer.Became became,
      Optional<RunId> run,
      Optional<Instant> due,
      String reason,
      boolean repeated) {}

  /** Delete what is kept no longer. */
  record Forget(Retention rule, boolean dryRun) {}

  /** What was deleted. */
  record Gone(Forgotten forgotten) {}

  /** Let nothing more be placed on a node, or let it again. */
  record Cordon(String node, boolean cordoned) {}

  /** Forget a node. */
  record ForgetNode(String node) {}

  /** How the server is. */
  record Health(String status) {}

  /** It was done. */
  record Done(boolean done) {}

  /** It can't be done. */
  record Refused(EngineException.Reason reason, String message) {}
}
