package io.trainmaster.runtime;

import io.trainmaster.channel.Channels;
import io.trainmaster.model.RunFact;
import io.trainmaster.model.Value;
import io.trainmaster.model.WorkflowVersion;
import io.trainmaster.outbox.Delivery;
import io.trainmaster.placement.Node;
import io.trainmaster.placement.SharedLimits;
import io.trainmaster.plan.RunPlan;
import io.trainmaster.run.RunId;
import io.trainmaster.run.RunPhase;
import io.trainmaster.schedule.Scheduler;
import io.trainmaster.store.StateFolder;
import io.trainmaster.store.file.ArtifactStore;
import io.trainmaster.time.Occurrence;
import io.trainmaster.time.TriggerId;
import io.trainmaster.track.Change;
import io.trainmaster.track.ModelVersion;
import io.trainmaster.track.Retention;
import io.trainmaster.track.RunOptions;
import io.trainmaster.track.RunRecord;
import io.trainmaster.track.RunStore;
import io.trainmaster.track.RunSummary;
import io.trainmaster.track.Submission;
import io.trainmaster.track.Submitted;
import io.trainmaster.trigger.Activation;
import io.trainmaster.trigger.EventBook;
import io.trainmaster.trigger.EventState;
import io.trainmaster.trigger.OccurrenceRecord;
import io.trainmaster.trigger.RunQueue;
import io.trainmaster.trigger.TriggerBook;
import io.trainmaster.watch.Watcher;
import io.trainmaster.worker.LocalWorker;
import io.trainmaster.worker.Worker;
import io.trainmaster.worker.remote.RemoteWorkers;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * An engine: it leads on the state it was opened with, and runs workflows on this machine. Safe for
 * use from several threads.
 */
public final class Engine implements RunService {

  /** Far longer than it takes from publishing an artifact to recording that it was. */
  private static final Duration UNNAMED_ARTIFACTS_KEPT = Duration.ofDays(1);

  /** So that a run under way never waits long for the transaction that deletes others. */
  private static final int FORGOTTEN_AT_ONCE = 50;

  private final EngineSettings settings;
  private final StateFolder folder;
  private final Worker worker;
  private final RemoteWorkers workers;
  private final NodeDesk nodes;
  private final Clock clock;
  private final Alarm alarm;
  private final Watcher watcher;
  private final CommitListener listener;
  private final RunMaker maker;
  private final EngineLoop loop;
  private final StagingCleaner cleaner;
  private final ResultFinder finder;
  private final ApprovalDesk approvals;
  private final Channels channels;
  private final Sender sender;
  private final AtomicBoolean opened = new AtomicBoolean();

  /** Requests with one key come one after another, those with others beside them. */
  private final Object[] submitting = Stream.generate(Object::new).limit(64).toArray();

  private Engine(
      EngineSettings settings,
      StateFolder folder,
      Worker worker,
      Function<Consumer<TriggerId>, Alarm> alarms,
      CommitListener listener,
      Clock clock) {
    this.settings = settings;
    this.folder = folder;
    this.worker = worker;
    this.clock = clock;
    this.listener = listener;
    this.cleaner = new StagingCleaner(folder);
    this.approvals = new ApprovalDesk(this);
    this.channels =
        new Channels(
            settings.notifications().channels(),
            settings.host().secrets(),
            settings.projectDirectory());
    this.sender = new Sender(this, channels, settings.notifications().rules());
    this.finder = new ResultFinder(folder, settings.projectDirectory());
    this.alarm = alarms.apply(trigger -> tell(new Message.Due(trigger)));
    Node node =
        new Node(
            settings.host().cluster().orElseGet(Environment::hostName),
            settings.cpus(),
            settings.memoryBytes(),
            settings.gpus());
    this.maker = new RunMaker(folder.runs(), settings, node);
    this.nodes = new NodeDesk(this, node);
    this.workers =
        new RemoteWorkers(node.name(), nodes, settings.host().secrets(), folder::requireLead);
    RunQueue queue = new RunQueue(settings.runsAtOnce());
    RunDesk runs =
        new RunDesk(
            this,
            new Scheduler(
                nodes.all(),
                new SharedLimits(settings.limits()),
                folder.runs()::nextFence,
                settings.operators(),
                new StoredPast(folder.runs())),
            queue);
    TriggerBook book = new TriggerBook(settings.zone(), maker::name, queue);
    EventBook events = new EventBook(maker::name);
    this.watcher =
        new Watcher(
            settings.projectDirectory(),
            folder.runs(),
            settings.lookEvery(),
            (trigger, found) -> tell(new Message.Looked(trigger, found)));
    this.loop = new EngineLoop(this, runs, new TriggerDesk(this, book, events, runs, alarm));
  }

