package io.trainmaster.dsl.test;

import io.trainmaster.model.EvaluationException;
import io.trainmaster.model.Value;
import io.trainmaster.model.ValueText;
import io.trainmaster.placement.GpuShare;
import io.trainmaster.run.TaskPhase;
import io.trainmaster.schedule.TaskView;
import io.trainmaster.track.AttemptRecord;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/** Answers what an assertion asks of a run, such as {@code skipped("register")}. */
final class Questions {

  private final RunStory story;
  private final Supplier<Value> result;

  /**
   * @param result what the run gives; {@link Value#ABSENT} where that is nothing
   */
  Questions(RunStory story, Supplier<Value> result) {
    this.story = story;
    this.result = result;
  }

  /** The answer; empty for a call that asks nothing. */
  Optional<Value> answer(Value.Call call) {
    String first = name(call, 0);
    return Optional.ofNullable(
        switch (call.name()) {
          case "run" -> run();
          case "skipped" -> any(first, RunStory::isSkipped);
          case "ran" -> any(first, RunStory::hasRun);
          case "failed" -> any(first, task -> task.phase() == TaskPhase.FAILED);
          case "before" -> new Value.Bool(before(first, name(call, 1)));
          case "attempts" -> new Value.Int(story.attempts(first).size());
          case "started" -> since(first, true);
          case "ended" -> since(first, false);
          case "resources" -> Value.text(described(last(first)));
          case "resources.cpu" -> new Value.Int(record(first).cpus());
          case "resources.memory" -> new Value.Bytes(record(first).memoryBytes());
          case "resources.gpu" -> new Value.Int(gpus(last(first)));
          case "resources.alternative" -> new Value.Int(alternative(last(first)));
          default -> null;
        });
  }

  private static String name(Value.Call call, int index) {
    return call.positional().size() > index
            && call.positional().get(index) instanceof Value.Text text
        ? text.value()
        : "";
  }

  private Value run() {
    Map<String, Value> fields = new LinkedHashMap<>();
    fields.put("state", Value.text(story.state()));
    fields.put("message", Value.text(story.run().message()));
    fields.put("duration", new Value.Span(story.duration()));
    fields.put("result", result.get());
    return new Value.Fields(fields);
  }

  private Value any(String name, java.util.function.Predicate<TaskView> holds) {
    return new Value.Bool(tasks(name).stream().anyMatch(holds));
  }

  private List<TaskView> tasks(String name) {
    List<TaskView> found = story.tasks(name);
    if (found.isEmpty()) {
      throw new EvaluationException("This run has no task `" + name + "`.");
    }
    return found;
  }

  /** Whether all that goes by the one name had ended when the first by the other began. */
  private boolean before(String first, String second) {
    int end = attempts(first).stream().mapToInt(RunStory.Attempt::ended).max().orElse(0);
    int begin = attempts(second).stream().mapToInt(RunStory.Attempt::began).min().orElse(0);
    return end < begin;
  }

  private List<RunStory.Attempt> attempts(String name) {
    tasks(name);
    List<RunStory.Attempt> found = story.attempts(name);
    if (found.isEmpty()) {
      throw new EvaluationException("The task `" + name + "` was not run.");
    }
    return found;
  }

  private RunStory.Attempt last(String name) {
    List<RunStory.Attempt> found = attempts(name);
    return found.get(found.size() - 1);
  }

  private AttemptRecord record(String name) {
    return last(name).launch().attempt();
  }

  private Value since(String name, boolean start) {
    RunStory.Attempt attempt = start ? attempts(name).get(0) : last(name);
    return new Value.Span(
        Duration.between(
            story.run().startedAt(),
            start ? attempt.launch().attempt().launchedAt() : attempt.endedAt()));
  }

  /** A record's placement begins with the number of the request that was met. */
  private static int alternative(RunStory.Attempt attempt) {
    String digits = attempt.launch().attempt().placement().replaceAll("^\\D*(\\d{1,6}).*$", "$1");
    return digits.matches("\\d{1,6}") ? Integer.parseInt(digits) : 1;
  }

  private static int gpus(RunStory.Attempt attempt) {
    return attempt.launch().attempt().gpus().size();
  }

  private static String described(RunStory.Attempt attempt) {
    List<String> parts = new ArrayList<>();
    if (gpus(attempt) > 0) {
      parts.add("gpu " + GpuShare.amount(attempt.launch().attempt().gpus()));
    }
    parts.add("cpu " + attempt.launch().attempt().cpus());
    parts.add("memory " + ValueText.bytes(attempt.launch().attempt().memoryBytes()));
    parts.add("alternative " + alternative(attempt));
    return String.join(", ", parts);
  }
}
