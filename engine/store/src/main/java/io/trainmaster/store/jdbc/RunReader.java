package io.trainmaster.store.jdbc;

import io.trainmaster.json.ModelJson;
import io.trainmaster.model.TaskId;
import io.trainmaster.model.Value;
import io.trainmaster.placement.GpuShare;
import io.trainmaster.run.AttemptPhase;
import io.trainmaster.run.Failure;
import io.trainmaster.run.RunId;
import io.trainmaster.run.RunPhase;
import io.trainmaster.run.TaskPhase;
import io.trainmaster.track.ArtifactRecord;
import io.trainmaster.track.AttemptRecord;
import io.trainmaster.track.Caller;
import io.trainmaster.track.Metric;
import io.trainmaster.track.RunOptions;
import io.trainmaster.track.RunRecord;
import io.trainmaster.track.RunStore;
import io.trainmaster.track.RunSummary;
import io.trainmaster.track.Source;
import io.trainmaster.track.Submission;
import io.trainmaster.track.Submitted;
import io.trainmaster.track.TaskRecord;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiPredicate;
import org.jspecify.annotations.Nullable;

/**
 * Reads what is recorded of runs. Where several attempts of a task reported the same thing, the
 * latest attempt's is given.
 */
final class RunReader {

  private static final String SUMMARY =
      "SELECT id, workflow, version_hash, phase, message, started_at, ended_at,"
          + " priority, reuse, reproduces, caller_run, caller_task, caller_attempt FROM run ";

  /** That a run waits or is under way; as the index on it says. */
  static final String UNFINISHED = "phase IN ('QUEUED', 'RUNNING', 'CANCELLING')";

  private final Session session;
  private final Map<String, String> texts = new HashMap<>();
  private @Nullable String lastJson;
  private @Nullable Value lastOutput;

  RunReader(Session session) {
    this.session = session;
  }

  Optional<RunRecord> run(RunId id) throws SQLException {
    Optional<RunSummary> summary =
        session.first(SUMMARY + "WHERE id = ?", RunReader::summary, id.value());
    return summary.isPresent() ? Optional.of(run(summary.get())) : Optional.empty();
  }

  List<RunSummary> runs(Optional<String> workflow, int limit) throws SQLException {
    return workflow.isPresent()
        ? session.list(
            SUMMARY + "WHERE workflow = ? ORDER BY sequence DESC LIMIT ?",
            RunReader::summary,
            workflow.get(),
            limit)
        : session.list(SUMMARY + "ORDER BY sequence DESC LIMIT ?", RunReader::summary, limit);
  }

  Optional<RunSummary> madeBy(Caller caller) throws SQLException {
    return session.first(
        SUMMARY + "WHERE caller_run = ? AND caller_task = ? AND caller_attempt = ?",
        RunReader::summary,
        caller.run().value(),
        caller.task().value(),
        caller.attempt());
  }

  List<RunSummary> madeBy(RunId caller) throws SQLException {
    return session.list(
        SUMMARY + "WHERE caller_run = ? ORDER BY sequence", RunReader::summary, caller.value());
  }

  Optional<Submitted> submitted(String key) throws SQLException {
    return session.first(
        "SELECT id, submit_key, submit_digest FROM run WHERE submit_key = ?",
        row ->
            new Submitted(
                new RunId(row.getString("id")),
                new Submission(row.getString("submit_key"), row.getString("submit_digest"))),
        key);
  }

  List<RunSummary> unfinished() throws SQLException {
    return session.list(SUMMARY + "WHERE " + UNFINISHED + " ORDER BY sequence", RunReader::summary);
  }

  Optional<RunSummary> lastEnded(String workflow) throws SQLException {
    return session.first(
        SUMMARY
            + "WHERE workflow = ? AND NOT "
            + UNFINISHED
            + " ORDER BY ended_at DESC, sequence DESC LIMIT 1",
        RunReader::summary,
        workflow);
  }

