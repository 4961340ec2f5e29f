package io.trainmaster.runtime;

import io.trainmaster.model.Outcome;
import io.trainmaster.model.Value;
import io.trainmaster.model.ValueText;
import io.trainmaster.run.Failure;
import io.trainmaster.run.RunId;
import io.trainmaster.schedule.Effect;
import io.trainmaster.schedule.Input;
import io.trainmaster.track.Approval;
import io.trainmaster.track.AttemptRecord;
import io.trainmaster.track.Change;
import io.trainmaster.track.StoreException;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The tasks that wait for people. Nothing of them runs: what was asked is in the store, where any
 * process may answer, and is looked at every now and then while something is open. For the engine's
 * loop.
 */
final class ApprovalDesk {

  private static final Duration PATIENCE = Duration.ofMillis(500);

  private final Engine engine;
  private final Map<Approval.Key, Waiting> waiting = new LinkedHashMap<>();
  private Instant lookedAt = Instant.EPOCH;

  ApprovalDesk(Engine engine) {
    this.engine = engine;
  }

  private record Waiting(Approval approval, long fence) {}

  /** An attempt asks; it is over when somebody has answered. */
  void ask(Effect.Launch launch) {
    Instant now = engine.now();
    Duration within = ((Value.Span) EngineOperators.required(launch, "within")).value();
    if (launch.timeout().isPresent() && launch.timeout().get().compareTo(within) < 0) {
      within = launch.timeout().get();
    }
    Approval approval =
        new Approval(
            key(launch.run(), launch.attempt()),
            ValueText.of(EngineOperators.required(launch, "message")),
            ValueText.of(EngineOperators.required(launch, "by")),
            now,
            now.plus(within),
            Optional.empty());
    engine.commit(List.of(new Change.ApprovalAsked(approval)));
    waiting.put(approval.key(), new Waiting(approval, launch.attempt().fence()));
  }

  /** Whether an attempt that was under way when its engine ended has asked, and goes on waiting. */
  boolean takeUp(RunId run, AttemptRecord attempt) {
    Optional<Approval> asked = engine.runs().approvals().find(key(run, attempt));
    asked.ifPresent(
        approval -> waiting.put(approval.key(), new Waiting(approval, attempt.fence())));
    return asked.isPresent();
  }

  /** An attempt is to wait no longer; empty where it didn't. */
  Optional<Input> withdraw(Effect.Kill kill) {
    Waiting left = waiting.remove(new Approval.Key(kill.run(), kill.task(), kill.attempt()));
    return Optional.ofNullable(left)
        .map(
            one ->
                new Input.Failed(
                    kill.task(),
                    kill.attempt(),
                    one.fence(),
                    Failure.of(Outcome.CANCELLED, "The run was stopped before anybody answered."),
                    0));
  }

  /** When it is to be looked for answers next. */
  Optional<Instant> nextLook() {
    return waiting.isEmpty() ? Optional.empty() : Optional.of(lookedAt.plus(PATIENCE));
  }

  /** Looks for answers, where it is time to. */
  List<Message.Happened> settle(Instant now) {
    if (waiting.isEmpty() || now.isBefore(lookedAt.plus(PATIENCE)) && !now.isBefore(lookedAt)) {
      return List.of();
    }
    lookedAt = now;
    try {
      List<Message.Happened> answered =
          List.copyOf(waiting.values()).stream().flatMap(one -> look(one, now).stream()).toList();
      answered.forEach(
          happened -> {
            Input.Succeeded end = (Input.Succeeded) happened.input();
            waiting.remove(new Approval.Key(happened.run(), end.task(), end.attempt()));
          });
      return answered;
    } catch (StoreException later) {
      // Whoever answers waits for the store as well.
      return List.of();
    }
  }

  private Optional<Message.Happened> look(Waiting one, Instant now) {
    Approval.Key key = one.approval().key();
    if (!now.isBefore(one.approval().expiresAt())) {
      String comment = "Nobody answered in time.";
      boolean unused =
          engine.runs().approvals().answer(key, new Approval.Answer(false, "", comment, now));
    }
    return engine
        .runs()
        .approvals()
        .find(key)
        .flatMap(Approval::answer)
        .map(answer -> new Message.Happened(key.run(), ended(key, one.fence(), answer)));
  }

  private static Input ended(Approval.Key key, long fence, Approval.Answer answer) {
    Map<String, Value> fields = new LinkedHashMap<>();
    fields.put("granted", new Value.Bool(answer.granted()));
    fields.put("by", Value.text(answer.by()));
    fields.put("at", Value.text(answer.at().toString()));
    fields.put("comment", Value.text(answer.comment()));
    return new Input.Succeeded(
        key.task(), key.attempt(), fence, new Value.Fields(fields), List.of(), 0);
  }

  private static Approval.Key key(RunId run, AttemptRecord attempt) {
    return new Approval.Key(run, attempt.task(), attempt.number());
  }
}
