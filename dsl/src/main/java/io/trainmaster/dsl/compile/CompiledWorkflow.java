package io.trainmaster.dsl.compile;

import io.trainmaster.dsl.source.SourceFile;
import io.trainmaster.model.CanonicalText;
import io.trainmaster.model.WorkflowGraph;
import io.trainmaster.model.WorkflowVersion;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A workflow's graph, and what belongs to it. Safe for use from several threads. */
public final class CompiledWorkflow {

  private final WorkflowGraph graph;
  private final SourceFile file;
  private final List<CompiledWorkflow> callees;
  private volatile @Nullable String hash;

  /**
   * @param callees the workflows that it calls
   */
  CompiledWorkflow(WorkflowGraph graph, SourceFile file, List<CompiledWorkflow> callees) {
    this.graph = graph;
    this.file = file;
    this.callees = List.copyOf(callees);
  }

  /** What its runs follow. */
  public WorkflowGraph graph() {
    return graph;
  }

  /** Of the graph; worked out when it is first asked for, since it takes long for a large one. */
  String hash() {
    String known = hash;
    if (known == null) {
      known = CanonicalText.sha256(graph);
      hash = known;
    }
    return known;
  }

  /** What its runs keep, with the versions of the workflows that they may make runs of. */
  public WorkflowVersion version() {
    Set<CompiledWorkflow> reached = Collections.newSetFromMap(new IdentityHashMap<>());
    List<WorkflowVersion> versions = new ArrayList<>();
    Deque<CompiledWorkflow> open = new ArrayDeque<>(callees);
    while (!open.isEmpty()) {
      CompiledWorkflow callee = open.remove();
      if (reached.add(callee)) {
        versions.add(callee.alone());
        open.addAll(callee.callees);
      }
    }
    return alone().calling(versions);
  }

  private WorkflowVersion alone() {
    return new WorkflowVersion(hash(), graph, file.text(), file.path());
  }
}
