package io.trainmaster.store.jdbc;

import io.trainmaster.json.ModelJson;
import io.trainmaster.model.WorkflowVersion;
import io.trainmaster.run.RunId;
import io.trainmaster.track.ArtifactRecord;
import io.trainmaster.track.AttemptRecord;
import io.trainmaster.track.Caller;
import io.trainmaster.track.Change;
import io.trainmaster.track.RunSummary;
import io.trainmaster.track.StoreException;
import io.trainmaster.track.StoreException.Reason;
import io.trainmaster.track.Submitted;
import java.sql.SQLException;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Writes changes to the tables. Each is written so that writing it again changes nothing, and
 * refuses to change what isn't there.
 */
final class ChangeWriter {

  static final String INTO_ATTEMPT =
      "INSERT INTO attempt (run_id, task_id, number, fence, phase, failure, node, pid, placement,"
          + " cpus, memory_bytes, gpus, log_file, peak_memory_bytes, launched_at, started_at,"
          + " ended_at)";

  static final String OVER_AN_OLDER_ATTEMPT =
      " ON CONFLICT (run_id, task_id, number) DO UPDATE SET fence = excluded.fence,"
          + " phase = excluded.phase, failure = excluded.failure, node = excluded.node,"
          + " pid = excluded.pid, placement = excluded.placement, cpus = excluded.cpus,"
          + " memory_bytes = excluded.memory_bytes, gpus = excluded.gpus, log_file = excluded.log_file,"
          + " peak_memory_bytes = excluded.peak_memory_bytes,"
          + " launched_at = excluded.launched_at, started_at = excluded.started_at,"
          + " ended_at = excluded.ended_at WHERE excluded.fence >= attempt.fence";

  private final Session session;

  ChangeWriter(Session session) {
    this.session = session;
  }

  void write(Collection<Change> changes) throws SQLException {
    new Blocks(session, this).write(changes);
  }

  void write(Change change) throws SQLException {
    if (change instanceof Change.RunCreated created) {
      create(created);
    } else if (change instanceof Change.RunSubmitted submitted) {
      submit(submitted.submitted());
    } else if (change instanceof Change.RunChanged changed) {
      change(changed.run());
    } else if (change instanceof Change.RunRevised revised) {
      revise(revised);
    } else if (change instanceof Change.RunForgotten forgotten) {
      new RunEraser(session).erase(forgotten.run());
    } else if (change instanceof Change.ReasonsForgotten forgotten) {
      new ReasonEraser(session).erase(forgotten.before(), forgotten.limit());
    } else if (change instanceof Change.EnvironmentNoted noted) {
      note(noted);
    } else if (change instanceof Change.TasksAdded added) {
      add(added);
    } else if (change instanceof Change.TaskChanged changed) {
      change(changed);
    } else if (change instanceof Change.AttemptChanged changed) {
      change(changed);
    } else if (change instanceof Change.CallKeyed keyed) {
      new CallTable(session).write(keyed);
    } else if (change instanceof Change.ArtifactPublished published) {
      publish(published.artifact());
    } else if (change instanceof Change.ModelRegistered registered) {
      new ModelTables(session).register(registered.model());
    } else if (change instanceof Change.EventRecorded event) {
      record(event);
    } else if (change instanceof Change.ApprovalAsked asked) {
      new ApprovalTable(session).ask(asked.approval());
    } else if (change instanceof Change.NotificationQueued queued) {
      new OutboxTable(session).add(queued.notification());
    } else if (change instanceof Change.DeliveryChanged changed) {
      new OutboxTable(session).change(changed.delivery());
    } else if (change instanceof Change.WorkflowActivated activated) {
      new TriggerTables(session).activate(activated);
    } else if (change instanceof Change.TriggerChanged changed) {
      new TriggerTables(session).change(changed.state());
    } else if (change instanceof Change.OccurrenceDecided decided) {
      new TriggerTables(session).decide(decided.occurrence());
    } else if (change instanceof Change.EventTriggerChanged changed) {
      new EventTables(session).change(changed.state());
    } else if (change instanceof Change.CauseNoted noted) {
      new EventTables(session).note(noted.cause());
    } else {
      report(change);
    }
  }

