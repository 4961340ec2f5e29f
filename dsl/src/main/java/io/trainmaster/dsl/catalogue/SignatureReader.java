package io.trainmaster.dsl.catalogue;

import io.trainmaster.dsl.diagnostic.Code;
import io.trainmaster.dsl.diagnostic.Diagnostic;
import io.trainmaster.dsl.diagnostic.Diagnostics;
import io.trainmaster.dsl.diagnostic.Nearest;
import io.trainmaster.dsl.source.Span;
import io.trainmaster.dsl.syntax.ArgumentSyntax;
import io.trainmaster.dsl.syntax.BlockSyntax;
import io.trainmaster.dsl.syntax.EntrySyntax;
import io.trainmaster.dsl.syntax.ExpressionSyntax;
import io.trainmaster.dsl.syntax.ItemSyntax;
import io.trainmaster.dsl.syntax.ParameterSyntax;
import io.trainmaster.dsl.type.ConstantReader;
import io.trainmaster.dsl.type.ScalarKind;
import io.trainmaster.dsl.type.Type;
import io.trainmaster.dsl.type.TypeReader;
import io.trainmaster.model.TaskSpec;
import io.trainmaster.model.Value;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** Operator declarations to signatures. */
public final class SignatureReader {

  private static final List<String> ENTRIES =
      List.of(
          "effect",
          "runs",
          "devices",
          "metrics",
          "conditions",
          "columns",
          "shares",
          "query",
          "release",
          "key");

  private final TypeReader types;
  private final Diagnostics diagnostics;

  /**
   * @param types how types are read
   */
  public SignatureReader(TypeReader types, Diagnostics diagnostics) {
    this.types = types;
    this.diagnostics = diagnostics;
  }

  /** The signature of an operator of a catalogue. */
  OperatorSignature read(ItemSyntax.Operator operator) {
    Builder builder = new Builder();
    operator.block().map(BlockSyntax::entries).orElse(List.of()).forEach(builder::entry);
    return builder.build(operator, head(operator));
  }

  /** The signature of an operator that a workflow file declares: its block is not read. */
  public OperatorSignature head(ItemSyntax.Operator operator) {
    return new OperatorSignature(
        operator.name().text(),
        operator.documentation(),
        parameters(operator.parameters()),
        types.read(operator.result()),
        OperatorSignature.Effect.WRITES,
        TaskSpec.Isolation.SHARED,
        List.of("cpu", "gpu"),
        List.of(),
        Optional.empty(),
        List.of(),
        Optional.empty(),
        List.of(),
        Optional.empty(),
        Optional.empty());
  }

  /** Parameters with their types and defaults; a name that is taken is told. */
  public List<ParameterSignature> parameters(List<ParameterSyntax> syntax) {
    List<ParameterSignature> parameters = new ArrayList<>();
    Set<String> names = new HashSet<>();
    for (ParameterSyntax parameter : syntax) {
      if (!names.add(parameter.name().text())) {
        diagnostics.add(
            Code.DUPLICATE_NAME,
            parameter.name().span(),
            "There is already a parameter `" + parameter.name().text() + "`.");
        continue;
      }
      parameters.add(parameter(parameter));
    }
    return parameters;
  }

  private ParameterSignature parameter(ParameterSyntax syntax) {
    Type type = types.read(syntax);
    Optional<Value> value =
        syntax
            .defaultValue()
            .flatMap(constant -> new ConstantReader(diagnostics).read(constant, type));
    return new ParameterSignature(syntax.name().text(), type, value, syntax.documentation());
  }

  /** What the entries of a declaration say, one by one. */
  private final class Builder {
    private OperatorSignature.Effect effect = OperatorSignature.Effect.PURE;
    private TaskSpec.Isolation isolation = TaskSpec.Isolation.SHARED;
    private List<String> devices = List.of("cpu");
    private List<String> metrics = List.of();
    private Optional<OperatorSignature.Conditions> conditions = Optional.empty();
    private Optional<String> columnsOf = Optional.empty();
    private List<String> shares = List.of();
    private List<String> query = List.of();
    private Optional<String> release = Optional.empty();
    private final List<BlockKey> keys = new ArrayList<>();

    void entry(EntrySyntax entry) {
      if (entry instanceof EntrySyntax.Declaration declaration) {
        keys.add(key(declaration));
        return;
      } else if (entry.key().text().equals("release")) {
        release = text(entry);
        return;
      }
      List<String> words = words(entry);
      switch (entry.key().text()) {
        case "effect" ->
            effect = word(entry, words, OperatorSignature.Effect.values()).orElse(effect);
        case "runs" ->
            isolation = word(entry, words, TaskSpec.Isolation.values()).orElse(isolation);
        case "devices" -> devices = words;
        case "metrics" -> metrics = words;
        case "conditions" -> conditions = Optional.of(conditions(entry, words));
        case "columns" -> columnsOf = words.stream().findFirst();
        case "shares" -> shares = words;
        case "query" -> query = words;
        default -> unknown(entry);
      }
    }

    OperatorSignature build(ItemSyntax.Operator operator, OperatorSignature head) {
      if (columnsOf.isPresent() && head.parameter(columnsOf.get()).isEmpty()) {
        diagnostics.add(Code.UNKNOWN_NAME, operator.name().span(), "`columns` names no parameter.");
      }
      if (!shares.stream().allMatch(share -> head.parameter(share).isPresent())) {
        diagnostics.add(Code.UNKNOWN_NAME, operator.name().span(), "`shares` names no parameter.");
      }
      if (!query.isEmpty()
          && (query.size() < 2
              || !query.stream().allMatch(part -> head.parameter(part).isPresent()))) {
        diagnostics.add(
            Code.UNKNOWN_NAME,
            operator.name().span(),
            "`query` names the parameters of the text and of the data sets.");
        query = List.of();
      }
      return new OperatorSignature(
          head.name(),
          head.documentation(),
          head.parameters(),
          head.result(),
          effect,
          isolation,
          devices,
          keys,
          conditions,
          metrics,
          columnsOf.or(() -> conditions.flatMap(some -> firstDataset(head))),
          shares,
          query(),
          release);
    }

