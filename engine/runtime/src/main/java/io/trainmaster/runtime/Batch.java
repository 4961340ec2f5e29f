package io.trainmaster.runtime;

import io.trainmaster.schedule.Effect;
import io.trainmaster.track.Change;
import io.trainmaster.track.RunSummary;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/** What one transaction makes durable, and what is done after that. For one thread. */
final class Batch {

  private final List<Change> changes = new ArrayList<>();
  private final List<Effect> effects = new ArrayList<>();
  private final List<Runnable> answers = new ArrayList<>();
  private int told;

  List<Change> changes() {
    return changes;
  }

  List<Effect> effects() {
    return effects;
  }

  List<Runnable> answers() {
    return answers;
  }

  void add(Change change) {
    changes.add(change);
  }

  void add(List<Change> decided) {
    changes.addAll(decided);
  }

  void add(Effect effect) {
    effects.add(effect);
  }

  /** The runs that have ended in this, of which it hasn't been told yet. */
  List<RunSummary> newlyEnded() {
    List<RunSummary> ended = new ArrayList<>();
    for (; told < effects.size(); told++) {
      if (effects.get(told) instanceof Effect.Finish finish) {
        ended.add(finish.run());
      }
    }
    return ended;
  }

  /** Somebody waits until this is durable. */
  void answer(Runnable answer) {
    answers.add(answer);
  }

  void withdraw(Predicate<Effect> which) {
    effects.removeIf(which);
  }
}
