package io.trainmaster.cli.view;

import io.trainmaster.run.RunId;
import io.trainmaster.track.Caller;
import io.trainmaster.track.RunSummary;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Runs in the order in which they are shown: those that a run called come right below it. */
public final class RunTree {

  private RunTree() {}

  /**
   * A run in its place.
   *
   * @param depth how many of the runs above it led to it: 0 where its caller isn't shown
   */
  public record Line(RunSummary run, int depth) {}

  /**
   * Some runs, each with those of them that it called, also by way of others.
   *
   * @param runs in the order in which those stand that none of the others called
   */
  public static List<Line> of(List<RunSummary> runs) {
    Set<RunId> shown = new HashSet<>();
    runs.forEach(run -> shown.add(run.id()));
    List<RunSummary> top = new ArrayList<>();
    Map<RunId, List<RunSummary>> called = new LinkedHashMap<>();
    for (RunSummary run : runs) {
      Optional<RunId> caller = run.caller().map(Caller::run).filter(shown::contains);
      caller.map(by -> called.computeIfAbsent(by, none -> new ArrayList<>())).orElse(top).add(run);
    }
    List<Line> lines = new ArrayList<>();
    top.forEach(run -> add(run, 0, called, lines));
    return lines;
  }

  private static void add(
      RunSummary run, int depth, Map<RunId, List<RunSummary>> called, List<Line> lines) {
    lines.add(new Line(run, depth));
    called.getOrDefault(run.id(), List.of()).forEach(one -> add(one, depth + 1, called, lines));
  }
}
