package io.trainmaster.runtime;

import io.trainmaster.model.TaskId;
import io.trainmaster.schedule.Effect;
import io.trainmaster.schedule.Input;
import io.trainmaster.track.ArtifactRecord;
import io.trainmaster.track.CallKey;
import io.trainmaster.track.CallRecords;
import io.trainmaster.track.KeptResult;
import io.trainmaster.track.RunStore;
import io.trainmaster.track.Source;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * Finds results of earlier calls that may stand for those of equal ones: the keys are equal, the
 * artifacts are still there, and the data from outside that was read then is the same today. Safe
 * for use from several threads.
 */
final class EarlierResults {

  /** How many with one key are looked at; the sources of one may have changed and come back. */
  private static final int RESULTS = 5;

  private static final int DIFFERENCES_TOLD = 3;

  private final RunStore runs;
  private final SourceFiles sources;
  private final Predicate<String> artifacts;

  /**
   * @param artifacts whether an artifact is there, by its digest
   */
  EarlierResults(RunStore runs, SourceFiles sources, Predicate<String> artifacts) {
    this.runs = runs;
    this.sources = sources;
    this.artifacts = artifacts;
  }

  /**
   * Looks for the result of a call that a task of a workflow is about to make.
   *
   * @return {@link Input.Found} or {@link Input.NotFound}
   */
  Input find(String workflow, Effect.LookUp ask) {
    Optional<String> reason = Optional.empty();
    for (KeptResult result : runs.calls().results(ask.key().digest(), RESULTS)) {
      Optional<String> obstacle = obstacle(result);
      if (obstacle.isEmpty()) {
        return new Input.Found(ask.task(), ask.key(), result);
      }
      reason = reason.or(() -> obstacle);
    }
    return new Input.NotFound(
        ask.task(),
        ask.key(),
        reason.or(() -> difference(workflow, ask.task(), ask.key())).orElse(""));
  }

  private Optional<String> obstacle(KeptResult result) {
    for (Source source : result.sources()) {
      Optional<String> change = sources.change(source);
      if (change.isPresent()) {
        return Optional.of(change.get() + " since " + result.run());
      }
    }
    for (ArtifactRecord artifact : result.artifacts()) {
      if (!artifacts.test(artifact.artifact().digest())) {
        return Optional.of(
            "`%s` of %s is kept no longer".formatted(artifact.output(), result.run()));
      }
    }
    return Optional.empty();
  }

  /** How the call differs from the one that the task made when it last succeeded. */
  private Optional<String> difference(String workflow, TaskId task, CallKey key) {
    Optional<CallRecords.Keyed> latest = runs.calls().latest(workflow, task);
    List<String> all = latest.map(last -> key.differences(last.key())).orElse(List.of());
    if (latest.isEmpty() || all.isEmpty()) {
      return Optional.empty();
    }
    List<String> told = all.subList(0, Math.min(all.size(), DIFFERENCES_TOLD));
    String more =
        told.size() == all.size() ? "" : ", and %d more".formatted(all.size() - told.size());
    return Optional.of("since " + latest.get().run() + ", " + String.join(", ", told) + more);
  }
}