    private Optional<OperatorSignature.Query> query() {
      return query.isEmpty()
          ? Optional.empty()
          : Optional.of(
              new OperatorSignature.Query(
                  query.get(0), query.get(1), query.stream().skip(2).findFirst()));
    }

    /** An operator with conditions on columns gives the columns that it is given. */
    private Optional<String> firstDataset(OperatorSignature head) {
      return head.parameters().stream()
          .filter(parameter -> parameter.type().is("Dataset"))
          .map(ParameterSignature::name)
          .findFirst();
    }
  }

  private void unknown(EntrySyntax entry) {
    diagnostics.add(
        new Diagnostic(
                Code.UNKNOWN_KEY,
                "A signature has no entry `" + entry.key().text() + "`.",
                entry.key().span())
            .replaceWith(Nearest.to(entry.key().text(), ENTRIES)));
  }

  private OperatorSignature.Conditions conditions(EntrySyntax entry, List<String> words) {
    if (words.isEmpty() || !words.get(0).equals("columns")) {
      diagnostics.add(Code.NOT_ONE_OF, entry.span(), "Conditions are on `columns`.");
    }
    return new OperatorSignature.Conditions(words.stream().skip(1).toList());
  }

  private BlockKey key(EntrySyntax.Declaration declaration) {
    List<BlockKey> keys = new ArrayList<>();
    List<BlockKey.CallSignature> calls = new ArrayList<>();
    List<BlockKey.Measure> measures = new ArrayList<>();
    boolean repeats = false;
    for (EntrySyntax inner : declaration.declarations()) {
      if (inner instanceof EntrySyntax.Declaration nested) {
        if (nested.key().text().equals("key")) {
          keys.add(repeated(key(nested)));
        } else {
          calls.add(
              new BlockKey.CallSignature(
                  nested.name().text(), parameters(nested.parameters()), nested.documentation()));
        }
      } else if (inner.key().text().equals("repeats")) {
        repeats = true;
      } else if (inner.key().text().equals("measures")) {
        measures.addAll(measures(inner));
      } else {
        unknown(inner);
      }
    }
    return new BlockKey(
        declaration.name().text(),
        parameters(declaration.parameters()),
        keys,
        calls,
        measures,
        repeats,
        declaration.documentation());
  }

  /** {@code measures p99: Duration, errors: Float}. */
  private List<BlockKey.Measure> measures(EntrySyntax entry) {
    List<BlockKey.Measure> measures = new ArrayList<>();
    if (entry instanceof EntrySyntax.Values values) {
      for (ArgumentSyntax argument : values.arguments()) {
        Optional<ScalarKind> kind =
            argument.value() instanceof ExpressionSyntax.Reference reference
                ? ScalarKind.of(reference.path().text())
                : Optional.empty();
        if (argument.name().isEmpty() || kind.isEmpty()) {
          diagnostics.add(
              Code.TYPE_MISMATCH, argument.span(), "A measure is a name and the type of a value.");
        } else {
          Type type = new Type.Scalar(kind.get(), Optional.empty());
          measures.add(new BlockKey.Measure(argument.name().get().text(), type));
        }
      }
    }
    return measures;
  }

  private Optional<String> text(EntrySyntax entry) {
    if (entry instanceof EntrySyntax.Values values
        && values.arguments().size() == 1
        && values.arguments().get(0).value() instanceof ExpressionSyntax.Text text
        && text.plain().isPresent()) {
      return text.plain();
    }
    diagnostics.add(
        Code.TYPE_MISMATCH, entry.span(), "`" + entry.key().text() + "` is followed by a text.");
    return Optional.empty();
  }

  /** A key inside a key is an item of a list, such as a layer, and may stand many times. */
  private static BlockKey repeated(BlockKey key) {
    return new BlockKey(
        key.name(),
        key.parameters(),
        key.keys(),
        key.calls(),
        key.measures(),
        true,
        key.documentation());
  }

  private <E extends Enum<E>> Optional<E> word(EntrySyntax entry, List<String> words, E[] all) {
    for (E value : all) {
      if (words.size() == 1 && words.get(0).equals(value.name().toLowerCase(Locale.ROOT))) {
        return Optional.of(value);
      }
    }
    diagnostics.add(
        Code.NOT_ONE_OF,
        entry.span(),
        "`"
            + entry.key().text()
            + "` is one of "
            + List.of(all).toString().toLowerCase(Locale.ROOT)
            + ".");
    return Optional.empty();
  }

  /** The words of an entry's values; the items of lists count as values. */
  private List<String> words(EntrySyntax entry) {
    List<String> words = new ArrayList<>();
    if (entry instanceof EntrySyntax.Values values) {
      values.arguments().forEach(argument -> words(argument.value(), words));
    } else {
      notWords(entry.span());
    }
    return words;
  }

  private void words(ExpressionSyntax value, List<String> words) {
    if (value instanceof ExpressionSyntax.Reference reference) {
      words.add(reference.path().text());
    } else if (value instanceof ExpressionSyntax.Items items) {
      items.items().forEach(item -> words(item, words));
    } else {
      notWords(value.span());
    }
  }

  private void notWords(Span span) {
    diagnostics.add(Code.TYPE_MISMATCH, span, "Words were expected here.");
  }
}
