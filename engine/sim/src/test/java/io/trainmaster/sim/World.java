package io.trainmaster.sim;

import io.trainmaster.model.WorkflowGraph;
import io.trainmaster.outbox.DeliveryPhase;
import io.trainmaster.placement.Node;
import io.trainmaster.schedule.Input;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A story: the servers, the store, the worker, the people who ask, and what goes wrong. */
final class World {

  /** The places of limits that workflows share. */
  static final Map<String, Integer> LIMITS = Map.of("a", 2, "b", 1);

  /** How long everything is well before what still goes on is stopped, and then as long again. */
  private static final long CALM_MILLIS = 600_000;

  /**
   * How wrong a clock may be. A retry waits by the server's clock, longer where that is set back;
   * so the time for which all is well is longer than this.
   */
  private static final long MOST_SKEW = 480_000;

  private static final long SOON_MILLIS = 10_000;

  /** What was given up is given up by then, since nothing goes wrong any more. */
  private static final long TRY_AGAIN_MILLIS = 200_000;

  private final Setup setup;
  private final EnumSet<Fault> faults;
  private final EnumSet<Bug> bugs;
  private final boolean hasBugs;
  private final Chance random;
  private final Coverage coverage;
  private final VirtualTime time = new VirtualTime();
  private final Oracle oracle = new Oracle(this);
  private final SimStore store = new SimStore(this);
  private final SimWorker worker = new SimWorker(this);
  private final SimChannels channels = new SimChannels(this);
  private final Catalogue catalogue;
  private final Stories stories;
  private int edits;
  private final List<SimServer> servers = new ArrayList<>();
  private @Nullable SimServer server;
  private long skew;
  private int processes;
  private int file;
  private int calls;
  private boolean closed;

  private World(Setup setup, Set<Bug> bugs, Coverage coverage) {
    this.setup = setup;
    this.faults =
        setup.faults().isEmpty() ? EnumSet.noneOf(Fault.class) : EnumSet.copyOf(setup.faults());
    this.bugs = bugs.isEmpty() ? EnumSet.noneOf(Bug.class) : EnumSet.copyOf(bugs);
    this.hasBugs = !bugs.isEmpty();
    this.random = new Chance(setup.seed() * 0x9E3779B97F4A7C15L + setup.variation());
    this.coverage = coverage;
    this.stories = new Stories(random, setup.tasks());
    this.catalogue = new Catalogue(random, stories, setup.schedules(), setup.events());
    this.closed = setup.schedules() + setup.events() == 0;
  }

  /** What happens, as far as two stories are to be told apart. */
  enum Event {
    BEGIN,
    ASK,
    CLOSE,
    STOP,
    MISCHIEF,
    RESTART,
    TAKE_OVER,
    GO_ON,
    CRASH,
    WAKE,
    ANSWER,
    COMMIT,
    LEASE,
    ALARM,
    LOOK,
    BODY,
    LOOKED,
    TOLD,
    KILL,
    SEND,
    POST,
    TRY_AGAIN
  }

  /**
   * What a story came to.
   *
   * @param steps how much happened
   * @param hash the same for the same story
   * @param violation what happened that never may
   */
  record Result(long steps, long hash, Optional<String> violation) {}

  /** Tells a story to its end. */
  static Result play(Setup setup, Set<Bug> bugs) {
    return play(setup, bugs, new Coverage());
  }

  /** Tells a story to its end, and notes which transitions it took. */
  static Result play(Setup setup, Set<Bug> bugs, Coverage coverage) {
    World world = new World(setup, bugs, coverage);
    Optional<String> violation = Optional.empty();
    try {
      world.play();
    } catch (Violation e) {
      violation = Optional.of(String.valueOf(e.getMessage()));
    } catch (RuntimeException e) {
      violation = Optional.of("the scheduler fails: " + e);
      if (Boolean.getBoolean("trainmaster.traces")) {
        e.printStackTrace();
      }
    }
    return new Result(world.time.steps(), world.time.hash(), violation);
  }

