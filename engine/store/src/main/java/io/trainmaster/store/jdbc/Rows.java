package io.trainmaster.store.jdbc;

import io.trainmaster.model.TaskId;
import io.trainmaster.run.RunId;
import io.trainmaster.track.Change;
import java.sql.SQLException;
import java.util.List;

/**
 * Writes many rows of a table in as few calls as the database takes. Each method tells how many
 * rows it has written, which are fewer than it was given where one isn't there or is refused.
 */
interface Rows {

  /** The way that suits a session. */
  static Rows of(Session session) {
    return session.isRemote() ? new ArrayRows(session) : new BatchedRows(session);
  }

  /** Tasks have moved. */
  int changeTasks(List<Change.TaskChanged> tasks) throws SQLException;

  /** Attempts are new, or take the place of others with older fences. */
  int putAttempts(List<Change.AttemptChanged> attempts) throws SQLException;

  /** Attempts that are there have moved; see {@link Change.AttemptChanged}. */
  int moveAttempts(List<Change.AttemptChanged> attempts) throws SQLException;

  /** Adds tasks that wait, at positions from the first on; those that are there stay. */
  int addTasks(RunId run, List<TaskId> tasks, long firstPosition) throws SQLException;
}
