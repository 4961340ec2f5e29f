package io.trainmaster.runtime;

import io.trainmaster.model.Outcome;
import io.trainmaster.model.TaskId;
import io.trainmaster.model.TaskSpec;
import io.trainmaster.placement.GpuShare;
import io.trainmaster.run.Failure;
import io.trainmaster.run.RunId;
import io.trainmaster.schedule.Effect;
import io.trainmaster.schedule.Input;
import io.trainmaster.track.AttemptRecord;
import io.trainmaster.track.Change;
import io.trainmaster.track.Metric;
import io.trainmaster.track.RunSummary;
import io.trainmaster.track.Source;
import io.trainmaster.track.StoreException;
import io.trainmaster.worker.AttemptIdentity;
import io.trainmaster.worker.AttemptListener;
import io.trainmaster.worker.AttemptRequest;
import io.trainmaster.worker.AttemptResult;
import io.trainmaster.worker.RecordedOutcome;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** Starts the attempts of a run, and turns what becomes of them into messages to its loop. */
final class Launcher {

  private final Engine engine;
  private final RunId run;
  private final Consumer<Message> loop;
  private final Announcements announcements;
  private final Supplier<RunId> session;
  private final Publisher publisher;
  private final EngineOperators operators;
  private volatile Map<String, String> noted = Map.of();

  /**
   * @param session the run whose processes the attempts share
   */
  Launcher(
      Engine engine,
      RunSummary created,
      Consumer<Message> loop,
      Announcements announcements,
      Supplier<RunId> session) {
    this.engine = engine;
    this.run = created.id();
    this.loop = loop;
    this.announcements = announcements;
    this.session = session;
    this.publisher = new Publisher(engine, run);
    this.operators = new EngineOperators(engine, created);
  }

  void launch(Effect.Launch launch) {
    AttemptRecord attempt = launch.attempt();
    if (launch.operator().isolation() == TaskSpec.Isolation.ENGINE) {
      operators
          .run(launch)
          .ifPresentOrElse(
              ended -> loop.accept(new Message.Happened(run, ended)),
              () ->
                  announcements.progress(
                      attempt.task(),
                      Double.NaN,
                      "asked; `trainmaster approve " + run + "` answers"));
      return;
    }
    Path directory = attemptDirectory(attempt);
    AttemptRequest request =
        new AttemptRequest(
            run,
            session.get(),
            attempt.task(),
            attempt.number(),
            attempt.fence(),
            launch.operator().operator(),
            launch.arguments(),
            launch.block(),
            isolation(launch),
            Math.max(1, attempt.cpus()),
            attempt.memoryBytes(),
            devices(attempt),
            directory,
            directory.resolveSibling("checkpoint"),
            engine.settings().projectDirectory(),
            launch.timeout(),
            launch.within());
    engine.worker(attempt.node()).launch(request, new Relay(attempt));
  }

  private List<AttemptRequest.Device> devices(AttemptRecord attempt) {
    return attempt.gpus().stream().map(share -> device(attempt.node(), share)).toList();
  }

  private AttemptRequest.Device device(String node, GpuShare share) {
    long bytes =
        engine.nodes().gpu(node, share.gpu()).map(gpu -> gpu.part(share.milli())).orElse(0L);
    return new AttemptRequest.Device(share.gpu(), share.milli(), bytes);
  }

  /** A process sees its GPUs from its start on, so that what has any has a process for itself. */
  private static TaskSpec.Isolation isolation(Effect.Launch launch) {
    return launch.attempt().gpus().isEmpty()
        ? launch.operator().isolation()
        : TaskSpec.Isolation.OWN;
  }

  void kill(Effect.Kill kill) {
    engine
        .approvals()
        .withdraw(kill)
        .ifPresentOrElse(
            ended -> loop.accept(new Message.Happened(run, ended)),
            () ->
                engine
                    .everyWorker()
                    .forEach(worker -> worker.cancel(run, kill.task(), kill.attempt())));
  }

