package io.trainmaster.time;

import io.trainmaster.model.Trigger;
import io.trainmaster.run.RunId;
import java.util.List;
import java.util.Optional;

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
    Optional<Live> same =
        live.stream().filter(one -> one.occurrence().equals(occurrence)).findFirst();
    if (same.isPresent()) {
      return new Exists(same.get().run());
    }
    List<Live> others =
        live.stream()
            .filter(one -> one.occurrence().generation() == occurrence.generation())
            .toList();
    if (others.isEmpty()) {
      return new Start();
    }
    Live last = others.get(others.size() - 1);
    return switch (rule) {
      case QUEUE -> new WaitFor(last.run());
      case SKIP -> new Drop(last.run());
      case REPLACE -> replace(others, occurrence);
    };
  }

  /** What is late must not take the place of what is newer. */
  private static Verdict replace(List<Live> others, Occurrence.Key occurrence) {
    return others.stream()
        .filter(one -> one.occurrence().nominal().isAfter(occurrence.nominal()))
        .findFirst()
        .<Verdict>map(newer -> new Drop(newer.run()))
        .orElseGet(() -> new Replace(others.stream().map(Live::run).toList()));
  }
}