  private void report(Change change) throws SQLException {
    if (change instanceof Change.MetricReported metric) {
      report(metric);
    } else if (change instanceof Change.ParamReported param) {
      report(param);
    } else if (change instanceof Change.SourceRead source) {
      report(source);
    } else {
      throw new AssertionError("A change of an unknown kind: " + change);
    }
  }

  private void create(Change.RunCreated created) throws SQLException {
    RunSummary run = created.run();
    WorkflowVersion version = created.version();
    if (isCreated(run)) {
      return;
    }
    new VersionTable(session).add(version);
    session.update(
        "INSERT INTO counter (name, value) VALUES (?, ?)"
            + " ON CONFLICT (name) DO UPDATE SET value = excluded.value"
            + " WHERE excluded.value > counter.value",
        RunReader.counter(run.workflow()),
        run.id().number());
    session.update(
        "INSERT INTO run (id, workflow, version_hash, phase, message, created_at, started_at,"
            + " ended_at, parameters, environment, priority, reuse, reproduces, caller_run,"
            + " caller_task, caller_attempt)"
            + " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        run.id().value(),
        run.workflow(),
        run.versionHash(),
        run.phase(),
        run.message(),
        run.startedAt(),
        run.startedAt(),
        Session.millis(run.endedAt()),
        ModelJson.writeValues(created.parameters()),
        ModelJson.writeTexts(created.environment()),
        run.options().priority(),
        run.options().reuse() ? 1 : 0,
        run.options().reproduces().map(RunId::value).orElse(null),
        run.caller().map(caller -> caller.run().value()).orElse(null),
        run.caller().map(caller -> caller.task().value()).orElse(null),
        run.caller().map(Caller::attempt).orElse(null));
    Rows.of(session).addTasks(run.id(), created.tasks(), 0);
  }

  private void submit(Submitted submitted) throws SQLException {
    int changed =
        session.update(
            "UPDATE run SET submit_key = ?, submit_digest = ? WHERE id = ?",
            submitted.submission().key(),
            submitted.submission().digest(),
            submitted.run().value());
    requireRun(changed, submitted.run());
  }

  private void revise(Change.RunRevised revised) throws SQLException {
    new VersionTable(session).add(revised.version());
    int changed =
        session.update(
            "UPDATE run SET version_hash = ?, parameters = ? WHERE id = ?",
            revised.version().hash(),
            ModelJson.writeValues(revised.parameters()),
            revised.run().value());
    requireRun(changed, revised.run());
    Rows.of(session).addTasks(revised.run(), revised.tasks(), 0);
    long[] position = {0};
    int placed =
        session.updateAll(
            "UPDATE task SET position = ? WHERE run_id = ? AND id = ?",
            revised.tasks(),
            task -> new Object[] {position[0]++, revised.run().value(), task.value()});
    if (placed != revised.tasks().size()) {
      throw new AssertionError(placed + " tasks are there of " + revised.tasks().size());
    }
  }

  private void add(Change.TasksAdded added) throws SQLException {
    long known = session.number("SELECT count(*) FROM task WHERE run_id = ?", added.run().value());
    Rows.of(session).addTasks(added.run(), added.tasks(), known);
  }

  private boolean isCreated(RunSummary run) throws SQLException {
    var existing =
        session.first(
            "SELECT version_hash, created_at FROM run WHERE id = ?",
            row -> row.getString(1) + "@" + row.getLong(2),
            run.id().value());
    existing.ifPresent(
        known -> {
          if (!known.equals(run.versionHash() + "@" + run.startedAt().toEpochMilli())) {
            throw refused("There is another run " + run.id() + " already.");
          }
        });
    return existing.isPresent();
  }

  private void change(RunSummary run) throws SQLException {
    int changed =
        session.update(
            "UPDATE run SET phase = ?, message = ?, started_at = ?, ended_at = ? WHERE id = ?",
            run.phase(),
            run.message(),
            run.startedAt(),
            Session.millis(run.endedAt()),
            run.id().value());
    requireRun(changed, run.id());
  }