  /**
   * What became of an attempt that was under way when its engine ended: nothing yet, for its body
   * runs and this engine listens to it from now on; the outcome that its process left behind; or
   * that it is gone.
   */
  List<Message> adopt(AttemptRecord attempt) {
    AttemptIdentity identity =
        new AttemptIdentity(
            run, attempt.task(), attempt.number(), attempt.fence(), attemptDirectory(attempt));
    Optional<Input> told = operators.takeUp(attempt);
    if (told.isPresent()) {
      return List.of(new Message.Happened(run, told.get()));
    }
    if (engine.approvals().takeUp(run, attempt)
        || engine.worker(attempt.node()).adopt(identity, new Relay(attempt))) {
      return List.of();
    }
    Optional<RecordedOutcome> found =
        RecordedOutcome.read(attemptDirectory(attempt))
            .filter(outcome -> outcome.fence() == attempt.fence());
    if (found.isEmpty()) {
      return List.of(
          new Message.Happened(run, new Input.Orphaned(attempt.task(), attempt.number())));
    }
    RecordedOutcome outcome = found.get();
    List<Message> messages = new ArrayList<>();
    outcome.metrics().forEach(metric -> messages.add(metric(attempt, metric)));
    outcome.params().forEach((key, value) -> messages.add(param(attempt, key, value)));
    outcome.sources().forEach(source -> messages.add(source(attempt, source)));
    messages.add(new Message.Record(new Change.EnvironmentNoted(run, outcome.environment())));
    messages.add(new Message.Happened(run, ended(attempt, outcome.result())));
    return messages;
  }

  private Input ended(AttemptRecord attempt, AttemptResult result) {
    if (result instanceof AttemptResult.Succeeded succeeded) {
      try {
        return publisher.publish(attempt, succeeded);
      } catch (StoreException e) {
        Outcome outcome =
            e.reason() == StoreException.Reason.DISK_FULL ? Outcome.DISK_FULL : Outcome.ERROR;
        Failure failure = Failure.of(outcome, String.valueOf(e.getMessage()));
        return failed(attempt, failure, succeeded.peakMemoryBytes());
      }
    }
    if (result instanceof AttemptResult.Unmet unmet) {
      return new Input.Unmet(attempt.task(), attempt.number(), attempt.fence(), unmet.reason());
    }
    AttemptResult.Failed failed = (AttemptResult.Failed) result;
    return failed(attempt, failed.failure(), failed.peakMemoryBytes());
  }

  private static Input failed(AttemptRecord attempt, Failure failure, long peakMemoryBytes) {
    return new Input.Failed(
        attempt.task(), attempt.number(), attempt.fence(), failure, peakMemoryBytes);
  }

  private Path attemptDirectory(AttemptRecord attempt) {
    return engine.folder().attemptDirectory(run, attempt.task(), attempt.number());
  }

  private Message metric(AttemptRecord attempt, Metric metric) {
    return new Message.Record(
        new Change.MetricReported(run, attempt.task(), attempt.number(), metric, engine.now()));
  }

  private Message param(AttemptRecord attempt, String key, String value) {
    return new Message.Record(
        new Change.ParamReported(run, attempt.task(), attempt.number(), key, value));
  }

  private Message source(AttemptRecord attempt, Source source) {
    return new Message.Record(new Change.SourceRead(run, attempt.task(), attempt.number(), source));
  }

  /** Hears of one attempt from the worker. */
  private final class Relay implements AttemptListener {

    private final AttemptRecord attempt;

    Relay(AttemptRecord attempt) {
      this.attempt = attempt;
    }

    @Override
    public void started(long pid) {
      TaskId task = attempt.task();
      loop.accept(new Message.Happened(run, new Input.Started(task, attempt.number(), pid)));
    }

    @Override
    public void noted(Map<String, String> environment) {
      // The attempts of a process say the same.
      if (!environment.equals(noted)) {
        noted = environment;
        loop.accept(new Message.Record(new Change.EnvironmentNoted(run, environment)));
      }
    }

    @Override
    public void progress(double fraction, String message) {
      announcements.progress(attempt.task(), fraction, message);
    }

    @Override
    public void metric(Metric metric) {
      loop.accept(Launcher.this.metric(attempt, metric));
    }

    @Override
    public void param(String key, String value) {
      loop.accept(Launcher.this.param(attempt, key, value));
    }

    @Override
    public void source(Source source) {
      loop.accept(Launcher.this.source(attempt, source));
    }

    @Override
    public void ended(AttemptResult result) {
      loop.accept(new Message.Happened(run, Launcher.this.ended(attempt, result)));
    }
  }
}
