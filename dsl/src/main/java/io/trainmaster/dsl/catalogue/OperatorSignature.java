package io.trainmaster.dsl.catalogue;

import io.trainmaster.dsl.type.Type;
import io.trainmaster.model.Expression;
import io.trainmaster.model.TaskSpec;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * What is known of an operator.
 *
 * @param documentation the text of its {@code ///} comment
 * @param isolation where its attempts run
 * @param devices the kinds of devices it can use
 * @param keys the keys of its block
 * @param conditions what conditions its block takes
 * @param metrics the metrics that a search can go by
 * @param columnsOf the parameter whose columns the resulting datasets have
 * @param shares parameters that are shares of one whole, so that together they are at most 1
 * @param query where it takes a query over data sets
 * @param release the release that brings it, such as {@code 0.3}; empty: this one has it
 */
public record OperatorSignature(
    String name,
    String documentation,
    List<ParameterSignature> parameters,
    Type result,
    Effect effect,
    TaskSpec.Isolation isolation,
    List<String> devices,
    List<BlockKey> keys,
    Optional<Conditions> conditions,
    List<String> metrics,
    Optional<String> columnsOf,
    List<String> shares,
    Optional<Query> query,
    Optional<String> release) {

  public OperatorSignature {
    parameters = List.copyOf(parameters);
    devices = List.copyOf(devices);
    keys = List.copyOf(keys);
    metrics = List.copyOf(metrics);
    shares = List.copyOf(shares);
  }

  /** What an operator does to the world. */
  public enum Effect {
    /** Nothing: its results depend on its arguments alone. */
    PURE,
    /** It reads data that is not an argument. */
    READS,
    /** It changes something outside of the run. */
    WRITES
  }

  /**
   * That a block takes conditions on columns, and on {@code rows}.
   *
   * @param measures what a condition may say of a column besides its value, such as {@code nulls};
   *     empty: anything
   */
  public record Conditions(List<String> measures) {
    public Conditions {
      measures = List.copyOf(measures);
    }
  }

  /**
   * A query in Spark's SQL. It knows the first data set by the name of its parameter, and further
   * ones by that name with a number from 2 on.
   *
   * @param text the parameter with the query
   * @param first the parameter with the first data set
   * @param others the parameter with further ones
   */
  public record Query(String text, String first, Optional<String> others) {}

  /** The same under another name, seen from another file. */
  public OperatorSignature as(
      String otherName, List<ParameterSignature> otherParameters, Type otherResult) {
    return copy(otherName, otherParameters, otherResult, keys);
  }

  /** The same under another name. */
  public OperatorSignature as(String otherName) {
    return copy(otherName, parameters, result, keys);
  }

  /** The same with other keys of its block. */
  public OperatorSignature withKeys(List<BlockKey> otherKeys) {
    return copy(name, parameters, result, otherKeys);
  }

  private OperatorSignature copy(
      String otherName,
      List<ParameterSignature> otherParameters,
      Type otherResult,
      List<BlockKey> otherKeys) {
    return new OperatorSignature(
        otherName,
        documentation,
        otherParameters,
        otherResult,
        effect,
        isolation,
        devices,
        otherKeys,
        conditions,
        metrics,
        columnsOf,
        shares,
        query,
        release);
  }

  /** A sentence on the release that brings it; empty where this one has it. */
  public Optional<String> outlook() {
    return release.map(number -> "Release " + number + " runs it; this version only checks it.");
  }

  /** Whether its attempts can make use of a GPU. */
  public boolean usesGpu() {
    return devices.contains("gpu");
  }

  /** The first sentence of the documentation. */
  public String summary() {
    String flat = documentation.replace('\n', ' ');
    int end = flat.indexOf(". ");
    return end < 0 ? flat : flat.substring(0, end + 1);
  }

  /** The parameter with a name. */
  public Optional<ParameterSignature> parameter(String wanted) {
    return parameters.stream().filter(parameter -> parameter.name().equals(wanted)).findFirst();
  }

  /**
   * The arguments in the order of the parameters, with the defaults of those that are not given. An
   * optional parameter that is not given stays away.
   */
  public Map<String, Expression> complete(Map<String, Expression> given) {
    Map<String, Expression> all = new LinkedHashMap<>();
    for (ParameterSignature parameter : parameters) {
      Expression argument = given.get(parameter.name());
      if (argument != null) {
        all.put(parameter.name(), argument);
      } else {
        parameter
            .defaultValue()
            .ifPresent(value -> all.put(parameter.name(), new Expression.Literal(value)));
      }
    }
    return all;
  }

  /** Its first line, as the language writes it. */
  public String text() {
    return parameters.stream()
        .map(ParameterSignature::text)
        .collect(Collectors.joining(", ", name + "(", ") -> " + result.text()));
  }
}
