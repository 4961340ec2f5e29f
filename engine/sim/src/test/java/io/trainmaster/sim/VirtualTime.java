package io.trainmaster.sim;

import java.util.Arrays;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What is to happen, in order of time: a binary heap. Milliseconds, counted from the beginning of
 * the story.
 */
final class VirtualTime {

  private @Nullable Due[] heap = new @Nullable Due[64];
  private int size;
  private long now;
  private long order;
  private long steps;
  private long hash = 17;

  private record Due(long at, long order, World.Event what, Runnable action) {
    boolean isBefore(Due other) {
      return at != other.at ? at < other.at : order < other.order;
    }
  }

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
    if (size == heap.length) {
      heap = Arrays.copyOf(heap, 2 * size);
    }
    rise(new Due(now + millis, order++, what, action));
  }

  /** Lets the next thing happen; false where nothing is left. */
  boolean step() {
    if (size == 0) {
      return false;
    }
    Due due = at(0);
    Due last = at(--size);
    heap[size] = null;
    if (size > 0) {
      sink(last);
    }
    now = due.at();
    steps++;
    hash = (hash * 31 + due.what().ordinal()) * 31 + now;
    due.action().run();
    return true;
  }

  private Due at(int place) {
    return Objects.requireNonNull(heap[place]);
  }

  private void rise(Due due) {
    int place = size++;
    while (place > 0 && due.isBefore(at((place - 1) / 2))) {
      heap[place] = heap[(place - 1) / 2];
      place = (place - 1) / 2;
    }
    heap[place] = due;
  }

  private void sink(Due due) {
    int place = 0;
    int child = 1;
    while (child < size) {
      child += child + 1 < size && at(child + 1).isBefore(at(child)) ? 1 : 0;
      if (!at(child).isBefore(due)) {
        break;
      }
      heap[place] = heap[child];
      place = child;
      child = 2 * place + 1;
    }
    heap[place] = due;
  }
}
