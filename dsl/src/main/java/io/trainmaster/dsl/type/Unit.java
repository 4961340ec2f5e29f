package io.trainmaster.dsl.type;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The units of literals. Durations are counted in nanoseconds, storage in bytes. */
public enum Unit {
  MILLISECOND("ms", ScalarKind.DURATION, 1_000_000L),
  SECOND("s", ScalarKind.DURATION, 1_000_000_000L),
  MINUTE("min", ScalarKind.DURATION, 60_000_000_000L),
  HOUR("h", ScalarKind.DURATION, 3_600_000_000_000L),
  DAY("day", ScalarKind.DURATION, 86_400_000_000_000L),
  WEEK("week", ScalarKind.DURATION, 604_800_000_000_000L),
  BYTE("B", ScalarKind.BYTES, 1),
  KILOBYTE("kB", ScalarKind.BYTES, 1_000L),
  MEGABYTE("MB", ScalarKind.BYTES, 1_000_000L),
  GIGABYTE("GB", ScalarKind.BYTES, 1_000_000_000L),
  TERABYTE("TB", ScalarKind.BYTES, 1_000_000_000_000L),
  KIBIBYTE("KiB", ScalarKind.BYTES, 1L << 10),
  MEBIBYTE("MiB", ScalarKind.BYTES, 1L << 20),
  GIBIBYTE("GiB", ScalarKind.BYTES, 1L << 30),
  TEBIBYTE("TiB", ScalarKind.BYTES, 1L << 40),
  CPU_HOUR("cpu_h", ScalarKind.WORK, 3_600_000_000_000L),
  GPU_HOUR("gpu_h", ScalarKind.WORK, 3_600_000_000_000L);

  /** All units, the largest first. */
  static final List<Unit> LARGEST_FIRST = largestFirst();

  private static final Map<String, Unit> BY_WORD = new HashMap<>();

  static {
    for (Unit unit : values()) {
      BY_WORD.put(unit.word, unit);
    }
    BY_WORD.put("days", DAY);
    BY_WORD.put("weeks", WEEK);
  }

  private final String word;
  private final ScalarKind kind;
  private final long amount;

  Unit(String word, ScalarKind kind, long amount) {
    this.word = word;
    this.kind = kind;
    this.amount = amount;
  }

  private static List<Unit> largestFirst() {
    List<Unit> units = new ArrayList<>(List.of(values()));
    units.sort((a, b) -> Long.compare(b.amount, a.amount));
    return List.copyOf(units);
  }

  /** How the language writes it. */
  public String word() {
    return word;
  }

  /** What a number with this unit is. */
  public ScalarKind kind() {
    return kind;
  }

  /** How many nanoseconds or bytes it is. */
  public BigDecimal amount() {
    return BigDecimal.valueOf(amount);
  }

  /** The unit that a word names. */
  public static Optional<Unit> of(String word) {
    return Optional.ofNullable(BY_WORD.get(word));
  }

  /** The words for all units. */
  public static List<String> words() {
    return new ArrayList<>(BY_WORD.keySet());
  }
}
