package io.trainmaster.dsl.check;

import io.trainmaster.dsl.diagnostic.Code;
import io.trainmaster.dsl.diagnostic.Diagnostic;
import io.trainmaster.dsl.diagnostic.Diagnostics;
import io.trainmaster.dsl.diagnostic.Nearest;
import io.trainmaster.dsl.source.Span;
import io.trainmaster.dsl.syntax.BlockSyntax;
import io.trainmaster.dsl.syntax.EntrySyntax;
import io.trainmaster.dsl.syntax.ExpressionSyntax;
import io.trainmaster.dsl.syntax.TokenKind;
import io.trainmaster.dsl.type.ConstantReader;
import io.trainmaster.dsl.type.Type;
import io.trainmaster.model.Evaluator;
import io.trainmaster.model.Policy;
import io.trainmaster.model.ResourceRequest;
import io.trainmaster.model.Value;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads <code>resources { gpu 1; within 10 min } else { cpu 2 .. 8 }</code>. */
final class ResourceChecker {

  static final List<String> KEYS =
      List.of("cpu", "memory", "gpu", "gpu.memory", "gpu.model", "within");
  private static final int MOST_GPUS = 4096;
  private static final Type AT_LEAST_ONE = Type.Scalar.between(1, 4096);

  private final Diagnostics diagnostics;
  private final ConstantReader constants;

  ResourceChecker(Diagnostics diagnostics) {
    this.diagnostics = diagnostics;
    this.constants = new ConstantReader(diagnostics);
  }

  /** Whether an entry of an alternative asks for a GPU. */
  static boolean asksForGpu(EntrySyntax entry) {
    boolean none =
        entry instanceof EntrySyntax.Values values
            && values.arguments().size() == 1
            && values.arguments().get(0).value() instanceof ExpressionSyntax.Number number
            && number.digits().equals("0");
    return entry.key().first().text().equals("gpu") && !none;
  }

  /** The alternatives, best first; the default where there is none that can be read. */
  List<ResourceRequest> check(EntrySyntax.Values entry) {
    if (entry.blocks().isEmpty() || !entry.arguments().isEmpty()) {
      diagnostics.add(
          Code.MALFORMED_LINE,
          entry.span(),
          "`resources` is followed by a block such as `{ cpu 2; memory 4 GiB }`.");
      return Policy.DEFAULT.resources();
    }
    List<ResourceRequest> alternatives = new ArrayList<>();
    lastWaits(entry.blocks().get(entry.blocks().size() - 1));
    for (BlockSyntax block : entry.blocks()) {
      Span brace =
          new Span(block.span().start(), Math.min(block.span().start() + 1, block.span().end()));
      if (block.entries().isEmpty()) {
        diagnostics.add(
            Code.MALFORMED_LINE, brace, "An alternative asks for something, such as `cpu 2`.");
      }
      int told = diagnostics.count();
      ResourceRequest request = new Alternative().read(block);
      if (diagnostics.count() == told && alternatives.contains(request)) {
        diagnostics.add(
            Code.POINTLESS_LIMIT, brace, "This alternative asks for the same as one before.");
      }
      alternatives.add(request);
    }
    return alternatives;
  }

  /** Waiting leads to the next alternative, of which the last has none. */
  private void lastWaits(BlockSyntax last) {
    for (EntrySyntax entry : last.entries()) {
      if (entry.key().text().equals("within")) {
        diagnostics.add(
            Code.POINTLESS_LIMIT,
            entry.key().span(),
            "After `within`, the next alternative is taken, and there is none.");
      }
    }
  }

  /** One alternative while its entries are read. */
  private final class Alternative {
    private long cpuMin = ResourceRequest.DEFAULT.cpuMin();
    private long cpuMax = ResourceRequest.DEFAULT.cpuMax();
    private long memory = ResourceRequest.DEFAULT.memoryBytes();
    private int gpus;
    private Optional<Integer> gpuShare = Optional.empty();
    private boolean gpuless;
    private long gpuMemory;
    private List<String> gpuModels = List.of();
    private Optional<Duration> within = Optional.empty();

    ResourceRequest read(BlockSyntax block) {
      Map<String, Span> seen = new HashMap<>();
      for (EntrySyntax entry : block.entries()) {
        Span before = seen.putIfAbsent(entry.key().text(), entry.key().span());
        if (before != null) {
          diagnostics.addTwice(
              entry.key().span(),
              "`" + entry.key().text() + "` may stand only once in an alternative.",
              before);
        }
        entry(entry);
      }
      Span none = seen.get("gpu");
      Span idle = seen.getOrDefault("gpu.memory", seen.get("gpu.model"));
      if (gpuless && none != null && idle != null) {
        diagnostics.add(
            new Diagnostic(Code.POINTLESS_LIMIT, "Without a GPU, this asks for nothing.", idle)
                .withNote(none, "no GPU is asked for"));
      } else if (gpuless && none != null) {
        diagnostics.add(
            Code.POINTLESS_LIMIT,
            none,
            "A task has no GPU where none is asked for: leave this line out.");
      } else if (gpus == 0 && (gpuMemory > 0 || !gpuModels.isEmpty())) {
        gpus = 1;
        gpuShare =
            gpuMemory > 0 && none == null
                ? Optional.of(ResourceRequest.SHARE_BY_MEMORY)
                : Optional.empty();
      }
      return new ResourceRequest(
          (int) cpuMin, (int) cpuMax, memory, gpus, gpuMemory, gpuModels, within, gpuShare);
    }

