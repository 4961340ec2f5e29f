package io.trainmaster.model;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * One line of an operator's block with its values, as the operator receives it; see {@link
 * EntrySpec}.
 */
public record Entry(
    String key,
    Optional<String> comparison,
    List<Value> positional,
    Map<String, Value> named,
    List<Entry> block) {

  public Entry {
    positional = List.copyOf(positional);
    named = Collections.unmodifiableMap(new LinkedHashMap<>(named));
    block = List.copyOf(block);
  }
}
