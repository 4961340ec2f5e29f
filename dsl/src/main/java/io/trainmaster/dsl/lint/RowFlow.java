package io.trainmaster.dsl.lint;

import io.trainmaster.dsl.catalogue.OperatorSignature;
import io.trainmaster.dsl.catalogue.ParameterSignature;
import io.trainmaster.dsl.source.Span;
import io.trainmaster.dsl.syntax.ArgumentSyntax;
import io.trainmaster.dsl.syntax.ExpressionSyntax;
import io.trainmaster.dsl.syntax.ItemSyntax;
import io.trainmaster.dsl.syntax.NameSyntax;
import io.trainmaster.dsl.syntax.PathSyntax;
import io.trainmaster.dsl.syntax.StatementSyntax;
import io.trainmaster.dsl.syntax.ValueSyntax;
import io.trainmaster.dsl.syntax.Walk;
import io.trainmaster.dsl.syntax.WrittenCall;
import io.trainmaster.dsl.type.Type;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Follows the rows of a workflow from their sources into data sets and models. */
final class RowFlow {

  static final String VALIDATION = "validation";

  /** How far names are followed before what they are bound to has been looked at. */
  private static final int DEPTH_LIMIT = 50;

  private final LintContext context;
  private final Map<String, ValueSyntax> bindings = new LinkedHashMap<>();
  private final Map<String, Known> known = new HashMap<>();
  private final Map<String, String> splits = new HashMap<>();
  private final Map<String, WrittenCall> splitCalls = new HashMap<>();
  private int depth;

  RowFlow(LintContext context, ItemSyntax.Workflow workflow) {
    this.context = context;
    Set<String> twice = new HashSet<>();
    new Walk() {
      @Override
      public void statement(StatementSyntax statement) {
        if (statement instanceof StatementSyntax.Binding binding) {
          String name = binding.target().text();
          if (bindings.put(name, binding.value()) != null) {
            twice.add(name);
          }
        }
        super.statement(statement);
      }
    }.item(workflow);
    bindings.keySet().removeAll(twice);
    List.copyOf(bindings.keySet()).forEach(this::named);
  }

  /** What is known of a value. */
  sealed interface Known {}

  /** A value that holds no rows, or may hold any. */
  record Other() implements Known {}

  /** A data set. */
  record Data(Rows rows) implements Known {}

  /** What a split gives. */
  record Parts(String work, Rows of) implements Known {
    Rows part(String name) {
      return of.then(new Rows.Step(work, name));
    }
  }

  /**
   * A model.
   *
   * @param train the rows that it has learned from
   * @param chosen the rows by which it was chosen among others
   * @param span where
   */
  record Learned(Rows train, Rows chosen, Span span) implements Known {}

  /** What a {@code tune} gives. */
  record Searched(Learned best) implements Known {}

  private Known named(String name) {
    Known before = known.get(name);
    ValueSyntax value = bindings.get(name);
    if (before != null) {
      return before;
    } else if (value == null || depth >= DEPTH_LIMIT) {
      return new Other();
    }
    depth++;
    Known found = value(value);
    depth--;
    known.put(name, found);
    if (found instanceof Parts parts) {
      splits.putIfAbsent(parts.work(), name);
      WrittenCall.of(value).ifPresent(call -> splitCalls.putIfAbsent(parts.work(), call));
    }
    return found;
  }

  private Known value(ValueSyntax value) {
    Optional<WrittenCall> call = WrittenCall.of(value);
    if (call.isPresent()) {
      return call(call.get());
    }
    return value instanceof ValueSyntax.Computed computed ? of(computed.expression()) : new Other();
  }

  /** What is known of an expression. */
  Known of(ExpressionSyntax expression) {
    if (expression instanceof ExpressionSyntax.Call call) {
      return call(WrittenCall.of(call));
    } else if (expression instanceof ExpressionSyntax.Reference reference) {
      PathSyntax path = reference.path();
      Known value = named(path.first().text());
      for (NameSyntax field : path.names().subList(1, path.names().size())) {
        value = field(value, field.text());
      }
      return value;
    }
    return new Other();
  }

  private static Known field(Known of, String name) {
    if (of instanceof Parts parts) {
      return new Data(parts.part(name));
    }
    return of instanceof Searched searched && name.equals("model") ? searched.best() : new Other();
  }

  /** The rows of a data set; of one that nothing is known of, it is a source itself. */
  Rows rows(ExpressionSyntax expression) {
    return of(expression) instanceof Data data
        ? data.rows()
        : Rows.source(context.words().text(expression.span()));
  }

  private Known call(WrittenCall call) {
    Optional<OperatorSignature> operator = context.operator(call.name());
    if (operator.isEmpty()) {
      return new Other();
    }
    OperatorSignature signature = operator.get();
    Map<String, ExpressionSyntax> given = given(call, signature);
    String work = context.words().text(call.span());
    if (signature.result().is("Model")) {
      Learned learned = learned(call, signature, given);
      return call.search() ? new Searched(learned) : learned;
    } else if (signature.result() instanceof Type.RecordOf && given.size() > 0) {
      return new Parts(work, datasets(signature, given, ""));
    } else if (!signature.result().is("Dataset")) {
      return new Other();
    }
    Optional<ExpressionSyntax> same =
        signature.columnsOf().flatMap(name -> Optional.ofNullable(given.get(name)));
    if (same.isPresent()) {
      return new Data(rows(same.get()));
    }
    Rows inputs = datasets(signature, given, "");
    return new Data(
        inputs.equals(Rows.NONE) ? Rows.source(work) : inputs.then(new Rows.Step(work, "")));
  }

  private Learned learned(
      WrittenCall call, OperatorSignature signature, Map<String, ExpressionSyntax> given) {
    Optional<ExpressionSyntax> validation =
        Optional.ofNullable(given.get(VALIDATION))
            .filter(value -> call.search() || call.hasEntry("early_stop"));
    return new Learned(
        datasets(signature, given, VALIDATION),
        validation.map(this::rows).orElse(Rows.NONE),
        call.name().span());
  }

  /** The rows of all data sets that a call is given, but for one parameter. */
  Rows datasets(OperatorSignature signature, Map<String, ExpressionSyntax> given, String butFor) {
    Rows all = Rows.NONE;
    for (ParameterSignature parameter : signature.parameters()) {
      ExpressionSyntax value = given.get(parameter.name());
      if (value != null
          && parameter.type().present().is("Dataset")
          && !parameter.name().equals(butFor)) {
        all = all.and(rows(value));
      }
    }
    return all;
  }

  /** The arguments of a call by the names of the parameters. */
  static Map<String, ExpressionSyntax> given(WrittenCall call, OperatorSignature signature) {
    Map<String, ExpressionSyntax> given = new HashMap<>();
    int position = 0;
    for (ArgumentSyntax argument : call.arguments()) {
      if (argument.name().isPresent()) {
        given.put(argument.name().get().text(), argument.value());
      } else if (position < signature.parameters().size()) {
        given.put(signature.parameters().get(position).name(), argument.value());
        position++;
      }
    }
    return given;
  }

  /**
   * Another part of a split that some rows are a part of, as it is written.
   *
   * @param not rows that may not be in it
   */
  Optional<String> otherPart(Rows rows, String part, Rows not) {
    for (Rows.Step step : rows.lastParts()) {
      String name = splits.get(step.work());
      WrittenCall call = splitCalls.get(step.work());
      if (name != null
          && call != null
          && call.named(part).isPresent()
          && named(name) instanceof Parts parts
          && !parts.part(part).overlap(not)) {
        return Optional.of(name + "." + part);
      }
    }
    return Optional.empty();
  }
}
