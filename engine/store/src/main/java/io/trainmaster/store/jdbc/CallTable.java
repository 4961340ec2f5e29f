package io.trainmaster.store.jdbc;

import io.trainmaster.json.ModelJson;
import io.trainmaster.model.TaskId;
import io.trainmaster.model.Value;
import io.trainmaster.run.RunId;
import io.trainmaster.track.CallKey;
import io.trainmaster.track.CallRecords;
import io.trainmaster.track.Change;
import io.trainmaster.track.KeptResult;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What calls tasks made: what their results depend on, when they ran and how long. */
final class CallTable {

  /** The runs that calls of a task made, and what these made in turn. */
  private static final String MADE =
      "WITH RECURSIVE made (id) AS ("
          + "SELECT child.id FROM run child JOIN run ON run.id = child.caller_run"
          + " WHERE run.workflow = ? AND child.caller_task = ?"
          + " UNION SELECT child.id FROM run child JOIN made ON made.id = child.caller_run) ";

  private final Session session;

  CallTable(Session session) {
    this.session = session;
  }

  void write(Change.CallKeyed keyed) throws SQLException {
    session.send(
        "INSERT INTO call (run_id, task_id, attempt, key_digest, key) VALUES (?, ?, ?, ?, ?)"
            + " ON CONFLICT (run_id, task_id, attempt) DO UPDATE SET"
            + " key_digest = excluded.key_digest, key = excluded.key",
        keyed.run().value(),
        keyed.task().value(),
        keyed.attempt(),
        keyed.key().digest(),
        ModelJson.write(keyed.key()));
  }

  /**
   * Of attempts that succeeded those come first that ran, rather than used an earlier result, and
   * of these the ones of the run that was made last.
   */
  List<KeptResult> results(String keyDigest, int limit) throws SQLException {
    List<KeptResult> found =
        session.list(
            "SELECT call.run_id, call.task_id, call.attempt, attempt.log_file, task.output"
                + " FROM call JOIN attempt ON attempt.run_id = call.run_id"
                + " AND attempt.task_id = call.task_id AND attempt.number = call.attempt"
                + " JOIN task ON task.run_id = call.run_id AND task.id = call.task_id"
                + " JOIN run ON run.id = call.run_id"
                + " WHERE call.key_digest = ? AND attempt.phase = 'SUCCEEDED'"
                + " AND task.phase = 'SUCCEEDED' ORDER BY attempt.node = '', run.sequence DESC,"
                + " call.task_id LIMIT ?",
            CallTable::bare,
            keyDigest,
            limit);
    for (int i = 0; i < found.size(); i++) {
      found.set(i, complete(found.get(i)));
    }
    return found;
  }

  private static KeptResult bare(ResultSet row) throws SQLException {
    return new KeptResult(
        new RunId(row.getString("run_id")),
        new TaskId(row.getString("task_id")),
        row.getInt("attempt"),
        row.getString("log_file"),
        ModelJson.read(row.getString("output"), Value.class),
        List.of(),
        List.of(),
        Map.of(),
        List.of());
  }

  private KeptResult complete(KeptResult bare) throws SQLException {
    Object[] attempt = {bare.run().value(), bare.task().value(), bare.attempt()};
    String ofIt = " WHERE run_id = ? AND task_id = ? AND attempt = ? ORDER BY ";
    Map<String, String> params = new LinkedHashMap<>();
    session.list(
        "SELECT key, value FROM param" + ofIt + "key",
        row -> params.put(row.getString("key"), row.getString("value")),
        attempt);
    return new KeptResult(
        bare.run(),
        bare.task(),
        bare.attempt(),
        bare.logFile(),
        bare.output(),
        session.list("SELECT * FROM artifact" + ofIt + "sequence", RunReader::artifact, attempt),
        session.list(
            "SELECT key, value, step FROM metric" + ofIt + "key, step", RunReader::metric, attempt),
        params,
        session.list(
            "SELECT uri, digest, bytes FROM source" + ofIt + "uri", RunReader::source, attempt));
  }

  /** An attempt that used an earlier result was on no node. */
  Optional<CallRecords.Launched> lastLaunch(String workflow, TaskId task, RunId besides)
      throws SQLException {
    return session.first(
        "SELECT attempt.run_id, attempt.launched_at FROM attempt"
            + " JOIN run ON run.id = attempt.run_id"
            + " WHERE run.workflow = ? AND attempt.task_id = ? AND run.id <> ?"
            + " AND attempt.node <> '' ORDER BY attempt.launched_at DESC LIMIT 1",
        row ->
            new CallRecords.Launched(
                new RunId(row.getString("run_id")), Session.instant(row, "launched_at")),
        workflow,
        task.value(),
        besides.value());
  }

  Duration work(String workflow, TaskId task, Instant since, Instant now) throws SQLException {
    long from = since.toEpochMilli();
    long until = now.toEpochMilli();
    String stretch = "SELECT cpus, launched_at, ended_at FROM attempt";
    String late = " AND (ended_at IS NULL OR ended_at > ?)";
    List<Long> millis =
        session.list(
            MADE
                + stretch
                + " WHERE run_id IN (SELECT id FROM made)"
                + late
                + " UNION ALL "
                + stretch
                + " WHERE task_id = ? AND run_id IN (SELECT id FROM run WHERE workflow = ?)"
                + late,
            row -> millis(row, from, until),
            workflow,
            task.value(),
            from,
            task.value(),
            workflow,
            from);
    return Duration.ofMillis(millis.stream().mapToLong(Long::longValue).sum());
  }

  private static long millis(ResultSet row, long from, long until) throws SQLException {
    long ended = row.getLong("ended_at");
    long end = row.wasNull() ? until : Math.min(ended, until);
    long start = Math.max(row.getLong("launched_at"), from);
    return row.getInt("cpus") * Math.max(0, end - start);
  }

  Optional<CallRecords.Keyed> latest(String workflow, TaskId task) throws SQLException {
    return session.first(
        "SELECT call.run_id, call.key FROM call JOIN run ON run.id = call.run_id"
            + " JOIN attempt ON attempt.run_id = call.run_id"
            + " AND attempt.task_id = call.task_id AND attempt.number = call.attempt"
            + " WHERE call.task_id = ? AND run.workflow = ? AND attempt.phase = 'SUCCEEDED'"
            + " ORDER BY run.sequence DESC LIMIT 1",
        row ->
            new CallRecords.Keyed(
                new RunId(row.getString("run_id")),
                ModelJson.read(row.getString("key"), CallKey.class)),
        task.value(),
        workflow);
  }
}
