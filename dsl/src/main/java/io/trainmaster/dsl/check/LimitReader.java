package io.trainmaster.dsl.check;

import io.trainmaster.dsl.diagnostic.Code;
import io.trainmaster.dsl.diagnostic.Diagnostics;
import io.trainmaster.dsl.syntax.ArgumentSyntax;
import io.trainmaster.dsl.syntax.EntrySyntax;
import io.trainmaster.dsl.type.ConstantReader;
import io.trainmaster.dsl.type.Type;
import io.trainmaster.model.Value;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** Reads {@code limit "warehouse", "vendor_api", places: 2}. */
final class LimitReader {

  private static final String PLACES = "places";
  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_.-]+");
  private static final Type COUNT = Type.Scalar.between(1, 1_000_000);

  private final Diagnostics diagnostics;
  private final ConstantReader constants;

  LimitReader(Diagnostics diagnostics) {
    this.diagnostics = diagnostics;
    this.constants = new ConstantReader(diagnostics);
  }

  /** How many places are taken of each limit, by its name. */
  Map<String, Integer> read(EntrySyntax.Values entry) {
    List<ArgumentSyntax> names =
        entry.arguments().stream().filter(argument -> argument.name().isEmpty()).toList();
    Optional<ArgumentSyntax> places = PolicyChecker.named(entry, PLACES);
    if (names.isEmpty()
        || names.size() + places.stream().count() != entry.arguments().size()
        || !entry.blocks().isEmpty()) {
      diagnostics.add(
          Code.MALFORMED_LINE,
          entry.span(),
          "`limit` is followed by names, such as `limit \"warehouse\", places: 2`.");
      return Map.of();
    }
    int count = places.flatMap(this::count).orElse(1);
    Map<String, ArgumentSyntax> seen = new LinkedHashMap<>();
    for (ArgumentSyntax argument : names) {
      name(argument).ifPresent(name -> once(name, argument, seen));
    }
    Map<String, Integer> limits = new LinkedHashMap<>();
    seen.keySet().forEach(name -> limits.put(name, count));
    return limits;
  }

  private Optional<Integer> count(ArgumentSyntax argument) {
    return constants
        .read(argument.value(), COUNT)
        .filter(Value.Int.class::isInstance)
        .map(value -> (int) ((Value.Int) value).value());
  }

  private Optional<String> name(ArgumentSyntax argument) {
    Optional<String> name =
        constants
            .read(argument.value(), Type.STRING)
            .filter(Value.Text.class::isInstance)
            .map(value -> ((Value.Text) value).value());
    if (name.filter(text -> !NAME.matcher(text).matches()).isPresent()) {
      diagnostics.add(
          Code.OUT_OF_RANGE,
          argument.span(),
          "The name of a limit has letters, digits, `_`, `.` and `-`.");
      return Optional.empty();
    }
    return name;
  }

  private void once(String name, ArgumentSyntax argument, Map<String, ArgumentSyntax> seen) {
    ArgumentSyntax before = seen.putIfAbsent(name, argument);
    if (before != null) {
      diagnostics.addTwice(
          argument.span(), "The limit `" + name + "` stands here twice.", before.span());
    }
  }
}
