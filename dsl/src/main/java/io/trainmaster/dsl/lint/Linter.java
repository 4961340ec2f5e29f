package io.trainmaster.dsl.lint;

import io.trainmaster.dsl.catalogue.Catalogue;
import io.trainmaster.dsl.check.Checker;
import io.trainmaster.dsl.check.SchemaLookup;
import io.trainmaster.dsl.check.SemanticModel;
import io.trainmaster.dsl.diagnostic.Code;
import io.trainmaster.dsl.diagnostic.Diagnostic;
import io.trainmaster.dsl.source.SourceFile;
import io.trainmaster.dsl.source.Span;
import io.trainmaster.dsl.syntax.Parser;
import io.trainmaster.dsl.syntax.SyntaxTree;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Finds what could be better in a file that can run. Where something can't be parsed nothing is
 * found, and nothing in an item with errors: what is said there would not be sure. What this
 * version can't run yet is no such error. Immutable; safe for use from several threads.
 */
public final class Linter {

  private static final List<Rule> RULES =
      List.of(
          new FileHead(),
          new UnusedNames(),
          new UnusedItems(),
          new Schedules(),
          new Seeds(),
          new DefaultArguments(),
          new BoolForms(),
          new Backticks(),
          new RowsSeen(),
          new SecretLiterals(),
          new ConstantConditions(),
          new Thresholds(),
          new NameStyle(),
          new RepeatedWork());

  private final Catalogue catalogue;

  /**
   * @param catalogue the operators that workflows may call
   */
  public Linter(Catalogue catalogue) {
    this.catalogue = catalogue;
  }

  /** Parses, checks and looks over a file. No text makes it throw. */
  public Linted lint(SourceFile file) {
    SyntaxTree tree = Parser.parse(file);
    Checker.Checked checked = new Checker(catalogue, SchemaLookup.NONE).check(tree);
    List<Diagnostic> errors = checked.all(tree);
    return new Linted(file, errors, findings(tree, errors, checked.model().get()));
  }

  /**
   * What could be better in a file that was checked, in the order of the text.
   *
   * @param errors what the check has told
   * @param model what the names mean
   */
  public List<Diagnostic> findings(SyntaxTree tree, List<Diagnostic> errors, SemanticModel model) {
    if (!tree.diagnostics().isEmpty()) {
      return List.of();
    }
    LintContext context = new LintContext(tree, catalogue, model);
    RULES.forEach(rule -> rule.check(context));
    TreeMap<Integer, Span> unsure = unsure(tree, errors);
    List<Diagnostic> sure =
        context.found().stream().filter(one -> !isWithin(one.span(), unsure)).toList();
    return new Allowances(context)
        .apply(sure).stream().filter(one -> !isWithin(one.span(), unsure)).toList();
  }

  /** The items with errors, by where they begin. */
  private static TreeMap<Integer, Span> unsure(SyntaxTree tree, List<Diagnostic> errors) {
    TreeMap<Integer, Span> items = new TreeMap<>();
    tree.items().forEach(item -> items.put(item.span().start(), item.span()));
    TreeMap<Integer, Span> unsure = new TreeMap<>();
    for (Diagnostic error : errors) {
      Map.Entry<Integer, Span> item = items.floorEntry(error.span().start());
      if (error.code() != Code.NOT_YET && item != null && isWithin(error.span(), items)) {
        unsure.put(item.getKey(), item.getValue());
      }
    }
    return unsure;
  }

  private static boolean isWithin(Span place, TreeMap<Integer, Span> items) {
    Map.Entry<Integer, Span> before = items.floorEntry(place.start());
    return before != null && place.start() <= before.getValue().end();
  }
}
