package io.trainmaster.watch;

import io.trainmaster.trigger.EventState.Seen;
import io.trainmaster.trigger.Sighting;
import java.util.List;
import java.util.Optional;

/**
 * Looks at one thing that a trigger is about, again and again. For one thread at a time. Where it
 * can't be looked at, {@link WatchException} says why.
 */
interface Look {

  /**
   * How it is now, whatever it was before.
   *
   * @param known how it was found earlier, which may spare a close look
   */
  Seen first(Optional<Seen> known);

  /** What has changed, in order; nothing where it may be changing just now. */
  List<Sighting> again(Seen seen);
}
