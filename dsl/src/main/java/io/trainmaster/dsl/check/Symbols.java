package io.trainmaster.dsl.check;

import io.trainmaster.dsl.catalogue.BlockKey;
import io.trainmaster.dsl.catalogue.OperatorSignature;
import io.trainmaster.dsl.catalogue.ParameterSignature;
import io.trainmaster.dsl.check.SemanticModel.Occurrence;
import io.trainmaster.dsl.check.Symbol.Kind;
import io.trainmaster.dsl.source.Span;
import io.trainmaster.dsl.syntax.ArgumentSyntax;
import io.trainmaster.dsl.syntax.ItemSyntax;
import io.trainmaster.dsl.syntax.NameSyntax;
import io.trainmaster.dsl.syntax.ParameterSyntax;
import io.trainmaster.dsl.syntax.PathSyntax;
import io.trainmaster.dsl.syntax.WrittenCall;
import io.trainmaster.dsl.type.Type;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/**
 * Collects what names mean while a file is checked. The checkers tell of each name as they resolve
 * it; where the file declares it is found at the end, so that the order of telling means nothing.
 * Symbols are made when somebody asks for the model: most checks of a file end without.
 */
final class Symbols {

  private final List<Supplier<Symbol>> declarations = new ArrayList<>();
  private final List<Name> names = new ArrayList<>();
  private final List<Use> uses = new ArrayList<>();
  private final List<Use> outsideUses = new ArrayList<>();
  private final List<ColumnUse> columnUses = new ArrayList<>();
  private final List<SemanticModel.Call> calls = new ArrayList<>();
  private final Map<OperatorSignature, Symbol> operators = new IdentityHashMap<>();
  private final Map<ParameterSignature, Symbol> arguments = new IdentityHashMap<>();

  /** A name that this file does not declare. */
  private record Name(Span span, Supplier<Symbol> symbol) {}

  /** A name whose declaration is looked for at the end, as it would be from a place. */
  private record Use(
      Span span, Kind kind, String name, Supplier<Symbol> otherwise, Optional<Integer> place) {}

  private record ColumnUse(Span span, Column column, List<Column> among) {}

  static boolean isValue(Kind kind) {
    return kind == Kind.PARAMETER || kind == Kind.BINDING;
  }

  /** A symbol whose declaration stands in this file. */
  void declare(Symbol symbol) {
    declarations.add(() -> symbol);
  }

  /** The parameters of a workflow with their types. */
  void parameters(ItemSyntax.Workflow workflow, List<ParameterSignature> signatures) {
    Map<String, ParameterSignature> byName =
        signatures.stream().collect(Collectors.toMap(ParameterSignature::name, one -> one));
    for (ParameterSyntax parameter : workflow.parameters()) {
      ParameterSignature signature = byName.get(parameter.name().text());
      if (signature != null) {
        declare(
            parameter(Kind.PARAMETER, signature)
                .declaredAt(parameter.name().span(), workflow.span()));
      }
    }
  }

  private static Symbol parameter(Kind kind, ParameterSignature signature) {
    return Symbol.of(
        kind, signature.name(), signature.text(), signature.type(), signature.documentation());
  }

  /** A name that is bound to a value, and where it can be used. */
  void binding(NameSyntax name, Typed value, Span reach) {
    declarations.add(
        () ->
            Symbol.of(Kind.BINDING, name.text(), value.type())
                .withColumns(value.columns())
                .declaredAt(name.span(), reach));
  }

  /** A parameter or binding that is used. */
  void value(NameSyntax name, Typed value) {
    use(name.span(), Kind.BINDING, name.text(), value.type());
  }

  /** A parameter of a workflow that is named outside of it. */
  void parameterOf(ItemSyntax.Workflow workflow, NameSyntax name) {
    outside(name, Kind.PARAMETER, Optional.of(workflow.span().start()));
  }

  /** A task that is named outside of its workflow. */
  void task(NameSyntax name) {
    outside(name, Kind.BINDING, Optional.empty());
  }

  private void outside(NameSyntax name, Kind kind, Optional<Integer> place) {
    Supplier<Symbol> unknown = () -> Symbol.of(kind, name.text(), Type.UNKNOWN);
    outsideUses.add(new Use(name.span(), kind, name.text(), unknown, place));
  }

  /** A name that this file does not declare. */
  void refer(Span span, Symbol symbol) {
    names.add(new Name(span, () -> symbol));
  }

  /** A schema, workflow or import that is used. */
  void item(PathSyntax path, Kind kind) {
    use(path.first().span(), kind, path.first().text(), Type.UNKNOWN);
  }

  private void use(Span span, Kind kind, String name, Type type) {
    use(span, kind, name, () -> Symbol.of(kind, name, type));
  }

  private void use(Span span, Kind kind, String name, Supplier<Symbol> otherwise) {
    uses.add(new Use(span, kind, name, otherwise, Optional.of(span.start())));
  }

