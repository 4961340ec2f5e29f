package io.trainmaster.dsl;

import io.trainmaster.dsl.diagnostic.Code;
import io.trainmaster.dsl.diagnostic.Diagnostics;
import io.trainmaster.dsl.source.Span;
import io.trainmaster.dsl.syntax.ExpressionSyntax;
import io.trainmaster.dsl.syntax.Parser;
import io.trainmaster.dsl.type.ConstantReader;
import io.trainmaster.dsl.type.Literals;
import io.trainmaster.dsl.type.ScalarKind;
import io.trainmaster.dsl.type.Type;
import io.trainmaster.dsl.type.TypeReader;
import io.trainmaster.model.Value;
import io.trainmaster.model.WorkflowGraph;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Reads the values that a command line gives to a workflow's parameters. Texts, paths, dates and
 * names are written without quotes, secrets by their names; numbers, amounts and lists as in the
 * language.
 */
public final class ParameterReader {

  private final WorkflowGraph.Parameter parameter;
  private final Diagnostics diagnostics = new Diagnostics();

  private ParameterReader(WorkflowGraph.Parameter parameter) {
    this.parameter = parameter;
  }

  /**
   * The value that a text means for a parameter.
   *
   * @throws ParameterException where it is not of the parameter's type or outside its bounds
   */
  public static Value read(WorkflowGraph.Parameter parameter, String text)
      throws ParameterException {
    ParameterReader reader = new ParameterReader(parameter);
    return reader.read(reader.type().present(), text);
  }

  private Type type() {
    return Parser.parseParameter("value: " + parameter.type())
        .map(new TypeReader(TypeReader.NOMINAL, Set.of(), diagnostics)::read)
        .orElse(Type.UNKNOWN);
  }

  private Value read(Type type, String text) throws ParameterException {
    if (type instanceof Type.Scalar scalar && scalar.kind() == ScalarKind.SECRET) {
      return Value.secret(text);
    } else if (type instanceof Type.Scalar scalar && scalar.kind().isText()) {
      return text(scalar, text);
    } else if (type instanceof Type.ListOf list && !text.strip().startsWith("[")) {
      return items(list, text);
    } else if (type instanceof Type.Scalar || type instanceof Type.ListOf) {
      Optional<ExpressionSyntax> syntax = Parser.parseExpression(text);
      Optional<Value> value =
          syntax.flatMap(expression -> new ConstantReader(diagnostics).read(expression, type));
      return value.orElseThrow(() -> wrong(text));
    }
    throw new ParameterException(
        "Parameter `%s` is %s, which can't be given here."
            .formatted(parameter.name(), parameter.type()));
  }

  private Value text(Type.Scalar scalar, String text) throws ParameterException {
    Value value = Value.text(text);
    Optional<String> fault = Literals.fault(scalar.kind(), text);
    if (fault.isPresent()) {
      throw new ParameterException(start(text) + fault.get());
    }
    if (!ConstantReader.within(value, scalar, new Span(0, 0), diagnostics)) {
      throw wrong(text);
    }
    return value;
  }

  private Value items(Type.ListOf list, String text) throws ParameterException {
    List<Value> items = new ArrayList<>();
    if (!text.isBlank()) {
      for (String item : text.split(",", -1)) {
        items.add(read(list.element(), item.strip()));
      }
    }
    return new Value.Items(items);
  }

  private ParameterException wrong(String text) {
    String why =
        diagnostics.inOrder().stream()
            .filter(diagnostic -> diagnostic.code() != Code.NOT_CONSTANT)
            .findFirst()
            .map(diagnostic -> diagnostic.message())
            .orElse("Expected " + parameter.type() + example() + ".");
    return new ParameterException(start(text) + why);
  }

  private String example() {
    return type()
        .present()
        .scalar()
        .map(ParameterReader::example)
        .map(shown -> ", such as `" + shown + "`")
        .orElse("");
  }

  private static String example(ScalarKind kind) {
    return switch (kind) {
      case INT -> "5";
      case FLOAT -> "0.5";
      case BOOL -> "true";
      case DURATION -> "10 min";
      case BYTES -> "4 GiB";
      default -> "…";
    };
  }

  private String start(String text) {
    return "Parameter `" + parameter.name() + "` can't be `" + text + "`: ";
  }
}
