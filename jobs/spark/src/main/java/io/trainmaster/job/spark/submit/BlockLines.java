package io.trainmaster.job.spark.submit;

import io.trainmaster.job.Arguments;
import io.trainmaster.job.Artifact;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The lines of a block, whose values the checker has looked at. */
final class BlockLines {

  private final Arguments arguments;

  BlockLines(Arguments arguments) {
    this.arguments = arguments;
  }

  /** The value of the last line with a key. */
  Optional<Object> value(String key, String name) {
    return arguments.entries(key).stream()
        .map(entry -> value(entry, 0, name))
        .flatMap(Optional::stream)
        .reduce((first, second) -> second);
  }

  /** The first texts of all lines with a key; of a list, its items. */
  List<String> texts(String key, String name) {
    List<String> texts = new ArrayList<>();
    for (Arguments.Entry entry : arguments.entries(key)) {
      value(entry, 0, name)
          .ifPresent(
              value -> {
                if (value instanceof List<?> list) {
                  list.forEach(item -> texts.add(text(item)));
                } else {
                  texts.add(text(value));
                }
              });
    }
    return texts;
  }

  /** The lines with a key as pairs, the later of two with one name. */
  Map<String, String> pairs(String key, String name, String value) {
    Map<String, String> pairs = new LinkedHashMap<>();
    for (Arguments.Entry entry : arguments.entries(key)) {
      value(entry, 0, name)
          .ifPresent(
              left ->
                  pairs.put(text(left), value(entry, 1, value).map(BlockLines::text).orElse("")));
    }
    return pairs;
  }

  private static Optional<Object> value(Arguments.Entry entry, int index, String name) {
    return Optional.ofNullable(
        index < entry.positional().size()
            ? entry.positional().get(index)
            : entry.named().get(name));
  }

  /** A text, or the path of what a task has published. */
  static String text(Object value) {
    return value instanceof Artifact artifact ? artifact.path().toString() : value.toString();
  }
}
