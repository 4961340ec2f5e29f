package io.trainmaster.model;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * One line of an operator's block, before its expressions are evaluated. {@code epochs 5} has one
 * positional value, {@code conv filters: 32} a named one, {@code age in 0..120} the comparison
 * {@code in}, {@code charges nulls < 1%} the positional call {@code <} of {@code nulls} and {@code
 * 0.01}.
 *
 * @param key the word or the column that the line begins with
 * @param comparison the operator between key and value, where the line is a condition
 * @param positional values in order; a condition has exactly one
 * @param named values by name
 * @param block the lines of the entry's own block
 */
public record EntrySpec(
    String key,
    Optional<String> comparison,
    List<Expression> positional,
    Map<String, Expression> named,
    List<EntrySpec> block) {

  public EntrySpec {
    positional = List.copyOf(positional);
    named = Collections.unmodifiableMap(new LinkedHashMap<>(named));
    block = List.copyOf(block);
  }

  /** The entry with a value for each expression in it. */
  public Entry valued(Function<Expression, Value> value) {
    Map<String, Value> values = new LinkedHashMap<>();
    named.forEach((name, expression) -> values.put(name, value.apply(expression)));
    return new Entry(
        key,
        comparison,
        positional.stream().map(value).toList(),
        values,
        block.stream().map(line -> line.valued(value)).toList());
  }

  /** Every expression in this entry and the entries inside it. */
  public Stream<Expression> expressions() {
    return Stream.of(
            positional.stream(),
            named.values().stream(),
            block.stream().flatMap(EntrySpec::expressions))
        .flatMap(stream -> stream);
  }
}