  /** The counter of a workflow's runs. */
  static String counter(String workflow) {
    return "run of " + workflow;
  }

  int lastRunNumber(String workflow) throws SQLException {
    return session
        .first("SELECT value FROM counter WHERE name = ?", row -> row.getInt(1), counter(workflow))
        .orElse(0);
  }

  List<RunStore.Event> events(RunId run) throws SQLException {
    return session.list(
        "SELECT sequence, at, type, text FROM event WHERE run_id = ? ORDER BY sequence",
        row ->
            new RunStore.Event(
                row.getLong("sequence"),
                Session.instant(row, "at"),
                row.getString("type"),
                row.getString("text")),
        run.value());
  }

  /** The artifact whose digest begins so, as it was published first. */
  Optional<ArtifactRecord> artifact(String digestPrefix) throws SQLException {
    return session.first(
        "SELECT * FROM artifact WHERE digest >= ? AND digest < ? || 'g' ORDER BY sequence",
        RunReader::artifact,
        digestPrefix,
        digestPrefix);
  }

  private RunRecord run(RunSummary summary) throws SQLException {
    String id = summary.id().value();
    Map<String, Value> parameters = new LinkedHashMap<>();
    Map<String, String> environment = new LinkedHashMap<>();
    session.first(
        "SELECT parameters, environment FROM run WHERE id = ?",
        row -> {
          parameters.putAll(ModelJson.readValues(row.getString("parameters")));
          environment.putAll(ModelJson.readTexts(row.getString("environment")));
          return summary;
        },
        id);
    return new RunRecord(
        summary,
        parameters,
        environment,
        tasks(id),
        session.list(
            "SELECT * FROM artifact WHERE run_id = ? ORDER BY sequence", RunReader::artifact, id),
        metrics(id),
        params(id),
        sources(id));
  }

  private List<TaskRecord> tasks(String run) throws SQLException {
    Map<TaskId, List<AttemptRecord>> attempts = new LinkedHashMap<>();
    session.list(
        "SELECT * FROM attempt WHERE run_id = ? ORDER BY task_id, number",
        row -> add(attempts, row, attempt(row)),
        run);
    return session.list(
        "SELECT id, phase, message, output FROM task WHERE run_id = ? ORDER BY position",
        row -> {
          TaskId task = new TaskId(row.getString("id"));
          @Nullable String output = row.getString("output");
          return new TaskRecord(
              task,
              TaskPhase.valueOf(row.getString("phase")),
              row.getString("message"),
              Optional.ofNullable(output).map(this::output),
              attempts.getOrDefault(task, List.of()));
        },
        run);
  }

  /** Many tasks in a row give the same, which is read once. */
  private Value output(String json) {
    if (lastOutput == null || !json.equals(lastJson)) {
      lastOutput = ModelJson.read(json, Value.class);
      lastJson = json;
    }
    return lastOutput;
  }

  /** One object for a text that stands in many rows. */
  private String shared(String text) {
    String known = texts.putIfAbsent(text, text);
    return known == null ? text : known;
  }

  private Map<TaskId, List<Metric>> metrics(String run) throws SQLException {
    Map<TaskId, List<Metric>> metrics = new LinkedHashMap<>();
    session.list(
        "SELECT task_id, key, value, step FROM metric WHERE run_id = ?"
            + " ORDER BY task_id, key, step, attempt",
        row -> addLatest(metrics, row, metric(row), RunReader::isSameStep),
        run);
    return metrics;
  }

  private Map<TaskId, Map<String, String>> params(String run) throws SQLException {
    Map<TaskId, Map<String, String>> params = new LinkedHashMap<>();
    session.list(
        "SELECT task_id, key, value FROM param WHERE run_id = ? ORDER BY task_id, key, attempt",
        row ->
            params
                .computeIfAbsent(taskOf(row), task -> new LinkedHashMap<>())
                .put(row.getString("key"), row.getString("value")),
        run);
    return params;
  }

