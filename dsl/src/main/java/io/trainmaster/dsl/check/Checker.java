package io.trainmaster.dsl.check;

import io.trainmaster.dsl.catalogue.Catalogue;
import io.trainmaster.dsl.diagnostic.Code;
import io.trainmaster.dsl.diagnostic.Diagnostic;
import io.trainmaster.dsl.diagnostic.Diagnostics;
import io.trainmaster.dsl.source.Span;
import io.trainmaster.dsl.syntax.ItemSyntax;
import io.trainmaster.dsl.syntax.ParameterSyntax;
import io.trainmaster.dsl.syntax.SyntaxNode;
import io.trainmaster.dsl.syntax.SyntaxTree;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Supplier;

/** Trees to checked workflows. All faults come at once, and each one once. */
public final class Checker {

  private final Catalogue catalogue;
  private final SchemaLookup schemas;
  private final SourceLookup sources;

  /**
   * @param catalogue the operators that may be called
   * @param schemas what the world knows of columns
   * @param sources where imported files are
   */
  public Checker(Catalogue catalogue, SchemaLookup schemas, SourceLookup sources) {
    this.catalogue = catalogue;
    this.schemas = schemas;
    this.sources = sources;
  }

  /** A checker to which every imported file is unknown. */
  public Checker(Catalogue catalogue, SchemaLookup schemas) {
    this(catalogue, schemas, SourceLookup.NONE);
  }

  /** What is known of a file, and what it declares for files that import it. */
  record Examined(FileScope scope, Checked checked) {}

  /**
   * What is known of a file.
   *
   * @param workflows those without faults
   * @param tests the tests of the file, where nothing in it is wrong
   * @param diagnostics the faults of meaning; those of form are the tree's
   * @param model what names mean, put together when it is asked for
   */
  public record Checked(
      List<CheckedWorkflow> workflows,
      List<CheckedTest> tests,
      List<Diagnostic> diagnostics,
      Supplier<SemanticModel> model) {

    /** The faults of form and of meaning, in the order of the text. */
    public List<Diagnostic> all(SyntaxTree tree) {
      List<Diagnostic> all = new ArrayList<>(tree.diagnostics());
      all.addAll(diagnostics);
      all.sort(Comparator.comparingInt(diagnostic -> diagnostic.span().start()));
      return all;
    }

    /** What this version can check and not run, in the order of the text. */
    public List<Diagnostic> notes() {
      return workflows.stream()
          .flatMap(workflow -> workflow.later().stream())
          .sorted(Comparator.comparingInt(note -> note.span().start()))
          .toList();
    }
  }

  /** Checks a file and those that it imports. */
  public Checked check(SyntaxTree tree) {
    return examine(tree, new ImportLoader(this, sources, tree.file())).checked();
  }

  Examined examine(SyntaxTree tree, ImportLoader imports) {
    Diagnostics diagnostics = new Diagnostics();
    FileScope file =
        new FileScope(tree, catalogue, schemas, imports.load(tree, diagnostics), diagnostics);
    CallGraph calls = new CallGraph(diagnostics);
    List<ItemSyntax.Workflow> sources = new ArrayList<>();
    List<CheckedWorkflow> workflows = new ArrayList<>();
    Map<String, TestedWorkflow> tested = new LinkedHashMap<>();
    // A checker holds on to far more than what it has found, which only tests look at.
    boolean hasTests = tree.items().stream().anyMatch(ItemSyntax.Test.class::isInstance);
    editions(tree, diagnostics);
    imports(tree, diagnostics);
    for (ItemSyntax item : tree.items()) {
      if (item instanceof ItemSyntax.Workflow workflow) {
        WorkflowChecker checker = new WorkflowChecker(file, workflow);
        sources.add(workflow);
        workflows.add(checker.check());
        if (hasTests) {
          tested.putIfAbsent(workflow.name().text(), checker.tested());
        }
        calls.add(workflow.name().text(), checker.called());
      } else if (item instanceof ItemSyntax.Operator operator) {
        file.userOperator(operator.name().text());
      }
    }
    calls.check();
    List<CheckedTest> tests = new ArrayList<>();
    TestChecker testChecker = new TestChecker(file, tested);
    for (ItemSyntax item : tree.items()) {
      if (item instanceof ItemSyntax.Test test && tree.diagnostics().isEmpty()) {
        tests.add(testChecker.check(test));
      }
    }
    List<Diagnostic> told = new ArrayList<>();
    for (Diagnostic diagnostic : diagnostics.inOrder()) {
      if (!tree.isFaulty(diagnostic.span())) {
        told.add(atDeclaration(diagnostic, sources, tree));
      }
    }
    boolean clean = told.isEmpty() && tree.diagnostics().isEmpty();
    List<CheckedWorkflow> sound = sound(tree, sources, workflows, told);
    file.complete(sound);
    return new Examined(
        file, new Checked(sound, clean ? tests : List.of(), told, file.symbols()::model));
  }

