package io.trainmaster.store.jdbc;

import io.trainmaster.json.ModelJson;
import io.trainmaster.model.WorkflowVersion;
import java.sql.SQLException;

/** The table of workflow versions. */
final class VersionTable {

  private final Session session;

  VersionTable(Session session) {
    this.session = session;
  }

  /** Adds a version unless it is known. */
  void add(WorkflowVersion version) throws SQLException {
    // Asked first: to write a graph as JSON takes far longer than to see that it is there.
    long known =
        session.number("SELECT count(*) FROM workflow_version WHERE hash = ?", version.hash());
    if (known > 0) {
      return;
    }
    session.update(
        "INSERT INTO workflow_version (hash, name, file, source, graph) VALUES (?, ?, ?, ?, ?)"
            + " ON CONFLICT (hash) DO NOTHING",
        version.hash(),
        version.graph().name(),
        version.file(),
        version.source(),
        ModelJson.write(version.graph()));
  }
}
