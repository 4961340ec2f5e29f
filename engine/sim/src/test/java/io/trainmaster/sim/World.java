package io.trainmaster.sim;

import io.trainmaster.placement.Node;
import io.trainmaster.run.RunId;
import io.trainmaster.schedule.Input;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;

/** A story: the servers, the store, the worker, the people who ask, and what goes wrong. */
final class World {

  static final int CPUS = 4;

  private static final Node NODE = new Node("here", CPUS, 64L << 30, 0);
  private static final Node LARGER = new Node("here", 2 * CPUS, 64L << 30, 0);

  /** How long everything is well before what still goes on is stopped, and then as long again. */
  private static final long CALM_MILLIS = 600_000;

  private final Setup setup;
  private final Set<Bug> bugs;
  private final Random random;
  private final VirtualTime time = new VirtualTime();
  private final Oracle oracle = new Oracle(this);
  private final SimStore store = new SimStore(this);
  private final SimWorker worker = new SimWorker(this);
  private SimServer server;
  private long skew;

  private World(Setup setup, Set<Bug> bugs) {
    this.setup = setup;
    this.bugs = bugs.isEmpty() ? EnumSet.noneOf(Bug.class) : EnumSet.copyOf(bugs);
    this.random = new Random(setup.seed() * 0x9E3779B97F4A7C15L + setup.variation());
    this.server = newServer();
  }

  private SimServer newServer() {
    return new SimServer(this, has(Bug.CPUS_MISCOUNTED) ? LARGER : NODE);
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
    World world = new World(setup, bugs);
    Optional<String> violation = Optional.empty();
    try {
      world.play();
    } catch (Violation e) {
      violation = Optional.of(String.valueOf(e.getMessage()));
    } catch (RuntimeException e) {
      violation = Optional.of("the scheduler fails: " + e);
    }
    return new Result(world.time.steps(), world.time.hash(), violation);
  }

  private void play() {
    Stories stories = new Stories(random, setup.tasks());
    for (int i = 0; i < setup.runs(); i++) {
      var plan = stories.plan();
      time.after(
          below((int) Math.max(1, setup.chaosMillis() / 2)),
          "submit",
          () -> server.tell(new SimServer.Message.Submit(plan)));
    }
    for (int i = 0; i < setup.runs(); i++) {
      time.after(below((int) Math.max(1, setup.chaosMillis())), "command", this::command);
    }
    time.after(0, "begin", server::begin);
    mischief();
    time.after(setup.chaosMillis() + CALM_MILLIS, "stop all", this::stopAll);
    while (time.now() < setup.chaosMillis() + 2 * CALM_MILLIS && time.step()) {
      // What happens is in the queue.
    }
    oracle.end();
  }

  /** Some bodies go on until they are told to stop; nothing else may still be going on. */
  private void stopAll() {
    oracle.calm();
    for (SimStore.StoredRun run : store.runs()) {
      if (!run.summary.phase().isEnd()) {
        server.tell(run.summary.id(), new Input.Cancel(true));
      }
    }
  }

  /** Somebody asks for something. */
  private void command() {
    List<SimStore.StoredRun> runs = new ArrayList<>(store.runs());
    if (runs.isEmpty()) {
      return;
    }
    RunId run = runs.get(below(runs.size())).summary.id();
    if (below(2) == 0) {
      server.tell(run, new Input.Cancel(below(4) == 0));
    } else {
      server.tell(new SimServer.Message.Resume(run));
    }
  }

  /** Every now and then something happens to the server or to the machine. */
  private void mischief() {
    time.after(
        100 + below(4_000),
        "mischief",
        () -> {
          if (isChaos()) {
            if (strikes(Fault.SERVER_CRASHES, 3)) {
              crash(server);
            } else if (strikes(Fault.SERVER_PAUSES, 6)) {
              pause(server);
            } else if (strikes(Fault.MACHINE_FAILS, 10)) {
              worker.machineFails();
            } else if (strikes(Fault.CLOCK_STEPS, 4)) {
              skew += below(20_000) - 10_000;
            }
            mischief();
          } else {
            skew = 0;
          }
        });
  }

  /** A server ends, and another begins a little later. */
  void crash(SimServer gone) {
    gone.crash();
    store.crashed();
    if (gone == server) {
      time.after(50 + below(1_000), "restart", () -> replace(gone));
    }
  }

  private void pause(SimServer paused) {
    paused.pause();
    time.after(500 + below(500), "take over", () -> replace(paused));
    time.after(800 + below(3_000), "go on", paused::goOn);
  }

  private void replace(SimServer before) {
    if (before == server) {
      server = newServer();
      SimServer next = server;
      next.begin();
      if (strikes(Fault.CRASH_IN_RECOVERY, 3)) {
        time.after(below(3), "crash", () -> crash(next));
      }
    }
  }

  // What the parts ask.

  /** The server that serves now. */
  SimServer server() {
    return server;
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

  Oracle oracle() {
    return oracle;
  }

  /** How wrong the server's clock is, in milliseconds. */
  long skew() {
    return skew;
  }

  boolean has(Bug bug) {
    return bugs.contains(bug);
  }

  /** A number from 0, below the bound. */
  int below(int bound) {
    return random.nextInt(bound);
  }

  /** Whether a fault strikes now, once in so many times; never after the chaos is over. */
  boolean strikes(Fault fault, int onceIn) {
    return setup.faults().contains(fault) && isChaos() && below(onceIn) == 0;
  }

  private boolean isChaos() {
    return time.now() < setup.chaosMillis();
  }
}
