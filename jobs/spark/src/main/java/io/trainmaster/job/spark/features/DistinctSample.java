package io.trainmaster.job.spark.features;

import java.io.Serializable;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The distinct values of a column with their counts, or where there are too many of them, those
 * with the smallest hashes. The counts of the values that are kept are exact, because a value that
 * was dropped once can never come back: the largest hash that is kept only shrinks. So the sample
 * depends neither on the order of the rows nor on how they were spread over partitions.
 */
final class DistinctSample implements Serializable {

  private static final long serialVersionUID = 1L;

  /** Up to this many distinct values the sample is the whole column. */
  static final int LIMIT = 4096;

  private final HashMap<Double, Long> counts = new HashMap<>();
  // Largest hash first.
  private final PriorityQueue<Long> hashes = new PriorityQueue<>(new Descending());
  // No value with a larger hash (unsigned) is kept; all ones: nothing was dropped.
  private long bound = -1;

  /** Counts a value; not NaN. */
  void add(double value) {
    add(value == 0 ? 0.0 : value, 1);
  }

  private void add(double value, long times) {
    long hash = mix(Double.doubleToLongBits(value));
    if (Long.compareUnsigned(hash, bound) > 0 || counts.merge(value, times, Long::sum) > times) {
      return;
    }
    hashes.add(hash);
    if (hashes.size() > LIMIT) {
      removeLargest();
      bound = hashes.element();
    }
  }

  /** Takes in another sample. */
  void merge(DistinctSample other) {
    if (Long.compareUnsigned(other.bound, bound) < 0) {
      bound = other.bound;
      while (!hashes.isEmpty() && Long.compareUnsigned(hashes.element(), bound) > 0) {
        removeLargest();
      }
    }
    other.counts.forEach(this::add);
  }

  private void removeLargest() {
    counts.remove(Double.longBitsToDouble(unmix(hashes.remove())));
  }

  /** Whether all distinct values are here. */
  boolean complete() {
    return bound == -1;
  }

  /** How many distinct values are kept. */
  int size() {
    return counts.size();
  }

  /** The values that are kept, in order, with the number of rows that hold each. */
  SortedMap<Double, Long> counts() {
    return Collections.unmodifiableSortedMap(new TreeMap<>(counts));
  }

  /** The median: exact where the sample is complete, else an estimate; NaN where it is empty. */
  double median() {
    long total = counts.values().stream().mapToLong(Long::longValue).sum();
    long seen = 0;
    double lower = Double.NaN;
    for (Map.Entry<Double, Long> entry : counts().entrySet()) {
      if (!Double.isNaN(lower)) {
        return lower / 2 + entry.getKey() / 2;
      }
      seen += entry.getValue();
      if (2 * seen > total) {
        return entry.getKey();
      }
      if (2 * seen == total) {
        lower = entry.getKey();
      }
    }
    return lower;
  }

  /** SplitMix64's finaliser: a bijection, so that equal hashes are equal values. */
  static long mix(long bits) {
    long z = bits + 0x9E3779B97F4A7C15L;
    z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
    z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
    return z ^ (z >>> 31);
  }

  /** The inverse of {@link #mix}. */
  static long unmix(long hash) {
    long z = hash ^ (hash >>> 31) ^ (hash >>> 62);
    z *= 0x319642B2D24D8EC3L;
    z = z ^ (z >>> 27) ^ (z >>> 54);
    z *= 0x96DE1B173F119089L;
    z = z ^ (z >>> 30) ^ (z >>> 60);
    return z - 0x9E3779B97F4A7C15L;
  }

  /** A class and not a lambda, so that every serializer can write the queue. */
  private static final class Descending implements Comparator<Long>, Serializable {
    private static final long serialVersionUID = 1L;

    @Override
    public int compare(Long left, Long right) {
      return Long.compareUnsigned(right, left);
    }
  }
}
