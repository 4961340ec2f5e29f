package io.trainmaster.store.jdbc;

import io.trainmaster.run.RunId;
import java.sql.SQLException;
import java.util.List;

/** Deletes what is recorded of runs. */
final class RunEraser {

  /** What refers to others comes before them. */
  private static final List<String> OF_A_RUN =
      List.of(
          "outbox",
          "event",
          "metric",
          "param",
          "source",
          "artifact",
          "call",
          "approval",
          "attempt",
          "task");

  private final Session session;

  RunEraser(Session session) {
    this.session = session;
  }

  /** Deletes a run with all that belongs to it; one that isn't over, or made a model, is kept. */
  void erase(RunId run) throws SQLException {
    String id = run.value();
    long erasable =
        session.number(
            "SELECT count(*) FROM run WHERE id = ? AND phase NOT IN ('QUEUED', 'RUNNING',"
                + " 'CANCELLING') AND NOT EXISTS (SELECT 1 FROM model_version WHERE run_id = ?)",
            id,
            id);
    if (erasable == 0) {
      return;
    }
    // That the time was dealt with is known on, so that it is not dealt with again.
    session.update(
        "UPDATE occurrence SET run_id = NULL, reason = ? WHERE run_id = ?",
        "Run " + run + " is kept no longer.",
        id);
    for (String table : OF_A_RUN) {
      session.update("DELETE FROM " + table + " WHERE run_id = ?", id);
    }
    session.update("DELETE FROM run WHERE id = ?", id);
  }
}
