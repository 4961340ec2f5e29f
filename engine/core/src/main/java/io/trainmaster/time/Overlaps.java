package io.trainmaster.time;

import io.trainmaster.model.Trigger;
import io.trainmaster.run.RunId;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Decides what an occurrence does that is due while runs of its trigger wait or go on, by the
 * schedule's {@code overlap}. Only runs of the same generation count: a backfill neither holds up
 * the timetable's runs nor is replaced by them.
 */
public final class Overlaps {

  private Overlaps() {}

  /**
   * A run that waits or goes on.
   *
   * @param occurrence why it exists
   */
  public record Live(RunId run, Occurrence.Key occurrence) {}

  /** What becomes of the occurrence. */
  public sealed interface Verdict {}

  /** Its run starts. */
  public record Start() implements Verdict {}

  /** Its run waits until another one has ended. */
  public record WaitFor(RunId run) implements Verdict {}

  /** It has no run, because of one that waits or goes on. */
  public record Drop(RunId because) implements Verdict {}

  /** Other runs are cancelled, and its own starts when they have ended. */
  public record Replace(List<RunId> cancelled) implements Verdict {
    /** Copies the list. */
    public Replace {
      cancelled = List.copyOf(cancelled);
    }
  }

  /** It has its run already: an occurrence may be told twice, and has one run. */
  public record Exists(RunId run) implements Verdict {}

  /**
   * The verdict.
   *
   * @param live the trigger's runs that wait or go on, in the order in which they were made
   */
  public static Verdict decide(Trigger.Overlap rule, List<Live> live, Occurrence.Key occurrence) {
    Lane lane = new Lane();
    live.stream()
        .filter(one -> one.occurrence().generation() == occurrence.generation())
        .forEach(lane::add);
    return lane.decide(rule, occurrence);
  }

  /**
   * The runs of one trigger and generation that wait or go on. Deciding costs the same however many
   * there are, but for {@code replace}. For one thread at a time.
   */
  public static final class Lane {
    private final Map<Occurrence.Key, Live> runs = new LinkedHashMap<>();
    private @Nullable Live last;

    /** A run that was made after those that are here. */
    public void add(Live run) {
      runs.put(run.occurrence(), run);
      last = run;
    }

    /** All of them are being stopped. */
    public void clear() {
      runs.clear();
      last = null;
    }

    /** What becomes of an occurrence. */
    public Verdict decide(Trigger.Overlap rule, Occurrence.Key occurrence) {
      Live same = runs.get(occurrence);
      if (same != null) {
        return new Exists(same.run());
      } else if (last == null) {
        return new Start();
      }
      return switch (rule) {
        case QUEUE -> new WaitFor(last.run());
        case SKIP -> new Drop(last.run());
        case REPLACE -> replace(runs.values(), occurrence);
      };
    }

    /** What is late must not take the place of what is newer. */
    private static Verdict replace(Collection<Live> runs, Occurrence.Key occurrence) {
      return runs.stream()
          .filter(one -> one.occurrence().nominal().isAfter(occurrence.nominal()))
          .findFirst()
          .<Verdict>map(newer -> new Drop(newer.run()))
          .orElseGet(() -> new Replace(runs.stream().map(Live::run).toList()));
    }
  }
}