  /** What a file imports must be known from its text alone. */
  private static void imports(SyntaxTree tree, Diagnostics diagnostics) {
    for (ItemSyntax item : tree.items()) {
      if (!(item instanceof ItemSyntax.Import imported)) {
        continue;
      } else if (imported.path().plain().isEmpty()) {
        diagnostics.add(
            Code.NOT_CONSTANT, imported.path().span(), "The path of an import is a plain text.");
      } else if (imported.path().plain().get().isBlank()) {
        diagnostics.add(
            Code.MALFORMED_VALUE, imported.path().span(), "The path of an import is not empty.");
      }
    }
  }

  private static void editions(SyntaxTree tree, Diagnostics diagnostics) {
    Optional<Span> before = Optional.empty();
    for (ItemSyntax item : tree.items()) {
      if (!(item instanceof ItemSyntax.Edition edition)) {
        continue;
      } else if (before.isPresent()) {
        diagnostics.add(
            new Diagnostic(Code.DUPLICATE_KEY, "A file is of one edition.", edition.span())
                .withNote(before.get(), "it is said here already"));
      } else if (!edition.number().equals("1")) {
        diagnostics.add(
            new Diagnostic(
                    Code.UNKNOWN_EDITION, "This version knows edition 1 alone.", edition.span())
                .replaceWith("edition 1"));
      }
      before = before.or(() -> Optional.of(edition.span()));
    }
  }

  /** A parameter that is too wide is mended where it is declared, not where it is used. */
  private static Diagnostic atDeclaration(
      Diagnostic diagnostic, List<ItemSyntax.Workflow> workflows, SyntaxTree tree) {
    if (diagnostic.code() != Code.TOO_WIDE || diagnostic.mend().isEmpty()) {
      return diagnostic;
    }
    String name = tree.file().text(diagnostic.span());
    Diagnostic bare = new Diagnostic(diagnostic.code(), diagnostic.message(), diagnostic.span());
    for (ItemSyntax.Workflow workflow : workflows) {
      for (ParameterSyntax parameter : workflow.parameters()) {
        if (inside(diagnostic, workflow) && parameter.name().text().equals(name)) {
          Span end = parameter.refinement().map(SyntaxNode::span).orElse(parameter.type().span());
          Diagnostic.Mend mend = diagnostic.mend().get();
          return bare.withMend(
              new Diagnostic.Mend(
                  mend.message(), parameter.name().span().to(end), mend.replacement()));
        }
      }
    }
    return bare;
  }

  /** A workflow is sound where no fault lies inside it or outside of every workflow. */
  private static List<CheckedWorkflow> sound(
      SyntaxTree tree,
      List<ItemSyntax.Workflow> sources,
      List<CheckedWorkflow> workflows,
      List<Diagnostic> faults) {
    TreeMap<Integer, Integer> starts = new TreeMap<>();
    for (int i = 0; i < sources.size(); i++) {
      starts.put(sources.get(i).span().start(), i);
    }
    Set<Integer> faulty = new HashSet<>();
    List<Diagnostic> all = new ArrayList<>(tree.diagnostics());
    all.addAll(faults);
    for (Diagnostic fault : all) {
      Map.Entry<Integer, Integer> before = starts.floorEntry(fault.span().start());
      if (before == null || !inside(fault, sources.get(before.getValue()))) {
        return List.of();
      }
      faulty.add(before.getValue());
    }
    List<CheckedWorkflow> sound = new ArrayList<>();
    for (int i = 0; i < workflows.size(); i++) {
      if (!faulty.contains(i)) {
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
