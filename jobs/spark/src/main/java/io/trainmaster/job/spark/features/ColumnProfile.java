package io.trainmaster.job.spark.features;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;

/**
 * What one column holds in the rows that were looked at. Used by one thread at a time; profiles of
 * partitions are merged in the partitions' order, so that sums come out the same every time.
 */
public final class ColumnProfile implements Serializable {

  private static final long serialVersionUID = 1L;

  /** Text with more distinct values than this is not counted any further. */
  static final int TEXT_LIMIT = 65_536;

  private final ColumnKind kind;
  private final DistinctSample numbers = new DistinctSample();
  private final HashMap<String, Long> texts = new HashMap<>();
  private boolean textsOverflowed;
  private long present;
  private long nulls;
  private long notNumbers;
  private long infinite;
  private double minimum = Double.POSITIVE_INFINITY;
  private double maximum = Double.NEGATIVE_INFINITY;
  private double mean;
  private double squares;

  ColumnProfile(ColumnKind kind) {
    this.kind = kind;
  }

  void addNull() {
    nulls++;
  }

  void add(double value) {
    if (Double.isNaN(value)) {
      notNumbers++;
      return;
    }
    if (Double.isInfinite(value)) {
      infinite++;
      return;
    }
    present++;
    minimum = Math.min(minimum, value);
    maximum = Math.max(maximum, value);
    // Welford's update.
    double delta = value - mean;
    mean += delta / present;
    squares += delta * (value - mean);
    numbers.add(value);
  }

  void add(String value) {
    present++;
    count(value, 1);
  }

  private void count(String value, long times) {
    if (textsOverflowed) {
      return;
    }
    texts.merge(value, times, Long::sum);
    if (texts.size() > TEXT_LIMIT) {
      textsOverflowed = true;
      texts.clear();
    }
  }

  void merge(ColumnProfile other) {
    nulls += other.nulls;
    notNumbers += other.notNumbers;
    infinite += other.infinite;
    if (other.present > 0) {
      // Chan, Golub and LeVeque's pairwise update.
      double delta = other.mean - mean;
      double total = (double) present + other.present;
      squares += other.squares + delta * delta * present * other.present / total;
      mean += delta * other.present / total;
    }
    present += other.present;
    minimum = Math.min(minimum, other.minimum);
    maximum = Math.max(maximum, other.maximum);
    numbers.merge(other.numbers);
    if (other.textsOverflowed) {
      textsOverflowed = true;
      texts.clear();
    }
    other.texts.forEach(this::count);
  }

  /** How the column is read. */
  public ColumnKind kind() {
    return kind;
  }

  /** Rows with a value: neither null nor NaN nor infinite. */
  public long present() {
    return present;
  }

  /** Rows where it is null. */
  public long nulls() {
    return nulls;
  }

  /** Rows where it is NaN. */
  public long notNumbers() {
    return notNumbers;
  }

  /** Rows without a value: null or NaN. */
  public long missing() {
    return nulls + notNumbers;
  }

  /** Rows where it is positive or negative infinity. */
  public long infinite() {
    return infinite;
  }

  /** The mean of the values; 0 where there is none. */
  public double mean() {
    return mean;
  }

  /** The standard deviation of the values as a population. */
  public double deviation() {
    return present == 0 ? 0 : Math.sqrt(squares / present);
  }

  /** The median; exact up to {@value DistinctSample#LIMIT} distinct values, else an estimate. */
  public double median() {
    return numbers.median();
  }

  /** Whether all values are the same one. */
  public boolean constant() {
    return kind.numeric() ? minimum >= maximum : !textsOverflowed && texts.size() <= 1;
  }

  /** Whether every distinct value was counted. */
  public boolean countedAll() {
    return kind.numeric() ? numbers.complete() : !textsOverflowed;
  }

  /** The number of distinct values that were counted. */
  public int distinct() {
    return kind.numeric() ? numbers.size() : texts.size();
  }

  /** The distinct numbers in order, with their rows; a sample where not all were counted. */
  public SortedMap<Double, Long> numbers() {
    return numbers.counts();
  }

  /** The distinct texts, the most frequent first and equal ones by value, with their rows. */
  public List<Map.Entry<String, Long>> texts() {
    List<Map.Entry<String, Long>> list = new ArrayList<>(texts.entrySet());
    Comparator<Map.Entry<String, Long>> order =
        Map.Entry.<String, Long>comparingByValue().reversed();
    list.sort(order.thenComparing(Map.Entry.comparingByKey()));
    return list;
  }
}
