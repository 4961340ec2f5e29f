package io.trainmaster.store.jdbc;

import io.trainmaster.json.ModelJson;
import io.trainmaster.model.TaskId;
import io.trainmaster.run.RunId;
import io.trainmaster.track.AttemptRecord;
import io.trainmaster.track.Change;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.function.Function;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/**
 * Writes many rows in one statement, for a database that is behind a connection: what a run writes
 * most of are tasks and attempts that have moved, and each statement there costs far more than its
 * row. Every change of a list concerns another row.
 */
final class Blocks {

  /** Rows in one statement; so many that a larger number gains nothing. */
  private static final int ROWS = 2_000;

  private final Session session;
  private final ChangeWriter singly;
  private final List<Change.TaskChanged> tasks = new ArrayList<>();
  private final List<Change.AttemptChanged> attempts = new ArrayList<>();
  private final List<Change> reports = new ArrayList<>();

  Blocks(Session session, ChangeWriter singly) {
    this.session = session;
    this.singly = singly;
  }

  /**
   * Writes changes. Reports and events refer to tasks and attempts, and nothing refers to them, so
   * that they come after those; every other change stands where it stood.
   */
  void write(Collection<Change> changes) throws SQLException {
    for (Change change : changes) {
      if (change instanceof Change.TaskChanged task) {
        tasks.add(task);
      } else if (change instanceof Change.AttemptChanged attempt) {
        attempts.add(attempt);
      } else if (isReport(change)) {
        reports.add(change);
      } else {
        flush();
        singly.write(change);
      }
    }
    flush();
  }

  private static boolean isReport(Change change) {
    return change instanceof Change.EventRecorded
        || change instanceof Change.MetricReported
        || change instanceof Change.ParamReported
        || change instanceof Change.SourceRead
        || change instanceof Change.CallKeyed
        || change instanceof Change.ArtifactPublished;
  }

  private void flush() throws SQLException {
    writeBlocks(tasks, this::writeTasks);
    writeBlocks(attempts, this::writeAttempts);
    for (Change report : reports) {
      singly.write(report);
    }
    reports.clear();
    session.flush();
  }

  private interface Statement<T> {
    int write(List<T> rows) throws SQLException;
  }

  private <T extends Change> void writeBlocks(List<T> rows, Statement<T> statement)
      throws SQLException {
    for (int start = 0; start < rows.size(); start += ROWS) {
      List<T> block = rows.subList(start, Math.min(start + ROWS, rows.size()));
      if (statement.write(block) != block.size()) {
        // One of them is refused. One by one it is found, and said.
        for (T row : block) {
          singly.write(row);
        }
      }
    }
    rows.clear();
  }

  private int writeTasks(List<Change.TaskChanged> rows) throws SQLException {
    return session.update(
        "UPDATE task SET phase = c.phase, message = c.message, output = c.output"
            + " FROM unnest(?::text[], ?::text[], ?::text[], ?::text[], ?::text[])"
            + " AS c (run_id, id, phase, message, output)"
            + " WHERE task.run_id = c.run_id AND task.id = c.id",
        texts(rows, row -> row.run().value()),
        texts(rows, row -> row.task().value()),
        texts(rows, row -> row.phase().name()),
        texts(rows, Change.TaskChanged::message),
        texts(rows, row -> row.output().map(ModelJson::write).orElse(null)));
  }

  private int writeAttempts(List<Change.AttemptChanged> rows) throws SQLException {
    List<AttemptRecord> attempts = rows.stream().map(Change.AttemptChanged::attempt).toList();
    return session.update(
        "INSERT INTO attempt (run_id, task_id, number, fence, phase, failure, node, pid,"
            + " placement, cpus, memory_bytes, log_file, peak_memory_bytes, launched_at,"
            + " started_at, ended_at) SELECT * FROM unnest(?::text[], ?::text[], ?::bigint[],"
            + " ?::bigint[], ?::text[], ?::text[], ?::text[], ?::bigint[], ?::text[],"
            + " ?::bigint[], ?::bigint[], ?::text[], ?::bigint[], ?::bigint[], ?::bigint[],"
            + " ?::bigint[])"
            + ChangeWriter.OVER_AN_OLDER_ATTEMPT,
        texts(rows, row -> row.run().value()),
        texts(attempts, row -> row.task().value()),
        numbers(attempts, AttemptRecord::number),
        numbers(attempts, AttemptRecord::fence),
        texts(attempts, row -> row.phase().name()),
        texts(attempts, row -> row.failure().map(ModelJson::write).orElse(null)),
        texts(attempts, AttemptRecord::node),
        numbers(attempts, AttemptRecord::pid),
        texts(attempts, AttemptRecord::placement),
        numbers(attempts, AttemptRecord::cpus),
        numbers(attempts, AttemptRecord::memoryBytes),
        texts(attempts, AttemptRecord::logFile),
        numbers(attempts, AttemptRecord::peakMemoryBytes),
        numbers(attempts, row -> row.launchedAt().toEpochMilli()),
        optionalNumbers(attempts, row -> Session.millis(row.startedAt())),
        optionalNumbers(attempts, row -> Session.millis(row.endedAt())));
  }

  /** Adds tasks that wait, at positions from the first on; those that are there stay. */
  void insertTasks(RunId run, List<TaskId> added, long firstPosition) throws SQLException {
    session.update(
        "INSERT INTO task (run_id, id, position, phase, message)"
            + " SELECT ?, c.id, c.position + ?, 'WAITING', ''"
            + " FROM unnest(?::text[]) WITH ORDINALITY AS c (id, position)"
            + " ON CONFLICT (run_id, id) DO NOTHING",
        run.value(),
        firstPosition - 1,
        texts(added, TaskId::value));
  }

  private static <T> @Nullable String[] texts(List<T> rows, Function<T, @Nullable String> column) {
    @Nullable String[] texts = new String[rows.size()];
    for (int i = 0; i < texts.length; i++) {
      texts[i] = column.apply(rows.get(i));
    }
    return texts;
  }

  private static <T> @Nullable Long[] numbers(List<T> rows, ToLongFunction<T> column) {
    return optionalNumbers(rows, column::applyAsLong);
  }

  private static <T> @Nullable Long[] optionalNumbers(
      List<T> rows, Function<T, @Nullable Long> column) {
    @Nullable Long[] numbers = new Long[rows.size()];
    for (int i = 0; i < numbers.length; i++) {
      numbers[i] = column.apply(rows.get(i));
    }
    return numbers;
  }
}
