package io.trainmaster.sim;

import io.trainmaster.schedule.Effect;
import io.trainmaster.track.Change;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** What a step of a server decides on. */
final class SimBatch {

  final Instant now;
  final List<Change> changes = new ArrayList<>();
  final List<Effect> effects = new ArrayList<>();
  final List<Runnable> promises = new ArrayList<>();

  /**
   * @param now what the server's clock shows
   */
  SimBatch(Instant now) {
    this.now = now;
  }
}
