package io.trainmaster.sim;

import io.trainmaster.model.Outcome;
import io.trainmaster.model.TaskId;
import io.trainmaster.model.Value;
import io.trainmaster.run.Failure;
import io.trainmaster.run.RunId;
import io.trainmaster.schedule.Effect;
import io.trainmaster.schedule.Input;
import io.trainmaster.track.ArtifactRecord;
import io.trainmaster.track.AttemptRecord;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The machines that run bodies. A body outlives the server that began it and leaves its outcome
 * behind, where the next server finds it.
 */
final class SimWorker {

  private final World world;
  private final Map<Key, Body> bodies = new LinkedHashMap<>();
  private long highestEpoch;
  private int live;

  SimWorker(World world) {
    this.world = world;
  }

  /** An attempt. */
  record Key(RunId run, TaskId task, int attempt) {}

  /** What a body is doing. */
  enum State {
    PENDING,
    RUNNING,
    ENDED
  }

  /** The body of an attempt. */
  static final class Body {
    final Key key;
    final long fence;
    final String node;
    State state = State.PENDING;
    @Nullable Input outcome;

    Body(Key key, long fence, String node) {
      this.key = key;
      this.fence = fence;
      this.node = node;
    }

    boolean succeeded() {
      return outcome instanceof Input.Succeeded;
    }
  }

  Collection<Body> bodies() {
    return bodies.values();
  }

  @Nullable Body body(Key key) {
    return bodies.get(key);
  }

  /** How many bodies have not ended. */
  int live() {
    return live;
  }

  /**
   * A server looks for what an attempt that was under way has become.
   *
   * @return what it left behind, or that it is gone; null where it goes on and is listened to
   */
  @Nullable Input adopt(SimServer server, Key key, long fence) {
    Body body = bodies.get(key);
    if (body != null && body.fence == fence) {
      if (body.outcome != null) {
        return body.outcome;
      } else if (body.state != State.ENDED && !world.strikes(Fault.BODY_NOT_FOUND, 2)) {
        return null;
      }
    }
    kill(server, key);
    return new Input.Orphaned(key.task(), key.attempt());
  }

  /** A server begins: what earlier ones still want is refused from now on. */
  void serve(SimServer server) {
    highestEpoch = Math.max(highestEpoch, server.epoch());
  }

  /** Where servers have leases, it is for them to see that they lead. */
  private boolean isRefused(SimServer server) {
    return !world.isLeased() && server.epoch() < highestEpoch;
  }

  void launch(SimServer server, Effect.Launch launch) {
    if (isRefused(server) && !world.has(Bug.STALE_LAUNCHES)) {
      return;
    }
    world.oracle().acts(server);
    AttemptRecord attempt = launch.attempt();
    Key key = new Key(launch.run(), attempt.task(), attempt.number());
    Body body = new Body(key, attempt.fence(), attempt.node());
    world.oracle().began(body, bodies.get(key));
    bodies.put(key, body);
    live++;
    long begins = world.below(20);
    if (world.strikes(Fault.BODY_NEVER_BEGINS, 40)) {
      world.time().after(begins + 500, World.Event.BODY, () -> end(body, lost(body), 0));
      return;
    }
    world.time().after(begins, World.Event.BODY, () -> begin(body, launch));
  }

  private void begin(Body body, Effect.Launch launch) {
    if (body.state != State.PENDING) {
      return;
    }
    body.state = State.RUNNING;
    tell(body, new Input.Started(body.key.task(), body.key.attempt(), 1));
    long takes = 10 + world.below(world.below(8) == 0 ? world.longBody() : 400);
    Optional<Long> limit = launch.timeout().map(Duration::toMillis);
    if (limit.isPresent() && limit.get() < takes) {
      long after = Math.max(1, limit.get());
      world.time().after(after, World.Event.BODY, () -> end(body, timeout(body), 0));
    } else if (world.strikes(Fault.BODY_HANGS, 25)) {
      limit.ifPresent(
          after -> world.time().after(after, World.Event.BODY, () -> end(body, timeout(body), 0)));
    } else if (world.strikes(Fault.BODY_DIES, 25)) {
      world.time().after(takes, World.Event.BODY, () -> end(body, lost(body), 100));
    } else {
      Input outcome = outcome(body);
      long late = world.strikes(Fault.END_TOLD_LATE, 15) ? world.below(5_000) : 0;
      world.time().after(takes, World.Event.BODY, () -> end(body, outcome, late));
    }
  }

  private Input outcome(Body body) {
    int luck = world.below(20);
    if (luck == 0) {
      return failed(body, Outcome.ERROR);
    } else if (luck == 1) {
      return failed(body, Outcome.OOM);
    }
    Key key = body.key;
    Value.Artifact artifact =
        new Value.Artifact("File", key.run() + "/" + key.task() + "/" + key.attempt(), Map.of());
    ArtifactRecord record =
        new ArtifactRecord(key.run(), key.task(), key.attempt(), "out", artifact, 1, Instant.EPOCH);
    return new Input.Succeeded(key.task(), key.attempt(), body.fence, artifact, List.of(record), 0);
  }

  private Input timeout(Body body) {
    return failed(body, Outcome.TIMEOUT);
  }

  private Input lost(Body body) {
    return failed(body, Outcome.LOST);
  }

  private Input failed(Body body, Outcome outcome) {
    return new Input.Failed(
        body.key.task(), body.key.attempt(), body.fence, Failure.of(outcome, outcome.word()), 0);
  }

  /** A body has ended: its outcome is left behind, and told, perhaps late, perhaps twice. */
  private void end(Body body, Input outcome, long late) {
    if (body.state == State.ENDED) {
      return;
    }
    body.state = State.ENDED;
    live--;
    body.outcome = outcome;
    world.time().after(late, World.Event.TOLD, () -> tell(body, outcome));
    if (world.strikes(Fault.END_TOLD_TWICE, 15)) {
      long again = late + world.below(3_000);
      world.time().after(again, World.Event.TOLD, () -> tell(body, outcome));
    }
  }

  /** The server that serves now hears of it, whichever began the body. */
  private void tell(Body body, Input outcome) {
    SimServer server = world.server();
    if (server != null) {
      server.tell(body.key.run(), outcome);
    }
  }

  /** Asks a body to end; one that won't is ended by force after a while. */
  void kill(SimServer server, Key key) {
    Body body = bodies.get(key);
    if (body == null || body.state == State.ENDED || isRefused(server)) {
      return;
    }
    long grace = world.strikes(Fault.KILL_IGNORED, 3) ? 3_000 : 5;
    world
        .time()
        .after(grace, World.Event.KILL, () -> end(body, failed(body, Outcome.CANCELLED), 0));
  }

  /** Everything on a machine ends; what had ended before is still found. */
  void machineFails(String node) {
    for (Body body : List.copyOf(bodies.values())) {
      if (body.state != State.ENDED && body.node.equals(node)) {
        body.state = State.ENDED;
        live--;
        world.time().after(300, World.Event.TOLD, () -> tell(body, lost(body)));
      }
    }
  }
}
