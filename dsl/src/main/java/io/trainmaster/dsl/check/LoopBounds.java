package io.trainmaster.dsl.check;

import io.trainmaster.dsl.diagnostic.Code;
import io.trainmaster.dsl.diagnostic.Diagnostics;
import io.trainmaster.dsl.syntax.EntrySyntax;
import io.trainmaster.dsl.type.ConstantReader;
import io.trainmaster.dsl.type.Refinement;
import io.trainmaster.dsl.type.ScalarKind;
import io.trainmaster.dsl.type.Type;
import io.trainmaster.model.TaskSpec;
import io.trainmaster.model.Value;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads the lines of a loop that bound it: {@code tolerate}, {@code parallel}, {@code max}. */
final class LoopBounds {

  static final List<String> KEYS = List.of("tolerate", "parallel", "max");

  private static final Type SHARE = scalar(ScalarKind.FLOAT, new Value.Int(0), new Value.Int(1));
  private static final Type COUNT =
      scalar(ScalarKind.INT, new Value.Int(1), new Value.Int(1_000_000));

  private final Diagnostics diagnostics;
  private final Map<String, EntrySyntax> seen = new HashMap<>();
  private double tolerate;
  private Optional<Integer> parallel = Optional.empty();
  private Optional<Integer> max = Optional.empty();

  LoopBounds(Diagnostics diagnostics) {
    this.diagnostics = diagnostics;
  }

  private static Type scalar(ScalarKind kind, Value from, Value to) {
    return new Type.Scalar(
        kind, Optional.of(new Refinement.Between(new Value.Range(from, to, true))));
  }

  /** Whether a line is one of these. */
  static boolean isBound(EntrySyntax entry) {
    return KEYS.contains(entry.key().text());
  }

  void read(EntrySyntax entry) {
    String key = entry.key().text();
    EntrySyntax before = seen.putIfAbsent(key, entry);
    if (before != null) {
      diagnostics.addTwice(
          entry.key().span(), "`" + key + "` may stand only once in a loop.", before.key().span());
    } else if (!(entry instanceof EntrySyntax.Values values) || values.arguments().size() != 1) {
      diagnostics.add(Code.MALFORMED_LINE, entry.span(), "`" + key + "` is followed by its value.");
    } else {
      new ConstantReader(diagnostics)
          .read(values.arguments().get(0).value(), key.equals("tolerate") ? SHARE : COUNT)
          .ifPresent(value -> set(key, value));
    }
  }

  private void set(String key, Value value) {
    if (value instanceof Value.Real share) {
      tolerate = share.value();
    } else if (value instanceof Value.Int count && key.equals("parallel")) {
      parallel = Optional.of((int) count.value());
    } else if (value instanceof Value.Int count && key.equals("max")) {
      max = Optional.of((int) count.value());
    } else if (value instanceof Value.Int share) {
      tolerate = share.value();
    }
  }

  TaskSpec.Bounds bounds() {
    return new TaskSpec.Bounds(tolerate, parallel, max);
  }
}
