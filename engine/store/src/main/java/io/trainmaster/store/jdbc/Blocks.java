package io.trainmaster.store.jdbc;

import io.trainmaster.run.AttemptPhase;
import io.trainmaster.track.Change;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/**
 * Writes many rows at once: what a run writes most of are tasks and attempts that have moved, and a
 * statement costs more than its row, most of all where the database is behind a connection. Every
 * change of a list concerns another row.
 */
final class Blocks {

  /** Rows in one statement; so many that a larger number gains nothing. */
  private static final int ROWS = 2_000;

  private final Session session;
  private final ChangeWriter singly;
  private final Rows rows;
  private final List<Change.TaskChanged> tasks = new ArrayList<>();
  private final List<Change.AttemptChanged> launched = new ArrayList<>();
  private final List<Change.AttemptChanged> moved = new ArrayList<>();
  private final List<Change> reports = new ArrayList<>();

  Blocks(Session session, ChangeWriter singly) {
    this.session = session;
    this.singly = singly;
    this.rows = Rows.of(session);
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
        boolean isNew =
            attempt.attempt().phase() == AttemptPhase.LAUNCHED || attempt.attempt().isReused();
        (isNew ? launched : moved).add(attempt);
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
    writeBlocks(tasks, rows::changeTasks);
    writeBlocks(launched, rows::putAttempts);
    writeBlocks(moved, rows::moveAttempts);
    for (Change report : reports) {
      singly.write(report);
    }
    reports.clear();
    session.flush();
  }

  private interface Statement<T> {
    int write(List<T> rows) throws SQLException;
  }

  private <T extends Change> void writeBlocks(List<T> changes, Statement<T> statement)
      throws SQLException {
    for (int start = 0; start < changes.size(); start += ROWS) {
      List<T> block = changes.subList(start, Math.min(start + ROWS, changes.size()));
      if (statement.write(block) != block.size()) {
        // One of them is refused, or not there yet. One by one it is found, and said or added.
        for (T change : block) {
          singly.write(change);
        }
      }
    }
    changes.clear();
  }
}
