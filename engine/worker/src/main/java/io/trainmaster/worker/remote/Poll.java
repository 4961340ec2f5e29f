package io.trainmaster.worker.remote;

import io.trainmaster.placement.Node;
import java.util.Set;

/**
 * What a worker says when it asks what it is to do: that it lives, what it is and what it has.
 *
 * @param session changes whenever the worker's process does
 * @param release what must be the same on both sides: the version of Trainmaster and its operators
 * @param node the machine, with what tasks may use of it
 * @param held the fences of the attempts that it has, whether they run or wait for their end to be
 *     heard
 * @param seen the {@link Orders#number} of the orders that it knows; -1 where it knows none
 */
public record Poll(String session, String release, Node node, Set<Long> held, long seen) {

  public Poll {
    held = Set.copyOf(held);
  }
}
