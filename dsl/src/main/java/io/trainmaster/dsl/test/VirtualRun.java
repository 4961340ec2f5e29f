package io.trainmaster.dsl.test;

import io.trainmaster.dsl.check.CheckedTest;
import io.trainmaster.model.Outcome;
import io.trainmaster.model.TaskId;
import io.trainmaster.model.Value;
import io.trainmaster.plan.RunPlan;
import io.trainmaster.run.Failure;
import io.trainmaster.run.RunId;
import io.trainmaster.run.RunPhase;
import io.trainmaster.schedule.Decision;
import io.trainmaster.schedule.Effect;
import io.trainmaster.schedule.Input;
import io.trainmaster.schedule.RunProgress;
import io.trainmaster.schedule.Scheduler;
import io.trainmaster.track.RunOptions;
import io.trainmaster.track.RunSummary;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.PriorityQueue;

/**
 * A run in which every operator is a fake and time passes only where a fake takes some. It goes
 * through the same decisions as any run.
 */
final class VirtualRun {

  /** More than any test needs; a run that goes on for longer goes on for ever. */
  private static final int STEP_LIMIT = 200_000;

  private final Scene scene;
  private final FakeOutputs outputs;
  private final Decisions decisions;
  private final Scheduler scheduler;
  private final RunProgress progress;
  private final RunStory story;
  private final PriorityQueue<Due> queue =
      new PriorityQueue<>(Comparator.comparing(Due::time).thenComparing(Due::order));
  private int order;
  private long fence;

  /** Something that happens at a time. */
  private record Due(Instant time, int order, Input input) {}

  VirtualRun(RunPlan plan, Scene scene, FakeOutputs outputs) {
    this.scene = scene;
    this.outputs = outputs;
    RunSummary summary =
        new RunSummary(
            new RunId(plan.workflow().name() + "-1"),
            plan.workflow().name(),
            "",
            RunPhase.QUEUED,
            "",
            scene.start(),
            Optional.empty(),
            RunOptions.DEFAULT.withReuse(false));
    this.scheduler = new Scheduler(scene.node(), () -> ++fence);
    this.progress = scheduler.start(summary, plan);
    this.decisions = new Decisions(plan, progress, scene);
    this.story = new RunStory(summary);
  }

  /**
   * Goes through the run to its end.
   *
   * @throws UndecidedException where it would decide on what no fake says
   */
  RunStory go() {
    later(scene.start(), new Input.Tick());
    for (int step = 0; step < STEP_LIMIT && !progress.run().phase().isEnd(); step++) {
      Optional<Due> next = next();
      if (next.isEmpty()) {
        break;
      }
      Due due = next.get();
      note(due.input(), due.time());
      follow(scheduler.handle(progress.run().id(), due.input(), due.time()), due.time());
    }
    story.stands(progress.run(), progress.tasks());
    return story;
  }

  /** What happens next, or the time that a task waits for. */
  private Optional<Due> next() {
    Optional<Instant> alarm = scheduler.nextAlarm();
    Due due = queue.peek();
    if (alarm.isPresent() && (due == null || alarm.get().isBefore(due.time()))) {
      return Optional.of(new Due(alarm.get(), order++, new Input.Tick()));
    }
    return Optional.ofNullable(queue.poll());
  }

  /** What the tasks gave, as far as it is known. */
  Decisions decisions() {
    return decisions;
  }

  private void later(Instant time, Input input) {
    queue.add(new Due(time, order++, input));
  }

  private void note(Input input, Instant now) {
    if (input instanceof Input.Succeeded end) {
      story.ended(end.task(), end.attempt(), now, true);
    } else if (input instanceof Input.Failed end) {
      story.ended(end.task(), end.attempt(), now, false);
    }
  }

  private void follow(Decision decision, Instant now) {
    decisions.require(decision);
    for (Effect effect : decision.effects()) {
      if (effect instanceof Effect.Launch launch) {
        launch(launch, now);
      } else if (effect instanceof Effect.Kill kill) {
        kill(kill, now);
      }
    }
  }

  private void launch(Effect.Launch launch, Instant now) {
    TaskId task = launch.attempt().task();
    int number = launch.attempt().number();
    Optional<CheckedTest.Fake> fake = scene.fake(task, launch.operator().operator());
    Duration takes = fake.map(CheckedTest.Fake::takes).orElse(Duration.ZERO);
    Optional<Duration> timeout = launch.timeout().filter(limit -> limit.compareTo(takes) < 0);
    story.began(launch, now);
    later(now, new Input.Started(task, number, 0));
    Optional<Failure> failure =
        timeout.isPresent()
            ? Optional.of(Failure.of(Outcome.TIMEOUT, "The task took longer than its timeout."))
            : fake.flatMap(one -> failure(one, number));
    later(
        now.plus(timeout.orElse(takes)),
        failure.<Input>map(why -> failed(launch, why)).orElseGet(() -> succeeded(launch, fake)));
  }

  private static Input failed(Effect.Launch launch, Failure failure) {
    return new Input.Failed(
        launch.attempt().task(), launch.attempt().number(), launch.attempt().fence(), failure, 0);
  }

  private Input succeeded(Effect.Launch launch, Optional<CheckedTest.Fake> fake) {
    TaskId task = launch.attempt().task();
    Map<String, Value> said =
        new LinkedHashMap<>(fake.map(CheckedTest.Fake::fields).orElse(Map.of()));
    // A search goes by a number; where no fake says it, all trials are as good as the first.
    decisions.metric(task).ifPresent(metric -> said.putIfAbsent(metric, new Value.Real(0)));
    return new Input.Succeeded(
        task,
        launch.attempt().number(),
        launch.attempt().fence(),
        outputs.output(task, launch.operator().operator(), said),
        List.of(),
        0);
  }

  private static Optional<Failure> failure(CheckedTest.Fake fake, int attempt) {
    long before = 0;
    for (CheckedTest.Failing failing : fake.failures()) {
      before += failing.times().orElse(Long.MAX_VALUE / 2);
      if (attempt <= before) {
        return Optional.of(Failure.of(failing.outcome(), failing.message()));
      }
    }
    return Optional.empty();
  }

  private void kill(Effect.Kill kill, Instant now) {
    queue.removeIf(
        due ->
            due.input() instanceof Input.Succeeded end
                    && end.task().equals(kill.task())
                    && end.attempt() == kill.attempt()
                || due.input() instanceof Input.Failed failed
                    && failed.task().equals(kill.task())
                    && failed.attempt() == kill.attempt());
    Failure stopped = Failure.of(Outcome.CANCELLED, "It was cancelled.");
    later(now, new Input.Failed(kill.task(), kill.attempt(), fence, stopped, 0));
  }
}
