package io.trainmaster.lsp;

import io.trainmaster.dsl.catalogue.OperatorSignature;
import io.trainmaster.dsl.check.Column;
import io.trainmaster.dsl.check.Symbol;
import io.trainmaster.dsl.type.ScalarKind;
import io.trainmaster.dsl.type.Type;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.eclipse.lsp4j.CompletionItemKind;

/** Offers what can stand where a value is expected. */
final class Values {

  private final Analysis analysis;
  private final Context context;
  private final Items items;

  Values(Analysis analysis, Context context, Items items) {
    this.analysis = analysis;
    this.context = context;
    this.items = items;
  }

  /** Everything that has a value. */
  void any() {
    visible();
    operators();
    items.keyword("true", "true");
    items.keyword("false", "false");
    items.keyword("not", "not ");
  }

  /** Parameters and bindings. */
  void visible() {
    symbols().forEach(items::value);
  }

  /** All operators. */
  void operators() {
    for (OperatorSignature operator : analysis.catalogue().operators().values()) {
      items.operator(operator);
    }
    for (Symbol symbol : analysis.model().declarations()) {
      if (symbol.kind() == Symbol.Kind.OPERATOR || symbol.kind() == Symbol.Kind.WORKFLOW) {
        items.word(
            symbol.name(), CompletionItemKind.Function, symbol.text(), symbol.documentation());
      }
    }
  }

  /** What fits a type first, then everything else. */
  void of(Type type, Optional<List<Column>> columns) {
    Type present = type.present();
    Snippets.words(present)
        .forEach(word -> items.word(word, CompletionItemKind.EnumMember, "", ""));
    if (present.is(ScalarKind.BOOL)) {
      items.keyword("true", "true");
      items.keyword("false", "false");
    } else if (present.is(ScalarKind.SCHEMA)) {
      Completions.schemas(items, analysis);
    } else if (namesColumns(present)) {
      columns(columns);
    }
    symbols().stream().filter(symbol -> fits(symbol.type(), present)).forEach(items::value);
    if (present.scalar().isEmpty()) {
      any();
    } else {
      visible();
    }
  }

  /** Columns as texts. */
  private void columns(Optional<List<Column>> columns) {
    for (Column column : columns.orElse(List.of())) {
      String text = "\"" + column.name() + "\"";
      items.word(text, CompletionItemKind.Field, detail(column), "");
    }
  }

  static String detail(Column column) {
    return column.type() + (column.nullable() ? "?" : "");
  }

  static boolean namesColumns(Type type) {
    Type present = type.present();
    return present.is(ScalarKind.COLUMN)
        || present instanceof Type.ListOf list && list.element().is(ScalarKind.COLUMN);
  }

  private static boolean fits(Type actual, Type expected) {
    if (actual instanceof Type.Nominal a && expected instanceof Type.Nominal e) {
      return a.name().equals(e.name());
    } else if (actual instanceof Type.RecordOf fields) {
      return fields.fields().values().stream().anyMatch(field -> fits(field, expected));
    }
    return actual.scalar().isPresent() && actual.scalar().equals(expected.scalar());
  }

  /** The nearest first: what was bound last is wanted most. */
  private List<Symbol> symbols() {
    return analysis.model().visible(context.offset()).stream()
        .filter(
            symbol -> context.bound().isEmpty() || !symbol.declaration().equals(context.bound()))
        .sorted(
            Comparator.comparingInt(
                symbol -> -symbol.declaration().map(span -> span.start()).orElse(0)))
        .toList();
  }
}
