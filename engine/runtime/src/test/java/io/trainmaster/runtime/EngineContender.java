package io.trainmaster.runtime;

import io.trainmaster.model.TaskId;
import io.trainmaster.plan.PlanBounds;
import io.trainmaster.run.RunId;
import io.trainmaster.run.RunPhase;
import io.trainmaster.run.TaskPhase;
import io.trainmaster.store.StateLocation;
import io.trainmaster.store.file.Trees;
import io.trainmaster.track.RunSummary;
import io.trainmaster.worker.AttemptIdentity;
import io.trainmaster.worker.AttemptListener;
import io.trainmaster.worker.AttemptRequest;
import io.trainmaster.worker.AttemptResult;
import io.trainmaster.worker.HostSettings;
import io.trainmaster.worker.Worker;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** An engine, with room for many tasks at once, whose worker's bodies are over as they begin. */
final class EngineContender implements Contender {

  /** Tasks under way at a time. */
  static final int ROOM = 1_024;

  private final String name;
  private final Path folder;
  private final NoWork worker = new NoWork();
  private final Engine engine;

  EngineContender(String name, Path folder, StateLocation state) {
    this.name = name;
    this.folder = folder;
    HostSettings host =
        new HostSettings(
            Path.of("java"),
            "",
            List.of(),
            1,
            Map.of(),
            Map.of(),
            Optional.empty(),
            Duration.ZERO,
            Duration.ZERO);
    EngineSettings settings =
        new EngineSettings(
            state,
            folder,
            ROOM,
            1L << 50,
            List.of(),
            Map.of(),
            new PlanBounds(100, 100),
            100,
            ZoneOffset.UTC,
            Duration.ofDays(1),
            host,
            true,
            "benchmark",
            "benchmark",
            NotificationSettings.NONE);
    this.engine = Engine.open(settings, opened -> worker, wake -> Alarm.none(), Clock.systemUTC());
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public int mostTasks() {
    return Integer.MAX_VALUE;
  }

  @Override
  public double run(Load load) throws Exception {
    return run(List.of(load));
  }

  /** Runs loads at the same time. */
  double run(List<Load> loads) throws Exception {
    List<RunHandle> runs = new ArrayList<>();
    for (Load load : loads) {
      load.start();
      Beginning beginning = new Beginning(load, worker);
      runs.add(engine.start(load.version(), Map.of(), beginning));
    }
    for (RunHandle run : runs) {
      RunSummary end = run.await();
      if (end.phase() != RunPhase.SUCCEEDED) {
        throw new IllegalStateException(end.toString());
      }
    }
    double seconds = loads.get(0).seconds();
    for (int i = 0; i < loads.size(); i++) {
      loads.get(i).requireEachBodyOnce(name);
      requireRecorded(runs.get(i).id(), loads.get(i).size());
      worker.loads.remove(runs.get(i).id());
    }
    return seconds;
  }

  /** Starts a load that doesn't come to its end by itself. */
  RunId begin(Load load) {
    load.start();
    return engine.start(load.version(), Map.of(), new Beginning(load, worker)).id();
  }

  /** Goes on with the run that another engine left in the folder, to its end. */
  RunSummary recover(RunId run, Load load) throws InterruptedException {
    load.start();
    worker.loads.put(run, load);
    engine.takeOver();
    return engine.watch(run, RunListener.none()).orElseThrow().await();
  }

  /** Ends the engine and leaves the folder as it is. */
  void leave() {
    engine.close();
  }

  private void requireRecorded(RunId run, int tasks) {
    long succeeded =
        engine.runs().run(run).orElseThrow().tasks().stream()
            .filter(task -> task.phase() == TaskPhase.SUCCEEDED)
            .count();
    if (succeeded != tasks) {
      throw new IllegalStateException(succeeded + " of " + tasks + " are recorded as succeeded");
    }
  }

  @Override
  public void close() throws IOException {
    engine.close();
    Trees.delete(folder);
  }

  /** Tells the worker whose bodies a run's are, before the first of them begins. */
  private record Beginning(Load load, NoWork worker) implements RunListener {
    @Override
    public void planned(RunId run, List<TaskId> tasks) {
      worker.loads.put(run, load);
    }
  }

  private static final class NoWork implements Worker {
    private final Map<RunId, Load> loads = new ConcurrentHashMap<>();

    @Override
    public void launch(AttemptRequest request, AttemptListener listener) {
      Load load = loads.get(request.run());
      if (load.run(load.index(request.task().value()))) {
        listener.ended(new AttemptResult.Succeeded(Map.of(), 0));
      }
    }

    @Override
    public boolean adopt(AttemptIdentity attempt, AttemptListener listener) {
      return false;
    }

    @Override
    public void warm(RunId run, int cpus) {}

    @Override
    public void cancel(RunId run, TaskId task, int attempt) {}

    @Override
    public void release(RunId run) {}

    @Override
    public void close() {}
  }
}