  private void note(Change.EnvironmentNoted noted) throws SQLException {
    String known =
        session
            .first(
                "SELECT environment FROM run WHERE id = ?",
                row -> row.getString(1),
                noted.run().value())
            .orElseThrow(() -> unknownRun(noted.run()));
    Map<String, String> environment = new LinkedHashMap<>(ModelJson.readTexts(known));
    environment.putAll(noted.environment());
    session.update(
        "UPDATE run SET environment = ? WHERE id = ?",
        ModelJson.writeTexts(environment),
        noted.run().value());
  }

  private void change(Change.TaskChanged changed) throws SQLException {
    if (session.update(BatchedRows.CHANGE_TASK, BatchedRows.values(changed, new OutputText()))
        == 0) {
      throw refused("There is no task %s in %s.".formatted(changed.task(), changed.run()));
    }
  }

  private void change(Change.AttemptChanged changed) throws SQLException {
    if (session.update(BatchedRows.PUT_ATTEMPT, BatchedRows.values(changed)) == 0) {
      AttemptRecord attempt = changed.attempt();
      throw refused(
          "Attempt %d of %s in %s has a later fence than %d."
              .formatted(attempt.number(), attempt.task(), changed.run(), attempt.fence()));
    }
  }

  private void publish(ArtifactRecord record) throws SQLException {
    session.send(
        "INSERT INTO artifact (run_id, task_id, attempt, output, digest, artifact, bytes, at)"
            + " VALUES (?, ?, ?, ?, ?, ?, ?, ?)"
            + " ON CONFLICT (run_id, task_id, attempt, output) DO UPDATE SET"
            + " digest = excluded.digest, artifact = excluded.artifact,"
            + " bytes = excluded.bytes, at = excluded.at",
        record.run().value(),
        record.task().value(),
        record.attempt(),
        record.output(),
        record.artifact().digest(),
        ModelJson.write(record.artifact()),
        record.bytes(),
        record.at());
  }

  private void report(Change.MetricReported reported) throws SQLException {
    double value = reported.metric().value();
    @Nullable Double column = Double.isNaN(value) ? null : value;
    session.send(
        "INSERT INTO metric (run_id, task_id, key, step, attempt, value, at)"
            + " VALUES (?, ?, ?, ?, ?, ?, ?) ON CONFLICT (run_id, task_id, key, step, attempt)"
            + " DO UPDATE SET value = excluded.value, at = excluded.at",
        reported.run().value(),
        reported.task().value(),
        reported.metric().key(),
        reported.metric().step(),
        reported.attempt(),
        column,
        reported.at());
  }

  private void report(Change.ParamReported reported) throws SQLException {
    session.send(
        "INSERT INTO param (run_id, task_id, key, attempt, value) VALUES (?, ?, ?, ?, ?)"
            + " ON CONFLICT (run_id, task_id, key, attempt) DO UPDATE SET value = excluded.value",
        reported.run().value(),
        reported.task().value(),
        reported.key(),
        reported.attempt(),
        reported.value());
  }

  private void report(Change.SourceRead read) throws SQLException {
    session.send(
        "INSERT INTO source (run_id, task_id, uri, attempt, digest, bytes)"
            + " VALUES (?, ?, ?, ?, ?, ?) ON CONFLICT (run_id, task_id, uri, attempt)"
            + " DO UPDATE SET digest = excluded.digest, bytes = excluded.bytes",
        read.run().value(),
        read.task().value(),
        read.source().uri(),
        read.attempt(),
        read.source().digest(),
        read.source().bytes());
  }

  private void record(Change.EventRecorded event) throws SQLException {
    session.send(
        "INSERT INTO event (run_id, at, type, text) VALUES (?, ?, ?, ?)"
            + " ON CONFLICT DO NOTHING",
        event.run().value(),
        event.at(),
        event.type(),
        event.text());
  }

  private static void requireRun(int changed, RunId run) {
    if (changed == 0) {
      throw unknownRun(run);
    }
  }

  private static StoreException unknownRun(RunId run) {
    return refused("There is no run " + run + ".");
  }

  private static StoreException refused(String message) {
    return new StoreException(Reason.FAILED, message);
  }
}
