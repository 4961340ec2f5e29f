package io.trainmaster.runtime;

import io.trainmaster.model.Outcome;
import io.trainmaster.model.TaskId;
import io.trainmaster.run.Failure;
import io.trainmaster.run.RunId;
import io.trainmaster.worker.AttemptIdentity;
import io.trainmaster.worker.AttemptListener;
import io.trainmaster.worker.AttemptOutput;
import io.trainmaster.worker.AttemptRequest;
import io.trainmaster.worker.AttemptResult;
import io.trainmaster.worker.Worker;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * A worker whose bodies are lambdas, run at once in the caller's thread or kept until cancelled.
 */
final class ScriptedWorker implements Worker {

  /** What a body does. */
  interface Body {
    AttemptResult run(AttemptRequest request, AttemptListener listener) throws IOException;
  }

  /** The bodies that were begun, as {@code task/attempt}. */
  final List<String> begun = new CopyOnWriteArrayList<>();

  private final Map<String, Body> bodies = new ConcurrentHashMap<>();
  private final Map<String, AttemptListener> hanging = new ConcurrentHashMap<>();

  /** What the operator does. */
  ScriptedWorker on(String operator, Body body) {
    bodies.put(operator, body);
    return this;
  }

  /** A body that writes a file and gives it as its only artifact. */
  static Body writes(String text) {
    return (request, listener) -> {
      Path file = Files.createDirectories(request.directory().resolve("staging")).resolve("out");
      Files.writeString(file, text);
      listener.metric(new io.trainmaster.track.Metric("length", text.length(), 0));
      return new AttemptResult.Succeeded(
          Map.of("out", new AttemptOutput.StagedArtifact("File", file, Map.of())), 1024);
    };
  }

  /** A body that gives nothing. */
  static Body nothing() {
    return (request, listener) -> new AttemptResult.Succeeded(Map.of(), 0);
  }

  /** A body that never ends by itself. */
  Body hangs() {
    return (request, listener) -> {
      hanging.put(request.run() + "/" + request.task() + "/" + request.number(), listener);
      return null;
    };
  }

  @Override
  public void warm(RunId run, int cpus) {}

  @Override
  public void launch(AttemptRequest request, AttemptListener listener) {
    begun.add(request.task() + "/" + request.number());
    listener.started(4711);
    try {
      AttemptResult result = bodies.get(request.operator()).run(request, listener);
      if (result != null) {
        listener.ended(result);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public boolean adopt(AttemptIdentity attempt, AttemptListener listener) {
    return false;
  }

  @Override
  public void cancel(RunId run, TaskId task, int attempt) {
    AttemptListener listener = hanging.remove(run + "/" + task + "/" + attempt);
    if (listener != null) {
      listener.ended(new AttemptResult.Failed(Failure.of(Outcome.CANCELLED, "It was stopped."), 0));
    }
  }

  @Override
  public void release(RunId run) {}

  @Override
  public void close() {
    hanging.clear();
  }
}
