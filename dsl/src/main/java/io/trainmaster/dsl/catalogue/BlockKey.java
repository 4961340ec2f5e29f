package io.trainmaster.dsl.catalogue;

import io.trainmaster.dsl.type.Type;
import java.util.List;
import java.util.Optional;

/**
 * A key that a block may hold.
 *
 * @param parameters what follows it, first to last
 * @param keys the keys of its own block
 * @param calls the calls that its parameters of type {@code Call} take; empty: any
 * @param measures what a condition among its values can be about, such as {@code p99}
 * @param repeats whether it may stand more than once
 */
public record BlockKey(
    String name,
    List<ParameterSignature> parameters,
    List<BlockKey> keys,
    List<CallSignature> calls,
    List<Measure> measures,
    boolean repeats,
    String documentation) {

  public BlockKey {
    parameters = List.copyOf(parameters);
    keys = List.copyOf(keys);
    calls = List.copyOf(calls);
    measures = List.copyOf(measures);
  }

  /** What is measured while a task runs, and what a measured value is. */
  public record Measure(String name, Type type) {}

  /** A call that a key gives meaning to, such as {@code adam(rate: Float)}. */
  public record CallSignature(
      String name, List<ParameterSignature> parameters, String documentation) {
    public CallSignature {
      parameters = List.copyOf(parameters);
    }
  }

  /** The parameter with a name. */
  public Optional<ParameterSignature> parameter(String wanted) {
    return parameters.stream().filter(parameter -> parameter.name().equals(wanted)).findFirst();
  }

  /** The key with a name, among some. */
  public static Optional<BlockKey> find(List<BlockKey> keys, String name) {
    for (BlockKey key : keys) {
      if (key.name().equals(name)) {
        return Optional.of(key);
      }
    }
    return Optional.empty();
  }
}
