package io.trainmaster.model;

import java.util.List;

/**
 * A workflow as it was at one time: what a run keeps, whatever becomes of the file.
 *
 * @param hash the SHA-256 of the graph's canonical text in hexadecimal; see {@link CanonicalText}.
 *     Two files that mean the same have the same hash
 * @param source the text of the file
 * @param file the file's path, relative to the project
 * @param callees the versions of the workflows that its runs may make runs of, also by way of
 *     others, each once and itself without callees
 */
public record WorkflowVersion(
    String hash, WorkflowGraph graph, String source, String file, List<WorkflowVersion> callees) {

  /** A version that calls no other workflow. */
  public WorkflowVersion(String hash, WorkflowGraph graph, String source, String file) {
    this(hash, graph, source, file, List.of());
  }

  public WorkflowVersion {
    callees = List.copyOf(callees);
  }

  /** A version whose hash is computed from its graph. */
  public static WorkflowVersion of(WorkflowGraph graph, String source, String file) {
    return new WorkflowVersion(CanonicalText.sha256(graph), graph, source, file);
  }

  /** The same, with the versions that its runs may make runs of. */
  public WorkflowVersion calling(List<WorkflowVersion> others) {
    return new WorkflowVersion(hash, graph, source, file, others);
  }
}
