package io.trainmaster.runtime;

import io.trainmaster.model.EvaluationException;
import io.trainmaster.model.WorkflowVersion;
import io.trainmaster.track.RunStore;
import io.trainmaster.trigger.Activation;
import io.trainmaster.trigger.EventBook;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** Refuses versions that would make runs follow one another without end. */
public final class EndlessRuns {

  private EndlessRuns() {}

  /**
   * Why a version can't become the active one beside those that are recorded as active; empty where
   * it can.
   *
   * @param activation the version's
   */
  public static Optional<EngineException> refusal(
      RunStore runs, Activation activation, WorkflowVersion version) {
    EventBook book =
        new EventBook(
            workflow -> {
              throw new IllegalStateException("nothing runs here");
            });
    Function<Activation, Optional<WorkflowVersion>> recorded =
        other -> other.versionHash().flatMap(runs::version);
    Instant now = activation.at();
    for (Activation other : runs.triggers().activations()) {
      book.goOn(other, recorded.apply(other).map(WorkflowVersion::graph), now);
    }
    return refusal(book, activation, version, recorded);
  }

  /**
   * The same beside those of a book.
   *
   * @param versions the version of another activation
   */
  static Optional<EngineException> refusal(
      EventBook book,
      Activation activation,
      WorkflowVersion version,
      Function<Activation, Optional<WorkflowVersion>> versions) {
    try {
      List<String> circle =
          book.circle(
              activation,
              version.graph(),
              other ->
                  callees(other.equals(activation) ? Optional.of(version) : versions.apply(other)));
      return circle.isEmpty()
          ? Optional.empty()
          : Optional.of(
              impossible(
                  "Runs would follow one another without end: %s. Give one of these a `cooldown`."
                      .formatted(String.join(" → ", circle))));
    } catch (EvaluationException e) {
      return Optional.of(impossible(e.reason()));
    }
  }

  private static List<String> callees(Optional<WorkflowVersion> version) {
    return version.stream()
        .flatMap(one -> one.callees().stream())
        .map(callee -> callee.graph().name())
        .toList();
  }

  private static EngineException impossible(String message) {
    return new EngineException(EngineException.Reason.PLAN_IMPOSSIBLE, message);
  }
}
