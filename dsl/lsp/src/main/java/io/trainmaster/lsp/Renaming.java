package io.trainmaster.lsp;

import io.trainmaster.dsl.check.SemanticModel.Occurrence;
import io.trainmaster.dsl.check.Symbol;
import io.trainmaster.dsl.source.SourceFile;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.eclipse.lsp4j.PrepareRenameResult;
import org.eclipse.lsp4j.TextEdit;
import org.eclipse.lsp4j.WorkspaceEdit;

/**
 * Gives a name of the file another text, in every place at once. Names of the catalogue and of the
 * language are not the file's, and a column's name belongs to the data.
 */
final class Renaming {

  private final String uri;
  private final Analysis analysis;

  Renaming(String uri, Analysis analysis) {
    this.uri = uri;
    this.analysis = analysis;
  }

  /** The name that would be changed; empty where it can't be. */
  Optional<PrepareRenameResult> prepare(int offset) {
    return renamed(offset)
        .map(
            occurrence ->
                new PrepareRenameResult(
                    Places.range(analysis.file(), occurrence.span()), occurrence.symbol().name()));
  }

  private Optional<Occurrence> renamed(int offset) {
    return analysis
        .model()
        .at(offset)
        .filter(occurrence -> occurrence.symbol().declaration().isPresent())
        .filter(occurrence -> occurrence.symbol().kind() != Symbol.Kind.COLUMN);
  }

  /**
   * The changes.
   *
   * @throws RenameException where the name can't be changed, or not to that
   */
  WorkspaceEdit rename(int offset, String newName) {
    Symbol symbol =
        renamed(offset)
            .map(Occurrence::symbol)
            .orElseThrow(() -> new RenameException("This name is not declared in this file."));
    if (!analysis.tree().diagnostics().isEmpty()) {
      throw new RenameException(
          "Not every use of the name can be found: the file has faults of form. Mend them first.");
    }
    boolean dotted = symbol.kind() == Symbol.Kind.OPERATOR;
    requireName(newName, dotted);
    requireFree(symbol, newName);
    String written = dotted ? newName : Names.written(newName);
    SourceFile file = analysis.file();
    List<TextEdit> edits =
        analysis.model().occurrencesOf(symbol).stream()
            .map(one -> new TextEdit(Places.range(file, one.span()), written))
            .toList();
    return new WorkspaceEdit(Map.of(uri, edits));
  }

  private static void requireName(String name, boolean dotted) {
    boolean sound =
        dotted
            ? List.of(name.split("\\.", -1)).stream().allMatch(Names::isPlain)
            : !name.isEmpty() && name.chars().noneMatch(c -> c == '`' || c < ' ' || c == '.');
    if (!sound) {
      throw new RenameException("`" + name + "` is not a name.");
    } else if (Words.isReserved(name)) {
      throw new RenameException("`" + name + "` is a reserved word.");
    }
  }

  private void requireFree(Symbol symbol, String name) {
    for (Symbol other : analysis.model().declarations()) {
      if (other.name().equals(name)
          && !other.declaration().equals(symbol.declaration())
          && meet(symbol, other)) {
        throw new RenameException("The name `" + name + "` is taken.");
      }
    }
  }

  private static boolean meet(Symbol a, Symbol b) {
    boolean values = isValue(a) && isValue(b);
    boolean others = !isValue(a) && !isValue(b) && b.kind() != Symbol.Kind.COLUMN;
    boolean together =
        a.declaration().filter(place -> b.reaches(place.start())).isPresent()
            || b.declaration().filter(place -> a.reaches(place.start())).isPresent();
    return (values || others) && together;
  }

  private static boolean isValue(Symbol symbol) {
    return symbol.kind() == Symbol.Kind.PARAMETER || symbol.kind() == Symbol.Kind.BINDING;
  }
}
