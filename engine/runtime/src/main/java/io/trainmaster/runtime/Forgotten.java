package io.trainmaster.runtime;

import io.trainmaster.run.RunId;
import java.util.List;

/**
 * What is kept no longer.
 *
 * @param runs the runs, with their tasks, metrics and logs
 * @param reasons how many occurrences of triggers and causes of runs were needed no more
 * @param artifacts how many artifacts nothing named any more
 * @param bytes the room that those took
 */
public record Forgotten(List<RunId> runs, long reasons, int artifacts, long bytes) {
  /** Copies the list. */
  public Forgotten {
    runs = List.copyOf(runs);
  }
}
