package io.trainmaster.worker.remote;

import io.trainmaster.model.Entry;
import io.trainmaster.model.TaskId;
import io.trainmaster.model.TaskSpec;
import io.trainmaster.model.Value;
import io.trainmaster.run.RunId;
import io.trainmaster.worker.AttemptRequest;
import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * All that a worker is to do: what it has and isn't named here, it stops and forgets.
 *
 * @param server the server's process; changes whenever that does
 * @param number grows with each change of the orders of one server
 * @param lease how long the worker may be silent before its attempts are given up
 * @param runs the runs whose processes it is to keep
 * @param attempts the attempts it is to have
 */
public record Orders(
    String server, long number, Duration lease, Set<RunId> runs, List<Attempt> attempts) {

  public Orders {
    runs = Set.copyOf(runs);
    attempts = List.copyOf(attempts);
  }

  /**
   * An attempt that a worker is to have.
   *
   * @param fence no other attempt has it
   * @param heard how many of its {@link Line}s the server has
   * @param logged how many bytes of its log the server has
   * @param stop whether it is to end
   * @param launch how to launch it; left out where the worker has it
   */
  public record Attempt(
      RunId run,
      TaskId task,
      int number,
      long fence,
      int heard,
      long logged,
      boolean stop,
      Optional<Launch> launch) {}

  /**
   * What a worker needs beside an attempt's name: an {@link AttemptRequest} without the folders,
   * which each machine has its own of.
   *
   * @param secrets the secrets that it is given, by their names
   * @param checkpoint whether an attempt before it left a checkpoint to go on from
   */
  public record Launch(
      RunId session,
      String operator,
      Map<String, Value> arguments,
      List<Entry> block,
      TaskSpec.Isolation isolation,
      int cpus,
      long memoryBytes,
      List<AttemptRequest.Device> gpus,
      Optional<Duration> timeout,
      Map<String, String> secrets,
      boolean checkpoint) {

    public Launch {
      arguments = Collections.unmodifiableMap(new LinkedHashMap<>(arguments));
      block = List.copyOf(block);
      gpus = List.copyOf(gpus);
      secrets = Map.copyOf(secrets);
    }

    /** Secrets are for nobody's log. */
    @Override
    public String toString() {
      return "Launch of " + operator;
    }
  }
}