  /**
   * Opens the state folder and gets ready to run. What other engines left behind stays as it is.
   *
   * @throws io.trainmaster.track.StoreException where the folder is held by another process, can't
   *     be written, or is damaged
   */
  public static Engine open(EngineSettings settings) {
    return open(
        settings, folder -> local(settings, folder), wake -> Alarm.none(), Clock.systemUTC());
  }

  /**
   * Opens the state folder as {@link #open(EngineSettings)}, and serves it: all runs that wait or
   * were under way go on, and triggers fire, first those that were due while nobody served.
   *
   * @param alarms makes an alarm that wakes the engine for a trigger
   * @param listener hears of everything that becomes durable
   */
  public static Engine serve(
      EngineSettings settings,
      Function<Consumer<TriggerId>, Alarm> alarms,
      CommitListener listener) {
    Engine engine =
        open(settings, folder -> local(settings, folder), alarms, listener, Clock.systemUTC());
    engine.takeOver();
    return engine;
  }

  private static Worker local(EngineSettings settings, StateFolder folder) {
    return new LocalWorker(
        settings.host(), folder.path().resolve("hosts"), folder.artifacts()::locate);
  }

  /** With another worker, another alarm and another clock. */
  static Engine open(
      EngineSettings settings,
      Function<StateFolder, Worker> workers,
      Function<Consumer<TriggerId>, Alarm> alarms,
      Clock clock) {
    return open(settings, workers, alarms, CommitListener.none(), clock);
  }

  private static Engine open(
      EngineSettings settings,
      Function<StateFolder, Worker> workers,
      Function<Consumer<TriggerId>, Alarm> alarms,
      CommitListener listener,
      Clock clock) {
    StateFolder folder = StateFolder.open(settings.state());
    try {
      Engine engine = new Engine(settings, folder, workers.apply(folder), alarms, listener, clock);
      engine.loop.start();
      engine.sender.start();
      return engine;
    } catch (RuntimeException e) {
      folder.close();
      throw e;
    }
  }

  /** Goes on with all that is recorded as not finished, and fires what was due meanwhile. */
  void takeOver() {
    nodes.recall();
    Map<RunId, Occurrence.Key> reasons = new HashMap<>();
    for (OccurrenceRecord occurrence : runs().triggers().unfinished()) {
      occurrence.run().ifPresent(run -> reasons.put(run, occurrence.occurrence().key()));
    }
    List<LiveRun> left =
        runs().unfinished().stream()
            .map(run -> recorded(run, Optional.ofNullable(reasons.get(run.id()))))
            .toList();
    tell(new Message.Recovered(left));
    tell(new Message.Adopted());
    opened.set(true);
    tell(new Message.Opened(true));
    cleaner.cleanAll();
  }

  // Runs.

  @Override
  public RunHandle start(
      WorkflowVersion version,
      Map<String, Value> parameters,
      RunOptions options,
      RunListener listener) {
    return start(version, parameters, options, Optional.empty(), listener);
  }

  @Override
  public Submit submit(
      WorkflowVersion version, Map<String, Value> parameters, RunOptions options, String key) {
    Submission asked = Submission.of(key, version, parameters, options);
    synchronized (submitting[Math.floorMod(key.hashCode(), submitting.length)]) {
      Optional<Submitted> known = runs().submitted(key);
      if (known.isPresent() && !known.get().submission().equals(asked)) {
        throw EngineException.taken(key, known.get().run());
      } else if (known.isPresent()) {
        return new Submit(known.get().run(), true);
      }
      RunHandle made = start(version, parameters, options, Optional.of(asked), RunListener.none());
      return new Submit(made.id(), false);
    }
  }

  private RunHandle start(
      WorkflowVersion version,
      Map<String, Value> parameters,
      RunOptions options,
      Optional<Submission> submission,
      RunListener listener) {
    RunPlan plan = maker.plan(version, parameters);
    RunId id = maker.name(version.graph().name());
    Change.RunCreated created = maker.create(id, version, plan, options, now());
    commit(
        submission
            .<List<Change>>map(
                asked -> List.of(created, new Change.RunSubmitted(new Submitted(id, asked))))
            .orElse(List.of(created)));
    LiveRun run = made(created, Optional.empty());
    run.hold(plan.named(id));
    run.announcements().add(listener);
    tell(new Message.Queued(run));
    return run;
  }

  @Override
  public RunHandle resume(RunId id, RunListener listener) {
    RunRecord record = requireResumable(id);
    LiveRun run = gettingOn(record, listener);
    run.plan(record);
    CompletableFuture<Boolean> answer = new CompletableFuture<>();
    tell(new Message.Resumed(run, answer));
    join(answer);
    return run;
  }

