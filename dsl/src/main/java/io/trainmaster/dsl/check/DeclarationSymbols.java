package io.trainmaster.dsl.check;

import io.trainmaster.dsl.check.Symbol.Kind;
import io.trainmaster.dsl.source.SourceFile;
import io.trainmaster.dsl.source.Span;
import io.trainmaster.dsl.syntax.ItemSyntax;
import io.trainmaster.dsl.syntax.NameSyntax;
import io.trainmaster.dsl.syntax.ParameterSyntax;
import io.trainmaster.dsl.syntax.PathSyntax;
import io.trainmaster.dsl.syntax.TypeSyntax;
import io.trainmaster.dsl.type.Type;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** Collects the names that the items of a file declare, and the types that they name. */
final class DeclarationSymbols {

  private final FileScope file;
  private final Symbols symbols;
  private final Span everywhere;

  DeclarationSymbols(FileScope file) {
    this.file = file;
    this.symbols = file.symbols();
    this.everywhere = new Span(0, file.tree().file().text().length());
  }

  void collect() {
    file.tree().items().forEach(this::item);
  }

  private void item(ItemSyntax item) {
    if (item instanceof ItemSyntax.Schema schema) {
      schema(schema);
    } else if (item instanceof ItemSyntax.Operator operator) {
      operator(operator);
    } else if (item instanceof ItemSyntax.Workflow workflow) {
      String text = text(workflow, file.tree().file());
      declare(Kind.WORKFLOW, workflow.name(), text, workflow.documentation());
      workflow.parameters().forEach(parameter -> type(parameter.type()));
      workflow.result().ifPresent(this::type);
    } else if (item instanceof ItemSyntax.Import imported) {
      String text = "import " + written(imported.path().span()) + " as " + imported.name().text();
      declare(Kind.IMPORT, imported.name(), text, "");
    }
  }

  private void schema(ItemSyntax.Schema schema) {
    List<Column> columns = file.schemas().getOrDefault(schema.name().text(), List.of());
    String fields =
        columns.stream().map(DeclarationSymbols::text).collect(Collectors.joining("; "));
    String text = "schema " + schema.name().text() + " { " + fields + " }";
    symbols.declare(
        Symbol.of(Kind.SCHEMA, schema.name().text(), text, Type.UNKNOWN, schema.documentation())
            .withColumns(Optional.of(columns))
            .declaredAt(schema.name().span(), everywhere));
    Map<String, Column> byName =
        columns.stream().collect(Collectors.toMap(Column::name, column -> column, (a, b) -> a));
    for (ParameterSyntax field : schema.fields()) {
      type(field.type());
      Column column = byName.get(field.name().text());
      if (column != null) {
        symbols.declare(
            column(column, field.documentation())
                .withColumns(Optional.of(columns))
                .declaredAt(field.name().span(), schema.span()));
      }
    }
  }

  static Symbol column(Column column, String documentation) {
    return Symbol.of(Kind.COLUMN, column.name(), text(column), Type.UNKNOWN, documentation);
  }

  private static String text(Column column) {
    return column.name() + ": " + column.type() + (column.nullable() ? "?" : "");
  }

  private void operator(ItemSyntax.Operator operator) {
    PathSyntax name = operator.name();
    String text =
        name.text()
            + head(operator.parameters(), Optional.of(operator.result()), file.tree().file());
    declare(
        Kind.OPERATOR, new NameSyntax(name.text(), name.span()), text, operator.documentation());
    for (ParameterSyntax parameter : operator.parameters()) {
      type(parameter.type());
      symbols.declare(
          Symbol.of(
                  Kind.PARAMETER,
                  parameter.name().text(),
                  written(parameter.span()),
                  Type.UNKNOWN,
                  parameter.documentation())
              .declaredAt(parameter.name().span(), operator.span()));
    }
    type(operator.result());
  }

  private void declare(Kind kind, NameSyntax name, String text, String documentation) {
    symbols.declare(
        Symbol.of(kind, name.text(), text, Type.UNKNOWN, documentation)
            .declaredAt(name.span(), everywhere));
  }

  /** The first line of a workflow. */
  static String text(ItemSyntax.Workflow workflow, SourceFile source) {
    return workflow.name().text() + head(workflow.parameters(), workflow.result(), source);
  }

  private static String head(
      List<ParameterSyntax> parameters, Optional<TypeSyntax> result, SourceFile source) {
    return parameters.stream()
            .map(parameter -> written(parameter.span(), source))
            .collect(Collectors.joining(", ", "(", ")"))
        + result.map(type -> " -> " + written(type.span(), source)).orElse("");
  }

  private String written(Span span) {
    return written(span, file.tree().file());
  }

  /** As the file has it, on one line. */
  private static String written(Span span, SourceFile source) {
    return source.text(span).replaceAll("\\s+", " ");
  }

  private void type(TypeSyntax syntax) {
    if (syntax instanceof TypeSyntax.Fields fields) {
      fields.fields().forEach(field -> type(field.type()));
    } else if (syntax instanceof TypeSyntax.Named named && !named.name().text().isEmpty()) {
      String name = named.name().text();
      if (file.schemas().containsKey(name)) {
        symbols.item(new PathSyntax(List.of(named.name())), Kind.SCHEMA);
      } else {
        symbols.refer(named.name().span(), Symbol.of(Kind.TYPE, name, Type.UNKNOWN));
      }
      named.arguments().forEach(this::type);
    }
  }
}
