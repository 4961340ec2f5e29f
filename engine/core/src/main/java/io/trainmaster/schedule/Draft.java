package io.trainmaster.schedule;

import io.trainmaster.track.Change;
import java.util.ArrayList;
import java.util.List;

/** A decision that is being made. */
final class Draft {

  private List<Change> changes = new ArrayList<>();
  private List<Effect> effects = new ArrayList<>();

  void add(Change change) {
    changes.add(change);
  }

  void add(Effect effect) {
    effects.add(effect);
  }

  /** What has been decided since this was last asked. */
  Decision take() {
    if (changes.isEmpty() && effects.isEmpty()) {
      return Decision.NOTHING;
    }
    Decision decision = new Decision(changes, effects);
    changes = new ArrayList<>();
    effects = new ArrayList<>();
    return decision;
  }
}
