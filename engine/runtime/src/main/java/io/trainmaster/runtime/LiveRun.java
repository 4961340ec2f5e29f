package io.trainmaster.runtime;

import io.trainmaster.model.TaskSpec;
import io.trainmaster.plan.RunPlan;
import io.trainmaster.run.RunId;
import io.trainmaster.schedule.Input;
import io.trainmaster.schedule.RunProgress;
import io.trainmaster.time.Occurrence;
import io.trainmaster.track.RunRecord;
import io.trainmaster.track.RunSummary;
import io.trainmaster.worker.AttemptRequest;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** A run under way in an engine: its loop's side, and the side of whoever waits for it. */
final class LiveRun implements RunHandle {

  private final Engine engine;
  private final EngineLoop loop;
  private final RunSummary created;
  private final Optional<Occurrence.Key> occurrence;
  private final Supplier<RunPlan> planner;
  private final Announcements announcements;
  private final Launcher launcher;
  private final CompletableFuture<RunSummary> end = new CompletableFuture<>();
  private RunId session;
  private boolean warm;
  private @Nullable RunPlan plan;
  private @Nullable RunProgress progress;

  /**
   * @param created the run as it was when this engine got to know it
   * @param occurrence why it exists, where a trigger made it
   * @param planner makes the run's plan, when its turn has come
   */
  LiveRun(
      Engine engine,
      EngineLoop loop,
      RunSummary created,
      Optional<Occurrence.Key> occurrence,
      Supplier<RunPlan> planner) {
    this.engine = engine;
    this.loop = loop;
    this.created = created;
    this.session = created.id();
    this.occurrence = occurrence;
    this.planner = planner;
    this.announcements = new Announcements(created.id());
    this.launcher = new Launcher(engine, created, loop::tell, announcements, this::session);
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
  public void cancel() {
    loop.tell(new Message.Happened(id(), new Input.Cancel(false)));
  }

  // The loop's side.

  RunSummary created() {
    return created;
  }

  Optional<Occurrence.Key> occurrence() {
    return occurrence;
  }

  /**
   * The run's plan.
   *
   * @throws EngineException where there is none within the engine's bounds
   */
  RunPlan plan() {
    if (plan == null) {
      plan = planner.get();
    }
    return plan;
  }

  /** Keeps the plan that was made for it, in case that its turn comes at once. */
  void hold(RunPlan made) {
    plan = made;
  }

  /** Drops the plan of a run that has to wait: many may wait. */
  void rest() {
    if (progress == null) {
      plan = null;
    }
  }

  /** The plan by what is recorded of the run, where that is at hand. */
  RunPlan plan(RunRecord record) {
    if (plan == null) {
      plan = engine.maker().plan(record);
    }
    return plan;
  }

  /** The run whose processes this one's tasks share. */
  RunId session() {
    return session;
  }

  /** Its tasks share the processes of the run that called it. */
  void calledBy(LiveRun caller) {
    session = caller.session;
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
    announcements.planned(known, plan().taskIds());
  }

  /** Gets ready what the run's tasks share, as soon as it is sure that one of them is needed. */
  void warm() {
    if (!warm && isSharedBy(operator -> true)) {
      warm = true;
      engine.worker("").warm(session, engine.settings().cpus());
    }
  }

  /** Gets it ready unless results of earlier runs may stand for all that needs it. */
  void warmUnlessReused() {
    if (!created.options().reuse() || isSharedBy(operator -> !operator.reusable())) {
      warm();
    }
  }

  private boolean isSharedBy(Predicate<TaskSpec.Operator> which) {
    return plan().workflow().tasks().stream()
        .flatMap(TaskSpec::all)
        .anyMatch(
            task ->
                task instanceof TaskSpec.Operator operator
                    && operator.isolation() == TaskSpec.Isolation.SHARED
                    && !AttemptRequest.isCommand(operator.operator())
                    && which.test(operator));
  }

  void end(RunSummary run) {
    announcements.ended(run);
    end.complete(run);
  }

  void fail(Throwable reason) {
    end.completeExceptionally(reason);
  }
}
