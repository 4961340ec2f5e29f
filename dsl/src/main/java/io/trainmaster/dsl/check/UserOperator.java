package io.trainmaster.dsl.check;

import io.trainmaster.dsl.catalogue.OperatorSignature;
import io.trainmaster.dsl.catalogue.ParameterSignature;
import io.trainmaster.dsl.type.Type;
import io.trainmaster.model.EntrySpec;
import io.trainmaster.model.Expression;
import io.trainmaster.model.Policy;
import io.trainmaster.model.Value;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * An operator that a file declares: a command with places for arguments. A call of it is a call of
 * the operator {@code shell}.
 *
 * @param signature how it is called
 * @param command the program and its arguments, with the operator's parameters in them
 * @param block what else {@code shell} is told, with the operator's parameters in it
 * @param policy how it is run where a call says nothing else
 * @param later what of it this version can't run, by release
 */
record UserOperator(
    OperatorSignature signature,
    Expression command,
    List<EntrySpec> block,
    Policy policy,
    Map<String, String> later) {

  /** The operator that runs commands. */
  static final String SHELL = "shell";

  /** The name of the value of a command that gives only one. */
  static final String VALUE = "value";

  UserOperator {
    block = List.copyOf(block);
    later = Map.copyOf(later);
  }

  /** What {@code shell} is given in a call. */
  Map<String, Expression> arguments(Map<String, Expression> given) {
    return Map.of("command", new Substitution(all(given)).in(command));
  }

  /** The block of {@code shell} in a call. */
  List<EntrySpec> block(Map<String, Expression> given) {
    Substitution substitution = new Substitution(all(given));
    return block.stream().map(substitution::in).toList();
  }

  private Map<String, Expression> all(Map<String, Expression> given) {
    Map<String, Expression> all = new LinkedHashMap<>(signature.complete(given));
    for (ParameterSignature parameter : signature.parameters()) {
      all.putIfAbsent(parameter.name(), new Expression.Literal(Value.ABSENT));
    }
    return all;
  }

  /** The result of a call, given what its task gives. */
  Expression result(Expression output) {
    boolean single = signature.result().present() instanceof Type.Scalar;
    return single ? new Expression.Field(output, VALUE) : output;
  }
}
