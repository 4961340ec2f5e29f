package io.trainmaster.store.jdbc;

import io.trainmaster.json.ModelJson;
import io.trainmaster.model.TaskId;
import io.trainmaster.placement.GpuShare;
import io.trainmaster.run.RunId;
import io.trainmaster.track.AttemptRecord;
import io.trainmaster.track.Change;
import java.sql.SQLException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Rows for a database in this process: one statement, executed with each row's values. */
final class BatchedRows implements Rows {

  static final String CHANGE_TASK =
      "UPDATE task SET phase = ?, message = ?, output = ? WHERE run_id = ? AND id = ?";

  static final String PUT_ATTEMPT =
      ChangeWriter.INTO_ATTEMPT
          + " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
          + ChangeWriter.OVER_AN_OLDER_ATTEMPT;

  private final Session session;

  BatchedRows(Session session) {
    this.session = session;
  }

  @Override
  public int changeTasks(List<Change.TaskChanged> tasks) throws SQLException {
    OutputText outputs = new OutputText();
    return session.updateAll(CHANGE_TASK, tasks, task -> values(task, outputs));
  }

  @Override
  public int putAttempts(List<Change.AttemptChanged> attempts) throws SQLException {
    return session.updateAll(PUT_ATTEMPT, attempts, BatchedRows::values);
  }

  @Override
  public int moveAttempts(List<Change.AttemptChanged> attempts) throws SQLException {
    return session.updateAll(
        "UPDATE attempt SET phase = ?, failure = ?, pid = ?, peak_memory_bytes = ?,"
            + " started_at = ?, ended_at = ?"
            + " WHERE run_id = ? AND task_id = ? AND number = ? AND fence = ?",
        attempts,
        BatchedRows::moved);
  }

  @Override
  public int addTasks(RunId run, List<TaskId> tasks, long firstPosition) throws SQLException {
    long[] position = {firstPosition};
    return session.updateAll(
        "INSERT INTO task (run_id, id, position, phase, message) VALUES (?, ?, ?, 'WAITING', '')"
            + " ON CONFLICT (run_id, id) DO NOTHING",
        tasks,
        task -> new Object[] {run.value(), task.value(), position[0]++});
  }

  static @Nullable Object[] values(Change.TaskChanged task, OutputText outputs) {
    return new @Nullable Object[] {
      task.phase(),
      task.message(),
      outputs.of(task.output()),
      task.run().value(),
      task.task().value()
    };
  }

  static @Nullable Object[] values(Change.AttemptChanged changed) {
    AttemptRecord attempt = changed.attempt();
    return new @Nullable Object[] {
      changed.run().value(),
      attempt.task().value(),
      attempt.number(),
      attempt.fence(),
      attempt.phase(),
      attempt.failure().map(ModelJson::write).orElse(null),
      attempt.node(),
      attempt.pid(),
      attempt.placement(),
      attempt.cpus(),
      attempt.memoryBytes(),
      GpuShare.text(attempt.gpus()),
      attempt.logFile(),
      attempt.peakMemoryBytes(),
      attempt.launchedAt(),
      Session.millis(attempt.startedAt()),
      Session.millis(attempt.endedAt())
    };
  }

  private static @Nullable Object[] moved(Change.AttemptChanged changed) {
    AttemptRecord attempt = changed.attempt();
    return new @Nullable Object[] {
      attempt.phase(),
      attempt.failure().map(ModelJson::write).orElse(null),
      attempt.pid(),
      attempt.peakMemoryBytes(),
      Session.millis(attempt.startedAt()),
      Session.millis(attempt.endedAt()),
      changed.run().value(),
      attempt.task().value(),
      attempt.number(),
      attempt.fence()
    };
  }
}