  private void play() {
    People people = new People(this, stories);
    people.ask(setup.runs(), setup.chaosMillis());
    time.after(0, Event.BEGIN, this::begin);
    mischief();
    long calm = setup.chaosMillis() + CALM_MILLIS;
    if (!closed) {
      time.after(calm, Event.CLOSE, this::close);
      calm += CALM_MILLIS / 2;
    }
    time.after(calm, Event.STOP, this::stopAll);
    time.after(setup.chaosMillis() + TRY_AGAIN_MILLIS, Event.TRY_AGAIN, this::tryAgain);
    long end = calm + CALM_MILLIS;
    while (time.now() < end && !isOver() && time.step()) {
      // What happens is in the queue.
    }
    oracle.end();
  }

  private void begin() {
    for (int i = 0; i < setup.servers(); i++) {
      newServer();
    }
  }

  /** Whether all is told: nothing is left that could still happen. */
  private boolean isOver() {
    return closed
        && time.now() > setup.chaosMillis() + SOON_MILLIS
        && store.unfinished() == 0
        && store.outbox().all().stream().allMatch(one -> one.phase() == DeliveryPhase.DELIVERED)
        && worker.live() == 0;
  }

  /**
   * Everything has been well for long: what is due has been decided, and nothing is due any more.
   */
  private void close() {
    oracle.triggers().healed(now());
    closed = true;
    SimServer leader = server;
    if (leader != null) {
      for (Catalogue.Scheduled workflow : catalogue.workflows()) {
        leader.tell(new Message.Activate(workflow, -1));
      }
      for (Catalogue.Scheduled workflow : catalogue.eventful()) {
        leader.tell(new Message.Activate(workflow, -1));
      }
    }
  }

  /** Somebody sees to it that what was given up is sent after all. */
  private void tryAgain() {
    store.outbox().tryAgain(now());
    SimServer leader = server;
    if (leader != null) {
      leader.wakeSender();
    }
  }

  /** Some bodies go on until they are told to stop; nothing else may still be going on. */
  private void stopAll() {
    SimServer leader = server;
    if (store.unfinished() > 0) {
      oracle.calm();
      for (SimStore.StoredRun run : store.runs()) {
        if (!run.summary.phase().isEnd() && leader != null) {
          leader.tell(run.summary.id(), new Input.Cancel(true));
        }
      }
    }
  }

  /** Every now and then something happens to a server or to the machine. */
  private void mischief() {
    time.after(
        100 + below((int) Math.max(1, setup.chaosMillis() / 15)),
        Event.MISCHIEF,
        () -> {
          if (isChaos()) {
            strike();
            mischief();
          } else {
            skew = 0;
          }
        });
  }

  private void strike() {
    SimServer victim = servers.isEmpty() ? null : servers.get(below(servers.size()));
    if (victim != null && strikes(Fault.SERVER_CRASHES, 3)) {
      crash(victim);
    } else if (victim != null && strikes(Fault.SERVER_PAUSES, 6)) {
      pause(victim);
    } else if (victim != null && strikes(Fault.SERVER_STOPS, 6)) {
      victim.stop();
    } else if (strikes(Fault.MACHINE_FAILS, 10)) {
      List<Node> nodes = nodes();
      worker.machineFails(nodes.get(below(nodes.size())).name());
    } else if (strikes(Fault.CLOCK_STEPS, 4)) {
      setClock();
    }
  }

  private void setClock() {
    int most = (int) Math.max(2, setup.chaosMillis() * (below(3) == 0 ? 6 : 1) / 3);
    skew = Math.max(-MOST_SKEW, Math.min(MOST_SKEW, skew + below(most) - most / 2));
  }

  // Servers.

  private void newServer() {
    SimServer next = new SimServer(this, !isLeased());
    servers.add(next);
    if (isLeased()) {
      next.standBy();
    } else {
      next.takeOver();
    }
  }

  /** A server leads from now on; one that was held up so long that another leads by now doesn't. */
  void leads(SimServer leader) {
    if (server == null || server.epoch() < leader.epoch()) {
      server = leader;
    }
    worker.serve(leader);
    if (strikes(Fault.CRASH_IN_RECOVERY, 3)) {
      time.after(below(3), Event.CRASH, () -> crash(leader));
    }
  }

  /** A server ends, and another begins a little later. */
  void crash(SimServer ended) {
    if (ended.isGone()) {
      return;
    }
    ended.crash();
    store.crashed();
    if (!isLeased() && ended != server) {
      return;
    }
    if (ended == server) {
      server = null;
    }
    servers.remove(ended);
    long most = strikes(Fault.SERVER_AWAY, 3) ? setup.chaosMillis() / 4 : 1_000;
    time.after(50 + below((int) Math.max(1, most)), Event.RESTART, this::newServer);
  }

