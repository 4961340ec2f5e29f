package io.trainmaster.schedule;

import io.trainmaster.track.Change;
import java.util.List;

/**
 * What follows from an input.
 *
 * @param changes to be made durable, all or none
 * @param effects to be carried out after that, in order
 */
public record Decision(List<Change> changes, List<Effect> effects) {

  /** Nothing follows. */
  public static final Decision NOTHING = new Decision(List.of(), List.of());

  public Decision {
    changes = List.copyOf(changes);
    effects = List.copyOf(effects);
  }
}
