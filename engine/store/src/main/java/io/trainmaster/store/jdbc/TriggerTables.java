package io.trainmaster.store.jdbc;

import io.trainmaster.json.ModelJson;
import io.trainmaster.run.RunId;
import io.trainmaster.time.Cursor;
import io.trainmaster.time.Occurrence;
import io.trainmaster.time.TriggerId;
import io.trainmaster.track.Change;
import io.trainmaster.track.StoreException;
import io.trainmaster.track.StoreException.Reason;
import io.trainmaster.trigger.Activation;
import io.trainmaster.trigger.OccurrenceRecord;
import io.trainmaster.trigger.TriggerState;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The tables of triggers. */
final class TriggerTables {

  private static final String ACTIVATION =
      "SELECT environment, workflow, version_hash, parameters, at FROM activation ";
  private static final String OCCURRENCE =
      "SELECT trigger_id, nominal, generation, interval_from, run_id, reason, decided_at"
          + " FROM occurrence ";

  private final Session session;

  TriggerTables(Session session) {
    this.session = session;
  }

  // Writing.

  void activate(Change.WorkflowActivated activated) throws SQLException {
    Activation activation = activated.activation();
    if (activated.version().isPresent()) {
      new VersionTable(session).add(activated.version().get());
    }
    session.update(
        "INSERT INTO activation (environment, workflow, version_hash, parameters, at)"
            + " VALUES (?, ?, ?, ?, ?) ON CONFLICT (environment, workflow, at) DO NOTHING",
        activation.environment(),
        activation.workflow(),
        activation.versionHash().orElse(null),
        ModelJson.writeValues(activation.parameters()),
        activation.at());
  }

  void change(TriggerState state) throws SQLException {
    session.update(
        "INSERT INTO trigger_state (id, covered, decided, paused) VALUES (?, ?, ?, ?)"
            + " ON CONFLICT (id) DO UPDATE SET covered = excluded.covered,"
            + " decided = excluded.decided, paused = excluded.paused",
        state.id().value(),
        state.cursor().covered(),
        state.cursor().decided(),
        state.paused() ? 1 : 0);
  }

  void decide(OccurrenceRecord record) throws SQLException {
    Occurrence.Key key = record.occurrence().key();
    @Nullable String run = record.run().map(RunId::value).orElse(null);
    int written =
        session.update(
            "INSERT INTO occurrence (trigger_id, nominal, generation, interval_from, run_id,"
                + " reason, decided_at) VALUES (?, ?, ?, ?, ?, ?, ?)"
                + " ON CONFLICT (trigger_id, nominal, generation) DO NOTHING",
            key.trigger().value(),
            key.nominal(),
            key.generation(),
            record.occurrence().from(),
            run,
            record.reason(),
            record.decidedAt());
    if (written == 0 && !known(key).equals(record.run())) {
      throw new StoreException(
          Reason.FAILED,
          "It has been decided already what becomes of %s at %s: two servers decide at once."
              .formatted(key.trigger(), key.nominal()));
    }
  }

  private Optional<RunId> known(Occurrence.Key key) throws SQLException {
    return session
        .first(
            OCCURRENCE + "WHERE trigger_id = ? AND nominal = ? AND generation = ?",
            TriggerTables::occurrence,
            key.trigger().value(),
            key.nominal(),
            key.generation())
        .flatMap(OccurrenceRecord::run);
  }

  // Reading.

  List<Activation> activations() throws SQLException {
    return session.list(
        ACTIVATION
            + "WHERE sequence IN (SELECT max(sequence) FROM activation"
            + " GROUP BY environment, workflow) ORDER BY workflow, environment",
        TriggerTables::activation);
  }

  List<Activation> history(String workflow) throws SQLException {
    return session.list(
        ACTIVATION + "WHERE workflow = ? ORDER BY sequence DESC",
        TriggerTables::activation,
        workflow);
  }

  List<TriggerState> states() throws SQLException {
    return session.list(
        "SELECT id, covered, decided, paused FROM trigger_state ORDER BY id",
        row ->
            new TriggerState(
                new TriggerId(row.getString("id")),
                new Cursor(Session.instant(row, "covered"), Session.instant(row, "decided")),
                row.getInt("paused") != 0));
  }

  List<OccurrenceRecord> occurrences(TriggerId trigger, int limit) throws SQLException {
    return session.list(
        OCCURRENCE + "WHERE trigger_id = ? ORDER BY nominal DESC, generation DESC LIMIT ?",
        TriggerTables::occurrence,
        trigger.value(),
        limit);
  }

  Optional<OccurrenceRecord> occurrence(RunId run) throws SQLException {
    return session.first(OCCURRENCE + "WHERE run_id = ?", TriggerTables::occurrence, run.value());
  }

  Optional<OccurrenceRecord> occurrence(TriggerId trigger, Instant nominal) throws SQLException {
    return session.first(
        OCCURRENCE + "WHERE trigger_id = ? AND nominal = ? AND generation = 0",
        TriggerTables::occurrence,
        trigger.value(),
        nominal);
  }

  List<OccurrenceRecord> unfinished() throws SQLException {
    return session.list(
        OCCURRENCE
            + "WHERE run_id IN (SELECT id FROM run WHERE "
            + RunReader.UNFINISHED
            + ") ORDER BY nominal",
        TriggerTables::occurrence);
  }

  int lastGeneration(TriggerId trigger) throws SQLException {
    return (int)
        session.number(
            "SELECT coalesce(max(generation), 0) FROM occurrence WHERE trigger_id = ?",
            trigger.value());
  }

  private static Activation activation(ResultSet row) throws SQLException {
    @Nullable String version = row.getString("version_hash");
    return new Activation(
        row.getString("environment"),
        row.getString("workflow"),
        Optional.ofNullable(version),
        ModelJson.readValues(row.getString("parameters")),
        Session.instant(row, "at"));
  }

  private static OccurrenceRecord occurrence(ResultSet row) throws SQLException {
    Instant nominal = Session.instant(row, "nominal");
    TriggerId trigger = new TriggerId(row.getString("trigger_id"));
    @Nullable String run = row.getString("run_id");
    return new OccurrenceRecord(
        new Occurrence(
            new Occurrence.Key(trigger, nominal, row.getInt("generation")),
            Session.instant(row, "interval_from")),
        Optional.ofNullable(run).map(RunId::new),
        row.getString("reason"),
        Session.instant(row, "decided_at"));
  }
}
