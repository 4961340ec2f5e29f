package io.trainmaster.dsl;

import io.trainmaster.dsl.check.CheckedTest;
import io.trainmaster.dsl.diagnostic.Diagnostic;
import io.trainmaster.dsl.source.SourceFile;
import io.trainmaster.model.WorkflowGraph;
import java.util.List;
import java.util.Optional;

/**
 * What became of a workflow file.
 *
 * @param diagnostics all faults, in the order of the text
 * @param workflows the graphs of the workflows that have none, in the order of the text
 * @param tests the tests of a file without faults, in the order of the text
 */
public record Compilation(
    SourceFile file,
    List<Diagnostic> diagnostics,
    List<WorkflowGraph> workflows,
    List<CheckedTest> tests) {

  public Compilation {
    diagnostics = List.copyOf(diagnostics);
    workflows = List.copyOf(workflows);
    tests = List.copyOf(tests);
  }

  /** Whether anything is wrong. */
  public boolean hasErrors() {
    return !diagnostics.isEmpty();
  }

  /** The graph of a workflow; empty where there is none with that name or it has faults. */
  public Optional<WorkflowGraph> workflow(String name) {
    return workflows.stream().filter(workflow -> workflow.name().equals(name)).findFirst();
  }
}
