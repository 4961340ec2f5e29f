package io.trainmaster.store.jdbc;

import io.trainmaster.json.ModelJson;
import io.trainmaster.model.TaskId;
import io.trainmaster.placement.GpuShare;
import io.trainmaster.run.RunId;
import io.trainmaster.track.AttemptRecord;
import io.trainmaster.track.Change;
import java.sql.SQLException;
import java.util.List;
import java.util.function.Function;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/** Rows for a database behind a connection: one statement for all, with an array a column. */
final class ArrayRows implements Rows {

  private final Session session;

  ArrayRows(Session session) {
    this.session = session;
  }

  @Override
  public int changeTasks(List<Change.TaskChanged> rows) throws SQLException {
    OutputText outputs = new OutputText();
    return session.update(
        "UPDATE task SET phase = c.phase, message = c.message, output = c.output"
            + " FROM unnest(?::text[], ?::text[], ?::text[], ?::text[], ?::text[])"
            + " AS c (run_id, id, phase, message, output)"
            + " WHERE task.run_id = c.run_id AND task.id = c.id",
        texts(rows, row -> row.run().value()),
        texts(rows, row -> row.task().value()),
        texts(rows, row -> row.phase().name()),
        texts(rows, Change.TaskChanged::message),
        texts(rows, row -> outputs.of(row.output())));
  }

  @Override
  public int putAttempts(List<Change.AttemptChanged> rows) throws SQLException {
    List<AttemptRecord> attempts = attempts(rows);
    return session.update(
        ChangeWriter.INTO_ATTEMPT
            + " SELECT * FROM unnest(?::text[], ?::text[], ?::bigint[],"
            + " ?::bigint[], ?::text[], ?::text[], ?::text[], ?::bigint[], ?::text[],"
            + " ?::bigint[], ?::bigint[], ?::text[], ?::text[], ?::bigint[], ?::bigint[],"
            + " ?::bigint[], ?::bigint[])"
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
        texts(attempts, row -> GpuShare.text(row.gpus())),
        texts(attempts, AttemptRecord::logFile),
        numbers(attempts, AttemptRecord::peakMemoryBytes),
        numbers(attempts, row -> row.launchedAt().toEpochMilli()),
        optionalNumbers(attempts, row -> Session.millis(row.startedAt())),
        optionalNumbers(attempts, row -> Session.millis(row.endedAt())));
  }

  @Override
  public int moveAttempts(List<Change.AttemptChanged> rows) throws SQLException {
    List<AttemptRecord> attempts = attempts(rows);
    return session.update(
        "UPDATE attempt SET phase = c.phase, failure = c.failure, pid = c.pid,"
            + " peak_memory_bytes = c.peak_memory_bytes, started_at = c.started_at,"
            + " ended_at = c.ended_at FROM unnest(?::text[], ?::text[], ?::bigint[], ?::bigint[],"
            + " ?::text[], ?::text[], ?::bigint[], ?::bigint[], ?::bigint[], ?::bigint[])"
            + " AS c (run_id, task_id, number, fence, phase, failure, pid, peak_memory_bytes,"
            + " started_at, ended_at) WHERE attempt.run_id = c.run_id"
            + " AND attempt.task_id = c.task_id AND attempt.number = c.number"
            + " AND attempt.fence = c.fence",
        texts(rows, row -> row.run().value()),
        texts(attempts, row -> row.task().value()),
        numbers(attempts, AttemptRecord::number),
        numbers(attempts, AttemptRecord::fence),
        texts(attempts, row -> row.phase().name()),
        texts(attempts, row -> row.failure().map(ModelJson::write).orElse(null)),
        numbers(attempts, AttemptRecord::pid),
        numbers(attempts, AttemptRecord::peakMemoryBytes),
        optionalNumbers(attempts, row -> Session.millis(row.startedAt())),
        optionalNumbers(attempts, row -> Session.millis(row.endedAt())));
  }

  @Override
  public int addTasks(RunId run, List<TaskId> added, long firstPosition) throws SQLException {
    return session.update(
        "INSERT INTO task (run_id, id, position, phase, message)"
            + " SELECT ?, c.id, c.position + ?, 'WAITING', ''"
            + " FROM unnest(?::text[]) WITH ORDINALITY AS c (id, position)"
            + " ON CONFLICT (run_id, id) DO NOTHING",
        run.value(),
        firstPosition - 1,
        texts(added, TaskId::value));
  }

  private static List<AttemptRecord> attempts(List<Change.AttemptChanged> rows) {
    return rows.stream().map(Change.AttemptChanged::attempt).toList();
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
