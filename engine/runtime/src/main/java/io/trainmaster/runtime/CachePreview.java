package io.trainmaster.runtime;

import io.trainmaster.model.TaskId;
import io.trainmaster.placement.Node;
import io.trainmaster.plan.RunPlan;
import io.trainmaster.run.RunId;
import io.trainmaster.run.RunPhase;
import io.trainmaster.schedule.Decision;
import io.trainmaster.schedule.Effect;
import io.trainmaster.schedule.Input;
import io.trainmaster.schedule.Scheduler;
import io.trainmaster.store.StateFolder;
import io.trainmaster.track.RunSummary;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Collections;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;

/**
 * What a run would use again of what earlier runs gave. It is found by the scheduler itself, which
 * is told the truth about earlier results and never that anything else has ended.
 *
 * @param reused the run that a task's result is from, by task
 * @param missed why a task that ran before runs again, by task; what depends on a task that runs is
 *     not known before it has run
 */
public record CachePreview(Map<TaskId, RunId> reused, Map<TaskId, String> missed) {

  /** Nothing is used again. */
  public static final CachePreview NOTHING = new CachePreview(Map.of(), Map.of());

  /** So much that nothing waits, but for very many tasks with GPUs. */
  private static final Node ROOMY = new Node("", 1 << 20, Long.MAX_VALUE >> 10, 1 << 12);

  public CachePreview {
    reused = Collections.unmodifiableMap(new LinkedHashMap<>(reused));
    missed = Collections.unmodifiableMap(new LinkedHashMap<>(missed));
  }

  /** The same without some tasks, which don't come to it. */
  public CachePreview without(Set<TaskId> tasks) {
    Map<TaskId, RunId> others = new LinkedHashMap<>(reused);
    Map<TaskId, String> again = new LinkedHashMap<>(missed);
    others.keySet().removeAll(tasks);
    again.keySet().removeAll(tasks);
    return new CachePreview(others, again);
  }

  /**
   * Looks for the results, and touches nothing.
   *
   * @param project where relative paths start
   * @param operators the version of the operators that would run
   */
  public static CachePreview of(StateFolder state, Path project, String operators, RunPlan plan) {
    EarlierResults results =
        new EarlierResults(state.runs(), new SourceFiles(project), state.artifacts()::contains);
    Map<TaskId, RunId> reused = new LinkedHashMap<>();
    Map<TaskId, String> missed = new LinkedHashMap<>();
    RunId run = RunId.of(plan.workflow().name(), 0);
    Scheduler scheduler = new Scheduler(ROOMY, new AtomicLong()::incrementAndGet, operators);
    RunSummary summary =
        new RunSummary(
            run, plan.workflow().name(), "", RunPhase.QUEUED, "", Instant.EPOCH, Optional.empty());
    scheduler.start(summary, plan);
    Deque<Effect> effects = new ArrayDeque<>(scheduler.tick(Instant.EPOCH).effects());
    while (!effects.isEmpty()) {
      if (effects.remove() instanceof Effect.LookUp ask) {
        Input answer = results.find(plan.workflow().name(), ask);
        if (answer instanceof Input.Found found) {
          reused.put(ask.task(), found.result().run());
        } else if (answer instanceof Input.NotFound none && !none.reason().isEmpty()) {
          missed.put(ask.task(), none.reason());
        }
        Decision decision = scheduler.handle(run, answer, Instant.EPOCH);
        effects.addAll(decision.effects());
      }
    }
    return new CachePreview(reused, missed);
  }
}
