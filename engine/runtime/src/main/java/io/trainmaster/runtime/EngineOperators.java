package io.trainmaster.runtime;

import io.trainmaster.model.Outcome;
import io.trainmaster.model.Value;
import io.trainmaster.model.ValueText;
import io.trainmaster.outbox.Notification;
import io.trainmaster.run.Failure;
import io.trainmaster.run.RunId;
import io.trainmaster.schedule.Effect;
import io.trainmaster.schedule.Input;
import io.trainmaster.track.AttemptRecord;
import io.trainmaster.track.Change;
import io.trainmaster.track.ModelVersion;
import io.trainmaster.track.RunSummary;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** The operators that the engine carries out itself, since they touch nothing but its store. */
final class EngineOperators {

  private final Engine engine;
  private final RunId run;
  private final String workflow;
  private final Optional<RunId> reproduced;

  /** For a run; the results of one that it reproduces stand. */
  EngineOperators(Engine engine, RunSummary run) {
    this.engine = engine;
    this.run = run.id();
    this.workflow = run.workflow();
    this.reproduced = run.options().reproduces();
  }

  /** How an attempt ended; empty where that comes later, since people are asked. */
  Optional<Input> run(Effect.Launch launch) {
    AttemptRecord attempt = launch.attempt();
    if (reproduced.isPresent()) {
      return Optional.of(asBefore(attempt, reproduced.get()));
    }
    String operator = launch.operator().operator();
    return switch (operator) {
      case "register" -> Optional.of(succeeded(attempt, register(launch)));
      case "notify" -> Optional.of(tell(launch));
      case "approve" -> {
        engine.approvals().ask(launch);
        yield Optional.empty();
      }
      default ->
          Optional.of(failed(attempt, "The engine has no operator `%s`.".formatted(operator)));
    };
  }

  /** Ends once people are going to be told, whenever their channel takes it. */
  private Input tell(Effect.Launch launch) {
    AttemptRecord attempt = launch.attempt();
    String to = ValueText.of(required(launch, "to"));
    if (!engine.channels().names().contains(to)) {
      return failed(attempt, Outcome.REFUSED, engine.channels().unknown(to));
    }
    String message = ValueText.of(required(launch, "message"));
    Notification told =
        new Notification(
            id(attempt),
            run,
            workflow,
            Notification.Kind.MESSAGE,
            text(launch.arguments(), "severity")
                .map(word -> Notification.Severity.valueOf(word.toUpperCase(Locale.ROOT)))
                .orElse(Notification.Severity.INFO),
            to,
            message,
            message,
            engine.now());
    engine.commit(List.of(new Change.NotificationQueued(told)));
    return told(attempt);
  }

  private String id(AttemptRecord attempt) {
    return "%s/%s/%d".formatted(run, attempt.task(), attempt.number());
  }

  private Input told(AttemptRecord attempt) {
    return succeeded(attempt, new Value.Fields(Map.of("id", Value.text(id(attempt)))));
  }

  /** How an attempt ended that was under way when its engine ended, where that is known here. */
  Optional<Input> takeUp(AttemptRecord attempt) {
    return engine.runs().outbox().find(id(attempt)).map(sent -> told(attempt));
  }

  private static Input succeeded(AttemptRecord attempt, Value output) {
    return new Input.Succeeded(
        attempt.task(), attempt.number(), attempt.fence(), output, List.of(), 0);
  }

  private static Input failed(AttemptRecord attempt, String message) {
    return failed(attempt, Outcome.ERROR, message);
  }

  private static Input failed(AttemptRecord attempt, Outcome outcome, String message) {
    Failure failure = Failure.of(outcome, message);
    return new Input.Failed(attempt.task(), attempt.number(), attempt.fence(), failure, 0);
  }

  private Input asBefore(AttemptRecord attempt, RunId before) {
    return engine.runs().run(before).stream()
        .flatMap(record -> record.tasks().stream())
        .filter(task -> task.id().equals(attempt.task()))
        .flatMap(task -> task.output().stream())
        .findFirst()
        .map(output -> succeeded(attempt, output))
        .orElseGet(
            () -> failed(attempt, "It gave nothing in %s, which is reproduced.".formatted(before)));
  }

  /** Registers once for a task, however often it is asked; see {@link Change.ModelRegistered}. */
  private Value register(Effect.Launch launch) {
    Map<String, Value> arguments = launch.arguments();
    ModelVersion asked =
        new ModelVersion(
            text(arguments, "name").orElseThrow(),
            0,
            (Value.Artifact) required(launch, "model"),
            Optional.ofNullable((Value.Artifact) arguments.get("report")),
            run,
            launch.attempt().task(),
            text(arguments, "alias").stream().toList(),
            tags(arguments),
            engine.now());
    engine.runs().commit(List.of(new Change.ModelRegistered(asked)));
    return engine.runs().model(run, launch.attempt().task()).orElseThrow().value();
  }

  private static Map<String, String> tags(Map<String, Value> arguments) {
    Map<String, String> tags = new LinkedHashMap<>();
    if (arguments.get("tags") instanceof Value.Items items) {
      for (Value item : items.items()) {
        if (item instanceof Value.Text text) {
          String[] parts = text.value().split("=", 2);
          tags.put(parts[0], parts.length == 2 ? parts[1] : "");
        }
      }
    }
    return tags;
  }

  private static Optional<String> text(Map<String, Value> arguments, String name) {
    return arguments.get(name) instanceof Value.Text text
        ? Optional.of(text.value())
        : Optional.empty();
  }

  /** An argument that the operator's signature asks for. */
  static Value required(Effect.Launch launch, String name) {
    Value value = launch.arguments().get(name);
    if (value == null) {
      throw new IllegalStateException(launch.operator().operator() + " was called without " + name);
    }
    return value;
  }
}