  private Map<TaskId, List<Source>> sources(String run) throws SQLException {
    Map<TaskId, List<Source>> sources = new LinkedHashMap<>();
    session.list(
        "SELECT task_id, uri, digest, bytes FROM source WHERE run_id = ?"
            + " ORDER BY task_id, uri, attempt",
        row -> addLatest(sources, row, source(row), (a, b) -> a.uri().equals(b.uri())),
        run);
    return sources;
  }

  private static boolean isSameStep(Metric a, Metric b) {
    return a.step() == b.step() && a.key().equals(b.key());
  }

  /** Rows come by attempt: of several that say the same thing the last one counts. */
  private static <T> boolean addLatest(
      Map<TaskId, List<T>> byTask, ResultSet row, T item, BiPredicate<T, T> isSame)
      throws SQLException {
    List<T> items = byTask.computeIfAbsent(taskOf(row), task -> new ArrayList<>());
    int last = items.size() - 1;
    if (last >= 0 && isSame.test(items.get(last), item)) {
      items.set(last, item);
      return true;
    }
    return items.add(item);
  }

  private static <T> boolean add(Map<TaskId, List<T>> byTask, ResultSet row, T item)
      throws SQLException {
    return byTask.computeIfAbsent(taskOf(row), task -> new ArrayList<>(1)).add(item);
  }

  private static TaskId taskOf(ResultSet row) throws SQLException {
    return new TaskId(row.getString("task_id"));
  }

  private static RunSummary summary(ResultSet row) throws SQLException {
    return new RunSummary(
        new RunId(row.getString("id")),
        row.getString("workflow"),
        row.getString("version_hash"),
        RunPhase.valueOf(row.getString("phase")),
        row.getString("message"),
        Session.instant(row, "started_at"),
        Session.optionalInstant(row, "ended_at"),
        new RunOptions(
            row.getInt("priority"),
            row.getLong("reuse") != 0,
            Optional.ofNullable(row.getString("reproduces")).map(RunId::new)),
        caller(row));
  }

  private static Optional<Caller> caller(ResultSet row) throws SQLException {
    @Nullable String run = row.getString("caller_run");
    return run == null
        ? Optional.empty()
        : Optional.of(
            new Caller(
                new RunId(run),
                new TaskId(row.getString("caller_task")),
                row.getInt("caller_attempt")));
  }

  private AttemptRecord attempt(ResultSet row) throws SQLException {
    @Nullable String failure = row.getString("failure");
    return new AttemptRecord(
        taskOf(row),
        row.getInt("number"),
        row.getLong("fence"),
        AttemptPhase.valueOf(row.getString("phase")),
        Optional.ofNullable(failure).map(json -> ModelJson.read(json, Failure.class)),
        shared(row.getString("node")),
        row.getLong("pid"),
        shared(row.getString("placement")),
        row.getInt("cpus"),
        row.getLong("memory_bytes"),
        GpuShare.parse(row.getString("gpus")),
        row.getString("log_file"),
        row.getLong("peak_memory_bytes"),
        Session.instant(row, "launched_at"),
        Session.optionalInstant(row, "started_at"),
        Session.optionalInstant(row, "ended_at"));
  }

  static ArtifactRecord artifact(ResultSet row) throws SQLException {
    return new ArtifactRecord(
        new RunId(row.getString("run_id")),
        taskOf(row),
        row.getInt("attempt"),
        row.getString("output"),
        ModelJson.read(row.getString("artifact"), Value.Artifact.class),
        row.getLong("bytes"),
        Session.instant(row, "at"));
  }

  static Source source(ResultSet row) throws SQLException {
    return new Source(row.getString("uri"), row.getString("digest"), row.getLong("bytes"));
  }

  static Metric metric(ResultSet row) throws SQLException {
    double column = row.getDouble("value");
    double value = row.wasNull() ? Double.NaN : column;
    return new Metric(row.getString("key"), value, row.getLong("step"));
  }
}
