package io.trainmaster.runtime;

import io.trainmaster.placement.Node;
import java.time.Instant;

/**
 * A machine with a worker, or the engine's own.
 *
 * @param present whether its worker is there
 * @param cordoned whether somebody wants nothing more to be placed there
 * @param since when that became so
 */
public record KnownNode(Node node, boolean present, boolean cordoned, Instant since) {

  KnownNode with(boolean nowPresent, boolean nowCordoned, Instant now) {
    return new KnownNode(node, nowPresent, nowCordoned, now);
  }

  /** Whether tasks are placed there. */
  public boolean isOpen() {
    return present && !cordoned;
  }
}
