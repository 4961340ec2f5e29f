package io.trainmaster.sim;

import java.util.Comparator;
import java.util.PriorityQueue;

/** What is to happen, in order of time. Milliseconds, counted from the beginning of the story. */
final class VirtualTime {

  private final PriorityQueue<Due> queue =
      new PriorityQueue<>(64, Comparator.comparingLong(Due::at).thenComparingLong(Due::order));
  private long now;
  private long order;
  private long steps;
  private long hash = 17;

  private record Due(long at, long order, World.Event what, Runnable action) {}

  long now() {
    return now;
  }

  /** How much has happened. */
  long steps() {
    return steps;
  }

  /** A number that two stories share only where the same happened at the same times. */
  long hash() {
    return hash;
  }

  /** Something happens after a while. */
  void after(long millis, World.Event what, Runnable action) {
    queue.add(new Due(now + millis, order++, what, action));
  }

  /** Lets the next thing happen; false where nothing is left. */
  boolean step() {
    Due due = queue.poll();
    if (due == null) {
      return false;
    }
    now = due.at();
    steps++;
    hash = (hash * 31 + due.what().ordinal()) * 31 + now;
    due.action().run();
    return true;
  }
}
