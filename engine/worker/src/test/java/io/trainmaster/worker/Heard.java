package io.trainmaster.worker;

import io.trainmaster.track.Metric;
import io.trainmaster.track.Source;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** A listener that remembers, and that a test can wait for. */
final class Heard implements AttemptListener {

  final CompletableFuture<Long> started = new CompletableFuture<>();
  final CompletableFuture<String> progressed = new CompletableFuture<>();
  final CompletableFuture<AttemptResult> ended = new CompletableFuture<>();
  final CompletableFuture<String> decided = new CompletableFuture<>();
  final Map<String, String> environment = new LinkedHashMap<>();
  final List<Double> fractions = new ArrayList<>();
  final List<Metric> metrics = new ArrayList<>();
  final Map<String, String> params = new LinkedHashMap<>();
  final List<Source> sources = new ArrayList<>();
  int ends;

  @Override
  public void started(long pid) {
    started.complete(pid);
  }

  @Override
  public void noted(Map<String, String> said) {
    environment.putAll(said);
  }

  @Override
  public void progress(double fraction, String message) {
    fractions.add(fraction);
    progressed.complete(message);
  }

  @Override
  public void metric(Metric metric) {
    metrics.add(metric);
  }

  @Override
  public void param(String key, String value) {
    params.put(key, value);
    decided.complete(value);
  }

  @Override
  public void source(Source source) {
    sources.add(source);
  }

  @Override
  public void ended(AttemptResult result) {
    ends++;
    ended.complete(result);
  }

  AttemptResult.Succeeded success() {
    AttemptResult result = await(ended);
    if (result instanceof AttemptResult.Succeeded succeeded) {
      return succeeded;
    }
    throw new AssertionError("It failed: " + result);
  }

  io.trainmaster.run.Failure failure() {
    AttemptResult result = await(ended);
    if (result instanceof AttemptResult.Failed failed) {
      return failed.failure();
    }
    throw new AssertionError("It succeeded: " + result);
  }

  static <T> T await(CompletableFuture<T> future) {
    return future.orTimeout(90, TimeUnit.SECONDS).join();
  }
}
