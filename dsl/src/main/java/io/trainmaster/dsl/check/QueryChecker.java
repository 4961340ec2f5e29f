package io.trainmaster.dsl.check;

import io.trainmaster.dsl.catalogue.OperatorSignature;
import io.trainmaster.dsl.catalogue.ParameterSignature;
import io.trainmaster.dsl.diagnostic.Code;
import io.trainmaster.dsl.diagnostic.Diagnostic;
import io.trainmaster.dsl.diagnostic.Diagnostics;
import io.trainmaster.dsl.diagnostic.Nearest;
import io.trainmaster.dsl.source.Span;
import io.trainmaster.dsl.sql.SqlColumn;
import io.trainmaster.dsl.sql.SqlReading;
import io.trainmaster.dsl.syntax.ArgumentSyntax;
import io.trainmaster.dsl.syntax.ExpressionSyntax;
import io.trainmaster.dsl.syntax.WrittenCall;
import io.trainmaster.dsl.type.ScalarKind;
import io.trainmaster.model.Expression;
import io.trainmaster.model.Value;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Follows columns through a query, and tells of those that aren't there. */
final class QueryChecker {

  /** How the columns of files are written whose types only a run finds out. */
  private static final String ANY = "Unknown";

  private final FileScope file;
  private final Diagnostics diagnostics;
  private final Map<String, Integer> told = new HashMap<>();

  QueryChecker(FileScope file, Diagnostics diagnostics) {
    this.file = file;
    this.diagnostics = diagnostics;
  }

  /** The columns that come out of the query, where all of them are known. */
  Optional<List<Column>> check(
      WrittenCall call,
      OperatorSignature signature,
      OperatorSignature.Query query,
      CallChecker.Bound bound) {
    Typed text = bound.arguments().get(query.text());
    Optional<ExpressionSyntax> written = written(call, signature, query.text());
    if (text == null
        || written.isEmpty()
        || !(text.constant().orElse(Value.ABSENT) instanceof Value.Text sql)) {
      return Optional.empty();
    }
    SqlReading reading = SqlReading.of(sql.value(), tables(query, bound));
    reading.unknown().forEach(unknown -> tell(unknown, written.get().span()));
    Optional<List<Column>> columns =
        reading.columns().map(all -> all.stream().map(QueryChecker::column).toList());
    if (reading.unknown().isEmpty() && columns.isPresent()) {
      declared(signature, bound)
          .ifPresent(schema -> requireAll(schema, columns.get(), written.get().span()));
    }
    return columns;
  }

  private static Map<String, Optional<List<SqlColumn>>> tables(
      OperatorSignature.Query query, CallChecker.Bound bound) {
    Map<String, Optional<List<SqlColumn>>> tables = new LinkedHashMap<>();
    Typed first = bound.arguments().get(query.first());
    tables.put(
        query.first(),
        first == null
            ? Optional.empty()
            : first.columns().map(all -> all.stream().map(QueryChecker::column).toList()));
    Optional<Typed> others = query.others().map(bound.arguments()::get);
    if (others.isPresent() && others.get().expression() instanceof Expression.Items items) {
      for (int i = 0; i < items.items().size(); i++) {
        tables.put(query.first() + (i + 2), Optional.empty());
      }
    }
    return tables;
  }

  private static SqlColumn column(Column column) {
    Optional<String> type = Optional.of(column.type()).filter(known -> !known.equals(ANY));
    return new SqlColumn(column.name(), type, column.nullable());
  }

  private static Column column(SqlColumn column) {
    return new Column(column.name(), column.type().orElse(ANY), column.nullable());
  }

  private static Optional<ExpressionSyntax> written(
      WrittenCall call, OperatorSignature signature, String name) {
    List<String> names = signature.parameters().stream().map(ParameterSignature::name).toList();
    for (int i = 0; i < call.arguments().size(); i++) {
      ArgumentSyntax argument = call.arguments().get(i);
      boolean named = argument.name().filter(given -> given.text().equals(name)).isPresent();
      if (named || argument.name().isEmpty() && names.indexOf(name) == i) {
        return Optional.of(argument.value());
      }
    }
    return Optional.empty();
  }

  /** The declared columns that must come out. */
  private static Optional<List<Column>> declared(
      OperatorSignature signature, CallChecker.Bound bound) {
    return signature.parameters().stream()
        .filter(parameter -> parameter.type().present().is(ScalarKind.SCHEMA))
        .map(parameter -> bound.arguments().get(parameter.name()))
        .filter(value -> value != null)
        .findFirst()
        .flatMap(value -> value.constant().flatMap(SchemaValue::columns));
  }

  private void requireAll(List<Column> schema, List<Column> columns, Span query) {
    for (Column wanted : schema) {
      boolean there =
          columns.stream().anyMatch(column -> column.name().equalsIgnoreCase(wanted.name()));
      if (!there) {
        diagnostics.add(
            Code.UNKNOWN_COLUMN,
            new Span(query.start(), Math.min(query.end(), query.start() + 1)),
            "The schema has the column `" + wanted.name() + "`, which this query does not give.");
      }
    }
  }

  private void tell(SqlReading.Unknown unknown, Span query) {
    diagnostics.add(
        new Diagnostic(
                Code.UNKNOWN_COLUMN,
                "The data has no column `" + unknown.name() + "`.",
                place(unknown.name(), query))
            .replaceWith(Nearest.to(unknown.name(), unknown.known())));
  }

  /** A name that is wrong once is told where it stands; told again, where it stands next. */
  private Span place(String name, Span query) {
    Matcher matcher =
        Pattern.compile("(?<![\\w`])" + Pattern.quote(name) + "(?![\\w`])")
            .matcher(file.tree().file().text());
    int wanted = told.merge(name, 1, Integer::sum);
    Span found = query;
    for (int start = query.start(); wanted > 0 && matcher.find(start); start = matcher.end()) {
      if (matcher.end() > query.end()) {
        break;
      }
      found = new Span(matcher.start(), matcher.end());
      wanted--;
    }
    return found;
  }
}
