package io.trainmaster.dsl;

import io.trainmaster.dsl.check.CheckedTest;
import io.trainmaster.dsl.compile.CompiledWorkflow;
import io.trainmaster.dsl.diagnostic.Diagnostic;
import io.trainmaster.dsl.source.SourceFile;
import io.trainmaster.model.WorkflowGraph;
import io.trainmaster.model.WorkflowVersion;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What became of a workflow file.
 *
 * @param diagnostics all faults, in the order of the text
 * @param compiled the workflows that have none, in the order of the text
 * @param later what this version can check and not run, by workflow; workflows without are missing
 * @param tests the tests of a file without faults, in the order of the text
 */
public record Compilation(
    SourceFile file,
    List<Diagnostic> diagnostics,
    List<CompiledWorkflow> compiled,
    Map<String, List<Diagnostic>> later,
    List<CheckedTest> tests) {

  public Compilation {
    diagnostics = List.copyOf(diagnostics);
    compiled = List.copyOf(compiled);
    later = Map.copyOf(later);
    tests = List.copyOf(tests);
  }

  /** The graphs of the workflows without faults, in the order of the text. */
  public List<WorkflowGraph> workflows() {
    return compiled.stream().map(CompiledWorkflow::graph).toList();
  }

  /** What a workflow uses that this version can't run; where it is empty, it can be run. */
  public List<Diagnostic> later(String workflow) {
    return later.getOrDefault(workflow, List.of());
  }

  /** What is no fault but worth to be known, in the order of the text. */
  public List<Diagnostic> notes() {
    return later.values().stream()
        .flatMap(List::stream)
        .sorted(Comparator.comparingInt(note -> note.span().start()))
        .toList();
  }

  /** Whether anything is wrong. */
  public boolean hasErrors() {
    return !diagnostics.isEmpty();
  }

  /** The graph of a workflow; empty where there is none with that name or it has faults. */
  public Optional<WorkflowGraph> workflow(String name) {
    return find(name).map(CompiledWorkflow::graph);
  }

  /** What runs of a workflow keep; empty where there is none with that name or it has faults. */
  public Optional<WorkflowVersion> version(String name) {
    return find(name).map(CompiledWorkflow::version);
  }

  private Optional<CompiledWorkflow> find(String name) {
    return compiled.stream().filter(one -> one.graph().name().equals(name)).findFirst();
  }
}
