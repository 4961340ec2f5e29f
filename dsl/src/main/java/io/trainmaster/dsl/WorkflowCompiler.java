package io.trainmaster.dsl;

import io.trainmaster.dsl.catalogue.Catalogue;
import io.trainmaster.dsl.check.CheckedWorkflow;
import io.trainmaster.dsl.check.Checker;
import io.trainmaster.dsl.check.SchemaLookup;
import io.trainmaster.dsl.check.SourceLookup;
import io.trainmaster.dsl.compile.CompiledWorkflow;
import io.trainmaster.dsl.compile.GraphCompiler;
import io.trainmaster.dsl.diagnostic.Diagnostic;
import io.trainmaster.dsl.diagnostic.Diagnostics;
import io.trainmaster.dsl.source.SourceFile;
import io.trainmaster.dsl.syntax.Parser;
import io.trainmaster.dsl.syntax.SyntaxTree;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Text to graphs. Immutable; safe for use from several threads. */
public final class WorkflowCompiler {

  private final Catalogue catalogue;

  /**
   * @param catalogue the operators that workflows may call
   */
  public WorkflowCompiler(Catalogue catalogue) {
    this.catalogue = catalogue;
  }

  /** The operators that workflows may call. */
  public Catalogue catalogue() {
    return catalogue;
  }

  /** Checks and compiles a file. All faults come at once; no text makes it throw. */
  public Compilation compile(SourceFile file, SchemaLookup schemas) {
    return compile(file, schemas, SourceLookup.NONE);
  }

  /** Checks and compiles a file together with those that it imports. */
  public Compilation compile(SourceFile file, SchemaLookup schemas, SourceLookup sources) {
    SyntaxTree tree = Parser.parse(file);
    Checker.Checked checked = new Checker(catalogue, schemas, sources).check(tree);
    GraphCompiler compiler = new GraphCompiler();
    NotYet notYet = new NotYet();
    List<CompiledWorkflow> workflows = new ArrayList<>();
    Map<String, List<Diagnostic>> later = new HashMap<>();
    for (CheckedWorkflow workflow : checked.workflows()) {
      workflows.add(compiler.compile(workflow));
      List<Diagnostic> notes = notYet.of(workflow);
      if (!notes.isEmpty()) {
        later.put(workflow.name(), notes);
      }
    }
    return new Compilation(file, bounded(checked.all(tree)), workflows, later, checked.tests());
  }

  /** Nobody reads more than these; the last one says that there are more. */
  private static List<Diagnostic> bounded(List<Diagnostic> all) {
    if (all.size() < Diagnostics.LIMIT) {
      return all;
    }
    List<Diagnostic> first = new ArrayList<>(all.subList(0, Diagnostics.LIMIT - 1));
    Diagnostic next = all.get(Diagnostics.LIMIT - 1);
    first.add(
        new Diagnostic(
            next.code(),
            next.message() + " More is wrong from here on; mend what is above first.",
            next.span(),
            next.note(),
            next.mend()));
    return first;
  }
}
