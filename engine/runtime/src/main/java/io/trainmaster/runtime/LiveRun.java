package io.trainmaster.runtime;

import io.trainmaster.model.Evaluator;
import io.trainmaster.model.TaskSpec;
import io.trainmaster.model.Value;
import io.trainmaster.plan.RunPlan;
import io.trainmaster.run.RunId;
import io.trainmaster.schedule.Input;
import io.trainmaster.schedule.RunProgress;
import io.trainmaster.track.RunSummary;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import org.jspecify.annotations.Nullable;

/** A run under way in an engine: its loop's side, and the side of whoever waits for it. */
final class LiveRun implements RunHandle {

  private final Engine engine;
  private final EngineLoop loop;
  private final RunSummary created;
  private final boolean isNew;
  private final RunPlan plan;
  private final Announcements announcements;
  private final Launcher launcher;
  private final CompletableFuture<RunSummary> end = new CompletableFuture<>();
  private @Nullable RunProgress progress;

  /**
   * @param isNew whether it begins; else it goes on from what was recorded of it
   */
  LiveRun(
      Engine engine,
      EngineLoop loop,
      RunSummary created,
      boolean isNew,
      RunPlan plan,
      RunListener listener) {
    this.engine = engine;
    this.loop = loop;
    this.created = created;
    this.isNew = isNew;
    this.plan = plan;
    this.announcements = new Announcements(listener);
    this.launcher = new Launcher(engine, created.id(), loop::tell, announcements);
  }

  @Override
  public RunId id() {
    return created.id();
  }

  @Override
  public RunSummary await() throws InterruptedException {
    try {
      return end.get();
    } catch (ExecutionException e) {
      if (e.getCause() instanceof RuntimeException cause) {
        throw cause;
      }
      throw new EngineException(
          EngineException.Reason.BUG, "The engine failed; this is a bug of Trainmaster.", e);
    }
  }

  @Override
  public Optional<Value> result() {
    if (!end.isDone() || end.isCompletedExceptionally()) {
      return Optional.empty();
    }
    return plan.workflow()
        .result()
        .map(new Evaluator(plan.parameters(), progress()::output)::evaluate)
        .filter(value -> !value.equals(Value.ABSENT));
  }

  @Override
  public void cancel() {
    loop.tell(new EngineLoop.Message.Happened(id(), new Input.Cancel(false)));
  }

  // The loop's side.

  RunSummary created() {
    return created;
  }

  boolean isNew() {
    return isNew;
  }

  RunPlan plan() {
    return plan;
  }

  Launcher launcher() {
    return launcher;
  }

  Announcements announcements() {
    return announcements;
  }

  RunProgress progress() {
    return Objects.requireNonNull(progress);
  }

  /** The scheduler knows the run from now on. */
  void admitted(RunProgress known) {
    progress = known;
    announcements.planned(known, plan.taskIds());
    boolean shared =
        plan.workflow().tasks().stream()
            .flatMap(TaskSpec::all)
            .anyMatch(
                task ->
                    task instanceof TaskSpec.Operator operator
                        && operator.isolation() == TaskSpec.Isolation.SHARED);
    if (shared) {
      engine.worker().warm(id(), engine.settings().cpus());
    }
  }

  void end(RunSummary run) {
    announcements.ended(run);
    end.complete(run);
  }

  void fail(Throwable reason) {
    end.completeExceptionally(reason);
  }
}