  /** A server stands still for a while. */
  void pause(SimServer paused) {
    if (paused.isPaused()) {
      return;
    }
    paused.pause();
    if (strikes(Fault.CLOCK_STEPS, 2)) {
      setClock();
    }
    if (isLeased()) {
      int most = (int) (3 * ttl().toMillis());
      time.after(500 + below(most), Event.GO_ON, paused::goOn);
    } else {
      time.after(500 + below(500), Event.TAKE_OVER, () -> replace(paused));
      time.after(800 + below(3_000), Event.GO_ON, paused::goOn);
    }
  }

  private void replace(SimServer before) {
    if (before == server) {
      servers.remove(before);
      newServer();
    }
  }

  // What happens that workflows run on.

  /** Somebody writes the file: what is in it was never in it before. */
  void write() {
    file++;
  }

  /** What is in the file that workflows run on. */
  int file(String name) {
    if (!name.equals(Catalogue.FILE)) {
      throw new IllegalArgumentException(name);
    }
    return file;
  }

  boolean wasFile(int content) {
    return content >= 0 && content <= file;
  }

  /** A workflow as somebody has edited it. */
  WorkflowGraph edited(WorkflowGraph workflow) {
    return stories.edited(workflow, ++edits);
  }

  /** The workflow that tasks call by a version. */
  WorkflowGraph callee(String version) {
    return stories.callee(version);
  }

  /** The key of a call that was never made before. */
  String nextCall() {
    return "call " + ++calls;
  }

  boolean isCalled(String key) {
    return Integer.parseInt(key.substring(key.indexOf(' ') + 1)) <= calls;
  }

  // What the parts ask.

  /** The server that leads now, as far as anybody knows; null where there is none. */
  @Nullable SimServer server() {
    return server;
  }

  /** Whether several servers are there, of which one has a lease. */
  boolean isLeased() {
    return setup.servers() > 1;
  }

  /** How long a lease runs. */
  Duration ttl() {
    return Duration.ofMillis(Math.max(6_000, setup.chaosMillis() / 40));
  }

  int nextProcess() {
    return ++processes;
  }

  /** Where tasks run, as the servers know it. */
  List<Node> nodes() {
    return has(Bug.CPUS_MISCOUNTED)
        ? RoomOracle.larger(setup.nodes())
        : RoomOracle.nodes(setup.nodes());
  }

  /** The places of limits that workflows share. */
  Map<String, Integer> limits() {
    return has(Bug.PLACES_MISCOUNTED) ? Map.of("a", 3, "b", 2) : LIMITS;
  }

  int limit() {
    return setup.limit();
  }

  VirtualTime time() {
    return time;
  }

  SimStore store() {
    return store;
  }

  SimWorker worker() {
    return worker;
  }

  SimChannels channels() {
    return channels;
  }

  Oracle oracle() {
    return oracle;
  }

  Catalogue catalogue() {
    return catalogue;
  }

  Coverage coverage() {
    return coverage;
  }

  /** What a clock that is right shows. */
  Instant now() {
    return catalogue.beginning().plusMillis(time.now());
  }

  /** How wrong the servers' clocks are, in milliseconds. */
  long skew() {
    return skew;
  }

  /** Whether the servers' clocks are set while the story goes on. */
  boolean clocksAreSet() {
    return faults.contains(Fault.CLOCK_STEPS);
  }

  /** How long a body may take that takes long. */
  int longBody() {
    return setup.schedules() + setup.events() > 0 ? 60_000 : 8_000;
  }

  /** Nothing that comes later than this from now matters. */
  long longestWait() {
    return setup.chaosMillis() + 3 * CALM_MILLIS;
  }

  boolean has(Bug bug) {
    return hasBugs && bugs.contains(bug);
  }

  /** A number from 0, below the bound. */
  int below(int bound) {
    return random.below(bound);
  }

  /** Whether a fault strikes now, once in so many times; never after the chaos is over. */
  boolean strikes(Fault fault, int onceIn) {
    return faults.contains(fault) && isChaos() && below(onceIn) == 0;
  }

  private boolean isChaos() {
    return time.now() < setup.chaosMillis();
  }
}