  @Override
  public RunHandle resume(RunId id, Edit edit, RunListener listener) {
    RunRecord record = requireResumable(id);
    LiveRun run = gettingOn(record, listener);
    run.hold(edit.revise(runs(), record, settings.bounds()).plan());
    CompletableFuture<Boolean> answer = new CompletableFuture<>();
    tell(new Message.Revised(run, edit, answer));
    join(answer);
    return run;
  }

  private RunRecord requireResumable(RunId id) {
    RunRecord record = require(id);
    Optional<EngineException> refusal = refusal(record.summary());
    if (refusal.isPresent()) {
      throw refusal.get();
    }
    return record;
  }

  private LiveRun gettingOn(RunRecord record, RunListener listener) {
    RunId id = record.summary().id();
    LiveRun run =
        recorded(
            record.summary(),
            runs().triggers().occurrence(id).map(occurrence -> occurrence.occurrence().key()));
    run.announcements().add(listener);
    return run;
  }

  @Override
  public Optional<RunHandle> watch(RunId id, RunListener listener) {
    require(id);
    CompletableFuture<Optional<RunHandle>> answer = new CompletableFuture<>();
    tell(new Message.Watched(id, listener, answer));
    return join(answer);
  }

  @Override
  public void cancel(RunId id) {
    require(id);
    CompletableFuture<Boolean> answer = new CompletableFuture<>();
    tell(new Message.Stopped(id, answer));
    join(answer);
  }

  private RunRecord require(RunId id) {
    return runs().run(id).orElseThrow(() -> EngineException.unknown(id));
  }

  /** Why a run can't be gone on with; empty where it can. */
  static Optional<EngineException> refusal(RunSummary run) {
    RunPhase phase = run.phase();
    if (!phase.isEnd() || phase.isResumable()) {
      return Optional.empty();
    }
    return Optional.of(
        new EngineException(
            EngineException.Reason.NOT_RESUMABLE,
            "Run %s has %s: there is nothing left to do."
                .formatted(run.id(), phase == RunPhase.SKIPPED ? "been skipped" : "succeeded")));
  }

  /** A run that is being made. One that has to wait makes its plan again when its turn comes. */
  LiveRun made(Change.RunCreated created, Optional<Occurrence.Key> occurrence) {
    WorkflowVersion version = created.version();
    Map<String, Value> parameters = created.parameters();
    return new LiveRun(
        this, loop, created.run(), occurrence, () -> maker.plan(version, parameters));
  }

  /** A run that is recorded. */
  LiveRun recorded(RunSummary run, Optional<Occurrence.Key> occurrence) {
    return new LiveRun(this, loop, run, occurrence, () -> maker.plan(require(run.id())));
  }

  @Override
  public Forgotten forget(Retention rule, boolean dryRun) {
    Set<RunId> models =
        runs().models(Optional.empty()).stream().map(ModelVersion::run).collect(Collectors.toSet());
    List<RunSummary> all = runs().runs(Optional.empty(), Integer.MAX_VALUE);
    List<RunId> expired = rule.expired(all, models, now());
    if (dryRun) {
      return new Forgotten(expired, 0, 0, 0);
    }
    List<RunId> forgotten = new ArrayList<>();
    for (int from = 0; from < expired.size(); from += FORGOTTEN_AT_ONCE) {
      int until = Math.min(expired.size(), from + FORGOTTEN_AT_ONCE);
      CompletableFuture<List<RunId>> answer = new CompletableFuture<>();
      tell(new Message.Forgotten(expired.subList(from, until), answer));
      List<RunId> gone = join(answer);
      folder.deleteRuns(gone);
      forgotten.addAll(gone);
    }
    long reasons = forgetReasons(rule.reasonsBefore(now()));
    ArtifactStore.Collected collected =
        artifacts()
            .collect(
                digest -> runs().artifact(digest).isPresent(), now().minus(UNNAMED_ARTIFACTS_KEPT));
    return new Forgotten(forgotten, reasons, collected.artifacts(), collected.bytes());
  }

  /** Deletes what is needed no more, and says how much that was. */
  private long forgetReasons(Instant before) {
    long all = forgettable(before);
    // To count them takes longer than to delete some, so it is done once for many transactions.
    for (long left = all; left > 0; left = forgettable(before)) {
      for (long gone = 0; gone < left; gone += 2L * RunDesk.REASONS_AT_ONCE) {
        CompletableFuture<Boolean> answer = new CompletableFuture<>();
        tell(new Message.ReasonsForgotten(before, answer));
        join(answer);
      }
    }
    return all;
  }

  private long forgettable(Instant before) {
    return runs().triggers().forgettable(before);
  }

  // Triggers.

  @Override
  public void activate(String environment, WorkflowVersion version, Map<String, Value> parameters) {
    Instant now = now();
    Map<String, Value> asIfDueNow = new HashMap<>(parameters);
    asIfDueNow.putAll(RunFact.interval(version.graph(), now.minus(1, ChronoUnit.DAYS), now));
    maker.plan(version, asIfDueNow);
    Activation activation =
        new Activation(
            environment, version.graph().name(), Optional.of(version.hash()), parameters, now);
    activate(
        activation,
        Optional.of(version),
        FirstLook.at(watcher, runs(), activation, version.graph()));
  }

