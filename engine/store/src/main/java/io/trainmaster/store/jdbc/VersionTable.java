package io.trainmaster.store.jdbc;

import io.trainmaster.json.ModelJson;
import io.trainmaster.model.WorkflowGraph;
import io.trainmaster.model.WorkflowVersion;
import java.sql.SQLException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The table of workflow versions. */
final class VersionTable {

  private final Session session;

  VersionTable(Session session) {
    this.session = session;
  }

  /** A version with all that its runs may make runs of. */
  Optional<WorkflowVersion> find(String hash) throws SQLException {
    Optional<WorkflowVersion> found = findAlone(hash);
    if (found.isEmpty()) {
      return found;
    }
    Set<String> reached = new HashSet<>();
    List<WorkflowVersion> callees = new ArrayList<>();
    Deque<String> open = new ArrayDeque<>(found.get().graph().callees());
    while (!open.isEmpty()) {
      String next = open.remove();
      Optional<WorkflowVersion> callee = reached.add(next) ? findAlone(next) : Optional.empty();
      if (callee.isPresent()) {
        callees.add(callee.get());
        open.addAll(callee.get().graph().callees());
      }
    }
    return Optional.of(found.get().calling(callees));
  }

  private Optional<WorkflowVersion> findAlone(String hash) throws SQLException {
    return session.first(
        "SELECT hash, graph, source, file FROM workflow_version WHERE hash = ?",
        row ->
            new WorkflowVersion(
                row.getString("hash"),
                ModelJson.read(row.getString("graph"), WorkflowGraph.class),
                row.getString("source"),
                row.getString("file")),
        hash);
  }

  /** Adds a version and those that it calls, where they aren't known. */
  void add(WorkflowVersion version) throws SQLException {
    addAlone(version);
    for (WorkflowVersion callee : version.callees()) {
      addAlone(callee);
    }
  }

  private void addAlone(WorkflowVersion version) throws SQLException {
    // Asked first: to write a graph as JSON takes far longer than to see that it is there.
    long known =
        session.number("SELECT count(*) FROM workflow_version WHERE hash = ?", version.hash());
    if (known > 0) {
      return;
    }
    session.updateOnce(
        "INSERT INTO workflow_version (hash, name, file, source, graph) VALUES (?, ?, ?, ?, ?)"
            + " ON CONFLICT (hash) DO NOTHING",
        version.hash(),
        version.graph().name(),
        version.file(),
        version.source(),
        ModelJson.write(version.graph()));
  }
}
