package io.trainmaster.dsl.check;

import io.trainmaster.dsl.catalogue.Catalogue;
import io.trainmaster.dsl.diagnostic.Code;
import io.trainmaster.dsl.diagnostic.Diagnostic;
import io.trainmaster.dsl.diagnostic.Diagnostics;
import io.trainmaster.dsl.syntax.ItemSyntax;
import io.trainmaster.dsl.syntax.SyntaxTree;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Trees to checked workflows. All faults come at once, and each one once. */
public final class Checker {

  private final Catalogue catalogue;
  private final SchemaLookup schemas;

  /**
   * @param catalogue the operators that may be called
   * @param schemas what the world knows of columns
   */
  public Checker(Catalogue catalogue, SchemaLookup schemas) {
    this.catalogue = catalogue;
    this.schemas = schemas;
  }

  /**
   * What is known of a file.
   *
   * @param workflows those without faults
   * @param diagnostics the faults of meaning; those of form are the tree's
   */
  public record Checked(List<CheckedWorkflow> workflows, List<Diagnostic> diagnostics) {}

  /** Checks a file. */
  public Checked check(SyntaxTree tree) {
    Diagnostics diagnostics = new Diagnostics();
    FileScope file = new FileScope(tree, catalogue, schemas, diagnostics);
    List<ItemSyntax.Workflow> sources = new ArrayList<>();
    List<CheckedWorkflow> workflows = new ArrayList<>();
    Set<String> taskNames = new HashSet<>();
    for (ItemSyntax item : tree.items()) {
      if (item instanceof ItemSyntax.Edition edition && !edition.number().equals("1")) {
        diagnostics.add(
            new Diagnostic(
                    Code.UNKNOWN_EDITION, "This version knows edition 1 alone.", edition.span())
                .replaceWith("edition 1"));
      } else if (item instanceof ItemSyntax.Workflow workflow) {
        WorkflowChecker checker = new WorkflowChecker(file, workflow);
        sources.add(workflow);
        workflows.add(checker.check());
        taskNames.addAll(checker.taskNames());
      }
    }
    TestChecker tests = new TestChecker(file, taskNames);
    for (ItemSyntax item : tree.items()) {
      if (item instanceof ItemSyntax.Test test && tree.diagnostics().isEmpty()) {
        tests.check(test);
      }
    }
    List<Diagnostic> told = new ArrayList<>();
    for (Diagnostic diagnostic : diagnostics.inOrder()) {
      if (!tree.isFaulty(diagnostic.span())) {
        told.add(diagnostic);
      }
    }
    return new Checked(sound(tree, sources, workflows, told), told);
  }

  /** A workflow is sound where no fault lies inside it or outside of every workflow. */
  private static List<CheckedWorkflow> sound(
      SyntaxTree tree,
      List<ItemSyntax.Workflow> sources,
      List<CheckedWorkflow> workflows,
      List<Diagnostic> faults) {
    List<Diagnostic> all = new ArrayList<>(tree.diagnostics());
    all.addAll(faults);
    List<CheckedWorkflow> sound = new ArrayList<>();
    for (int i = 0; i < sources.size(); i++) {
      ItemSyntax.Workflow source = sources.get(i);
      boolean faulty =
          all.stream()
              .anyMatch(
                  fault ->
                      inside(fault, source)
                          || sources.stream().noneMatch(other -> inside(fault, other)));
      if (!faulty) {
        sound.add(workflows.get(i));
      }
    }
    return sound;
  }

  private static boolean inside(Diagnostic fault, ItemSyntax.Workflow workflow) {
    return fault.span().start() >= workflow.span().start()
        && fault.span().start() <= workflow.span().end();
  }
}