    private void entry(EntrySyntax entry) {
      String key = entry.key().text();
      if (!KEYS.contains(key)) {
        diagnostics.add(
            new Diagnostic(
                    Code.UNKNOWN_KEY, "`resources` has no `" + key + "`.", entry.key().span())
                .replaceWith(Nearest.to(key, KEYS)));
        return;
      }
      Optional<ExpressionSyntax> syntax = value(entry);
      if (syntax.isEmpty()) {
        return;
      }
      switch (key) {
        case "cpu" -> cpu(syntax.get());
        case "memory" -> memory = bytes(syntax.get()).orElse(memory);
        case "gpu" -> gpu(syntax.get());
        case "gpu.memory" -> gpuMemory = bytes(syntax.get()).orElse(gpuMemory);
        case "gpu.model" -> gpuModels = models(syntax.get());
        default -> within = PolicyChecker.positive(syntax.get(), key, diagnostics);
      }
    }

    /** Whole GPUs, or a share of one, which is counted in thousandths, rounded up. */
    private void gpu(ExpressionSyntax syntax) {
      Optional<Value> value = constants.read(syntax, Type.FLOAT);
      if (value.isEmpty() || !(value.get() instanceof Value.Real real)) {
        return;
      }
      double asked = real.value();
      boolean whole = asked == Math.rint(asked);
      if (asked < 0 || asked > MOST_GPUS || asked > 1 && !whole) {
        diagnostics.add(
            Code.OUT_OF_RANGE,
            syntax.span(),
            "GPUs are asked for whole, such as `gpu 2`, or as a share of one, such as `gpu 0.5`.");
        return;
      }
      gpuless = asked == 0;
      gpus = whole ? (int) asked : 1;
      int milli =
          BigDecimal.valueOf(asked)
              .movePointRight(3)
              .setScale(0, RoundingMode.CEILING)
              .intValueExact();
      gpuShare =
          whole || milli >= ResourceRequest.WHOLE_GPU ? Optional.empty() : Optional.of(milli);
    }

    private void cpu(ExpressionSyntax syntax) {
      if (syntax instanceof ExpressionSyntax.Binary binary && ConstantReader.isRange(binary)) {
        constants
            .read(syntax, new Type.RangeOf(AT_LEAST_ONE))
            .ifPresent(
                value -> {
                  Value.Range range = (Value.Range) value;
                  cpuMin = number(range.from());
                  cpuMax = number(range.to()) - (range.inclusive() ? 0 : 1);
                });
      } else {
        cpuMin = integer(syntax, AT_LEAST_ONE).orElse(cpuMin);
        cpuMax = cpuMin;
      }
    }
  }

  /** The value after the key; {@code >=} and {@code in} say the same as nothing. */
  private Optional<ExpressionSyntax> value(EntrySyntax entry) {
    boolean models = entry.key().text().equals("gpu.model");
    if (entry instanceof EntrySyntax.Condition condition) {
      TokenKind expected = models ? TokenKind.IN : TokenKind.GREATER_OR_EQUAL;
      if (condition.operator().kind() != expected) {
        diagnostics.add(
            new Diagnostic(
                    Code.MALFORMED_LINE,
                    "A request is for at least so much: `" + expected.spelling() + "`.",
                    condition.operator().span())
                .replaceWith(expected.spelling()));
        return Optional.empty();
      }
      return Optional.of(condition.value());
    }
    return PolicyChecker.only((EntrySyntax.Values) entry, "its amount", diagnostics);
  }

  private Optional<Long> bytes(ExpressionSyntax syntax) {
    Optional<Long> bytes = constants.read(syntax, Type.BYTES).map(ResourceChecker::number);
    if (bytes.filter(number -> number == 0).isPresent()) {
      diagnostics.add(Code.OUT_OF_RANGE, syntax.span(), "A request is for more than nothing.");
      return Optional.empty();
    }
    return bytes;
  }

  private Optional<Long> integer(ExpressionSyntax syntax, Type type) {
    return constants.read(syntax, type).map(ResourceChecker::number);
  }

  private List<String> models(ExpressionSyntax syntax) {
    if (syntax instanceof ExpressionSyntax.Items items && items.items().isEmpty()) {
      diagnostics.add(Code.EMPTY_RANGE, syntax.span(), "Nothing is in this list.");
    }
    return constants.read(syntax, new Type.ListOf(Type.STRING)).stream()
        .flatMap(value -> Evaluator.items(value).stream())
        .map(model -> model instanceof Value.Text text ? text.value() : "")
        .toList();
  }

  private static long number(Value value) {
    if (value instanceof Value.Bytes bytes) {
      return bytes.value();
    }
    return value instanceof Value.Int integer ? integer.value() : 0;
  }
}