  @Override
  public void deactivate(String environment, String workflow) {
    activate(
        new Activation(environment, workflow, Optional.empty(), Map.of(), now()),
        Optional.empty(),
        Map.of());
  }

  private void activate(
      Activation activation,
      Optional<WorkflowVersion> version,
      Map<TriggerId, EventState.Seen> found) {
    CompletableFuture<Boolean> answer = new CompletableFuture<>();
    tellTriggers(new Message.Activated(activation, version, found, answer));
    join(answer);
  }

  @Override
  public List<HookAnswer> call(HookCall call) {
    CompletableFuture<List<HookAnswer>> answer = new CompletableFuture<>();
    String key = call.key().orElseGet(() -> UUID.randomUUID().toString());
    tellTriggers(new Message.Called(call, key, answer));
    return join(answer);
  }

  @Override
  public void pause(TriggerId trigger, boolean paused) {
    CompletableFuture<Boolean> answer = new CompletableFuture<>();
    tellTriggers(new Message.Paused(trigger, paused, answer));
    if (!join(answer)) {
      throw EngineException.unknown(trigger);
    }
  }

  @Override
  public List<RunId> backfill(BackfillRequest request) {
    CompletableFuture<List<RunId>> answer = new CompletableFuture<>();
    tellTriggers(new Message.Backfilled(request, answer));
    return join(answer);
  }

  private static <T> T join(CompletableFuture<T> answer) {
    try {
      return answer.join();
    } catch (CompletionException e) {
      if (e.getCause() instanceof RuntimeException cause) {
        throw cause;
      }
      throw e;
    }
  }

  /** Completed with the reason once the engine decides nothing more, whether closed or failed. */
  public CompletableFuture<Throwable> ended() {
    return loop.ended().copy();
  }

  @Override
  public List<Delivery> unsent(RunId run) {
    sender.close();
    return runs().outbox().unsent(run);
  }

  @Override
  public void cordon(String node, boolean cordoned) {
    if (!nodes.cordon(node, cordoned)) {
      throw EngineException.unknownNode(node);
    }
  }

  @Override
  public void forgetNode(String node) {
    nodes.forget(node);
  }

  // What it is made of.

  @Override
  public RunStore runs() {
    return folder.runs();
  }

  @Override
  public ArtifactStore artifacts() {
    return folder.artifacts();
  }

  StateFolder folder() {
    return folder;
  }

  /** The worker that a node's attempts run on; this machine's where no other has the name. */
  Worker worker(String node) {
    return nodes.isRemote(node) ? workers.at(node) : worker;
  }

  /** All workers: this machine's, and those of other machines. */
  List<Worker> everyWorker() {
    List<Worker> all = new ArrayList<>(List.of(worker));
    all.addAll(workers.all());
    return all;
  }

  /** Those on other machines, who ask what they are to do. */
  public RemoteWorkers workers() {
    return workers;
  }

  NodeDesk nodes() {
    return nodes;
  }

  /** Tasks may run on other machines than before. */
  void nodesChanged() {
    tell(new Message.NodesChanged());
  }

  StagingCleaner cleaner() {
    return cleaner;
  }

  ApprovalDesk approvals() {
    return approvals;
  }

  Channels channels() {
    return channels;
  }

  ResultFinder finder() {
    return finder;
  }

  Watcher watcher() {
    return watcher;
  }

  RunMaker maker() {
    return maker;
  }

  EngineSettings settings() {
    return settings;
  }

  /** Makes changes durable. */
  void commit(List<Change> changes) {
    long start = System.nanoTime();
    runs().commit(changes);
    listener.committed(changes, Duration.ofNanos(System.nanoTime() - start));
    if (changes.stream().anyMatch(Change.NotificationQueued.class::isInstance)) {
      sender.wake();
    }
  }

  /** Now, to the millisecond that the store keeps. */
  Instant now() {
    return clock.instant().truncatedTo(ChronoUnit.MILLIS);
  }

  /** An engine that doesn't serve reads what triggers there are when it is first asked. */
  private void tellTriggers(Message.OfTrigger message) {
    if (opened.compareAndSet(false, true)) {
      tell(new Message.Opened(false));
    }
    tell(message);
  }

  private void tell(Message message) {
    loop.tell(message);
  }

  /** Ends every task process and gives the state folder back. */
  @Override
  public void close() {
    try {
      alarm.close();
      watcher.close();
      loop.close();
      sender.close();
      workers.close();
      worker.close();
      cleaner.close();
      finder.close();
    } finally {
      folder.close();
    }
  }
}