  /** A field that is read off a value. */
  void field(NameSyntax name, Typed value) {
    names.add(
        new Name(
            name.span(),
            () -> Symbol.of(Kind.FIELD, name.text(), value.type()).withColumns(value.columns())));
  }

  /** An operator that is called or faked. */
  void operator(PathSyntax path, OperatorSignature signature) {
    use(
        path.span(),
        Kind.OPERATOR,
        signature.name(),
        () -> operators.computeIfAbsent(signature, Symbols::symbol));
  }

  private static Symbol symbol(OperatorSignature signature) {
    return Symbol.of(
        Kind.OPERATOR,
        signature.name(),
        signature.text(),
        signature.result(),
        signature.outlook().map(words -> words + "\n\n").orElse("") + signature.documentation());
  }

  /** A call of an operator. */
  void call(WrittenCall call, OperatorSignature signature, Optional<List<Column>> columns) {
    operator(call.name(), signature);
    calls.add(
        new SemanticModel.Call(
            call.name().span(), call.span(), signature, call.arguments(), columns));
  }

  /** The arguments of anything that takes some, by the names of their parameters. */
  void arguments(Map<String, ArgumentSyntax> given, List<ParameterSignature> parameters) {
    for (ParameterSignature parameter : parameters) {
      ArgumentSyntax argument = given.get(parameter.name());
      if (argument != null) {
        argument
            .name()
            .filter(name -> name.text().equals(parameter.name()))
            .ifPresent(name -> argument(name, parameter));
      }
    }
  }

  /** A parameter of an operator that is named. */
  void argument(NameSyntax name, ParameterSignature parameter) {
    names.add(
        new Name(
            name.span(),
            () -> arguments.computeIfAbsent(parameter, known -> parameter(Kind.ARGUMENT, known))));
  }

  /** A key of an operator's block. */
  void key(PathSyntax path, BlockKey key) {
    names.add(new Name(path.span(), () -> symbol(key)));
  }

  private static Symbol symbol(BlockKey key) {
    String parameters =
        key.parameters().stream().map(ParameterSignature::text).collect(Collectors.joining(", "));
    return Symbol.of(
        Kind.KEY,
        key.name(),
        key.name() + (parameters.isEmpty() ? "" : "(" + parameters + ")"),
        Type.UNKNOWN,
        key.documentation());
  }

  /** A bare word of a closed set. */
  void word(Span span, String word, Type type) {
    names.add(new Name(span, () -> Symbol.of(Kind.WORD, word, type)));
  }

  /** A column that is named, among those that the data has. */
  void column(Span span, String name, List<Column> among) {
    among.stream()
        .filter(column -> column.name().equals(name))
        .findFirst()
        .ifPresent(column -> columnUses.add(new ColumnUse(span, column, among)));
  }

  /** All that was collected. */
  SemanticModel model() {
    List<Symbol> declared =
        declarations.stream().map(Supplier::get).filter(one -> !one.name().isEmpty()).toList();
    Map<String, List<Symbol>> byName = new HashMap<>();
    declared.forEach(
        symbol -> byName.computeIfAbsent(symbol.name(), name -> new ArrayList<>()).add(symbol));
    List<Occurrence> all = new ArrayList<>();
    // Of two meanings of a place the first counts: a test names things of the workflow that it
    // runs.
    outsideUses.forEach(use -> all.add(occurrence(use, byName)));
    declared.forEach(
        symbol -> symbol.declaration().ifPresent(place -> all.add(new Occurrence(place, symbol))));
    names.forEach(name -> all.add(new Occurrence(name.span(), name.symbol().get())));
    uses.forEach(use -> all.add(occurrence(use, byName)));
    for (ColumnUse use : columnUses) {
      List<Symbol> candidates = byName.getOrDefault(use.column().name(), List.of());
      all.add(new Occurrence(use.span(), column(use, candidates)));
    }
    return new SemanticModel(all, declared, calls);
  }

  private static Occurrence occurrence(Use use, Map<String, List<Symbol>> byName) {
    List<Symbol> candidates = byName.getOrDefault(use.name(), List.of());
    return new Occurrence(use.span(), declared(use, candidates).orElseGet(use.otherwise()));
  }

  private static Optional<Symbol> declared(Use use, List<Symbol> candidates) {
    for (Symbol symbol : candidates) {
      boolean kind = symbol.kind() == use.kind() || isValue(symbol.kind()) && isValue(use.kind());
      if (kind && (use.place().isEmpty() || symbol.reaches(use.place().get()))) {
        return Optional.of(symbol);
      }
    }
    return Optional.empty();
  }

  /** A schema's column is the one where the data has all the columns of that schema. */
  private static Symbol column(ColumnUse use, List<Symbol> candidates) {
    return candidates.stream()
        .filter(symbol -> symbol.kind() == Kind.COLUMN)
        .filter(symbol -> symbol.columns().filter(use.among()::equals).isPresent())
        .findFirst()
        .orElseGet(() -> DeclarationSymbols.column(use.column(), ""));
  }
}
