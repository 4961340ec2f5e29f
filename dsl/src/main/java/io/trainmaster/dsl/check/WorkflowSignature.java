package io.trainmaster.dsl.check;

import io.trainmaster.dsl.catalogue.ParameterSignature;
import io.trainmaster.dsl.type.Type;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a caller knows of a workflow.
 *
 * @param name as the caller writes it, such as {@code training.churn}
 * @param text its first line, as the language writes it
 */
record WorkflowSignature(
    String name,
    List<ParameterSignature> parameters,
    Optional<Type> result,
    String text,
    String documentation) {

  WorkflowSignature {
    parameters = List.copyOf(parameters);
  }

  /** What a call gives: a record of nothing, where the workflow returns nothing. */
  Type given() {
    return result.orElseGet(() -> new Type.RecordOf(Map.of()));
  }
}
