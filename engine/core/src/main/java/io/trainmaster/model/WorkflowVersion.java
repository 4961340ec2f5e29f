package io.trainmaster.model;

/**
 * A workflow as it was at one time: what a run keeps, whatever becomes of the file.
 *
 * @param hash the SHA-256 of the graph's canonical text in hexadecimal; see {@link CanonicalText}.
 *     Two files that mean the same have the same hash
 * @param source the text of the file
 * @param file the file's path, relative to the project
 */
public record WorkflowVersion(String hash, WorkflowGraph graph, String source, String file) {

  /** A version whose hash is computed from its graph. */
  public static WorkflowVersion of(WorkflowGraph graph, String source, String file) {
    return new WorkflowVersion(CanonicalText.sha256(graph), graph, source, file);
  }
}
