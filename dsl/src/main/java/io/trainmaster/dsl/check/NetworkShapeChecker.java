package io.trainmaster.dsl.check;

import io.trainmaster.dsl.catalogue.BlockKey;
import io.trainmaster.dsl.catalogue.OperatorSignature;
import io.trainmaster.dsl.catalogue.ParameterSignature;
import io.trainmaster.dsl.diagnostic.Code;
import io.trainmaster.dsl.diagnostic.Diagnostic;
import io.trainmaster.dsl.diagnostic.Diagnostics;
import io.trainmaster.dsl.source.Span;
import io.trainmaster.dsl.syntax.ArgumentSyntax;
import io.trainmaster.dsl.syntax.BlockSyntax;
import io.trainmaster.dsl.syntax.EntrySyntax;
import io.trainmaster.dsl.syntax.ExpressionSyntax;
import io.trainmaster.dsl.type.ConstantReader;
import io.trainmaster.model.Expression;
import io.trainmaster.model.Value;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Follows the layers of a network from the data to the output, as far as the text tells. What a
 * layer is, its parameters say: one with a {@code kernel} or a {@code size} slides a window over an
 * image, one with {@code units} gives a vector, and {@code output} is the last.
 */
final class NetworkShapeChecker {

  private static final String NETWORK = "network";
  private static final String OUTPUT = "output";

  private final Diagnostics diagnostics;
  private final TaskList tasks;

  NetworkShapeChecker(Diagnostics diagnostics, TaskList tasks) {
    this.diagnostics = diagnostics;
    this.tasks = tasks;
  }

  /** What flows into a layer. Edges of 0 pixels are not known. */
  private record Shape(boolean image, long height, long width, String from) {}

  /**
   * Checks the block of an operator that takes a network.
   *
   * @param callee where the operator is named
   */
  void check(
      Span callee,
      List<EntrySyntax> block,
      OperatorSignature signature,
      Map<String, Typed> arguments) {
    Optional<BlockKey> key =
        BlockKey.find(signature.keys(), NETWORK)
            .filter(known -> BlockKey.find(known.keys(), OUTPUT).isPresent());
    if (key.isEmpty()) {
      return;
    }
    Optional<EntrySyntax> network =
        block.stream().filter(entry -> entry.key().text().equals(NETWORK)).findFirst();
    if (network.isEmpty()) {
      missing(
          callee, "`" + signature.name() + "` needs a `network` in its block.", Optional.empty());
    } else if (network.get() instanceof EntrySyntax.Values values) {
      Optional<ImageSource.Images> images =
          new ImageSource(tasks).behind(arguments.values().stream().findFirst());
      List<EntrySyntax> layers =
          values.blocks().stream().findFirst().map(BlockSyntax::entries).orElse(List.of());
      boolean ends = follow(layers, key.get(), images);
      if (!ends && !misspelt(layers, key.get())) {
        missing(
            network.get().key().span(),
            "The network has no `output`.",
            values.blocks().stream().findFirst().map(BlockSyntax::span));
      }
      output(layers, images, arguments);
    }
  }

  private void missing(Span place, String message, Optional<Span> block) {
    Diagnostic diagnostic = new Diagnostic(Code.MISSING_KEY, message, place);
    Optional<Diagnostic.Mend> mend =
        block
            .filter(span -> span.length() > 1)
            .map(span -> new Span(span.end() - 1, span.end() - 1))
            .map(
                end ->
                    new Diagnostic.Mend("end it with `output softmax`", end, "; output softmax "));
    diagnostics.add(mend.map(diagnostic::withMend).orElse(diagnostic));
  }

  /** A line that is told of as unknown may have been meant for the output. */
  private static boolean misspelt(List<EntrySyntax> layers, BlockKey network) {
    return layers.stream()
        .anyMatch(layer -> BlockKey.find(network.keys(), layer.key().text()).isEmpty());
  }

  /** Whether the layers end with an output. */
  private boolean follow(
      List<EntrySyntax> layers, BlockKey network, Optional<ImageSource.Images> images) {
    Shape shape =
        images
            .map(found -> new Shape(found.areImages(), found.height(), found.width(), "the data"))
            .orElse(new Shape(true, 0, 0, "the data"));
    Optional<EntrySyntax> output = Optional.empty();
    for (EntrySyntax layer : layers) {
      Optional<BlockKey> key = BlockKey.find(network.keys(), layer.key().text());
      if (key.isPresent() && output.isPresent()) {
        diagnostics.add(
            new Diagnostic(Code.UNFIT_LAYER, "Nothing comes after the output.", layer.key().span())
                .withNote(output.get().key().span(), "the output"));
        return true;
      } else if (key.isPresent() && key.get().name().equals(OUTPUT)) {
        output = Optional.of(layer);
      } else if (key.isPresent() && layer instanceof EntrySyntax.Values values) {
        shape = next(shape, values, key.get());
      }
    }
    return output.isPresent();
  }

  private Shape next(Shape shape, EntrySyntax.Values layer, BlockKey key) {
    Map<String, Value> settings = settings(layer, key);
    boolean slides = has(key, "kernel") || has(key, "size");
    if (has(key, "units")) {
      return new Shape(false, 0, 0, "`" + key.name() + "`");
    } else if (!slides) {
      return shape;
    } else if (!shape.image()) {
      diagnostics.add(
          Code.UNFIT_LAYER,
          layer.key().span(),
          "`%s` needs an image, but %s gives none.".formatted(key.name(), shape.from()));
      return new Shape(true, 0, 0, shape.from());
    }
    long window = integer(settings, has(key, "kernel") ? "kernel" : "size", 0);
    long stride = integer(settings, "stride", has(key, "kernel") ? 1 : window);
    boolean same = word(settings, "padding").equals("same");
    if (window == 0 || stride == 0 || shape.height() == 0 || shape.width() == 0) {
      return new Shape(true, 0, 0, shape.from());
    }
    if (!same && window > Math.min(shape.height(), shape.width())) {
      diagnostics.add(
          Code.UNFIT_LAYER,
          layer.span(),
          "A window of %1$d×%1$d pixels is larger than the image of %2$d×%3$d that comes here."
              .formatted(window, shape.height(), shape.width()));
      return new Shape(true, 0, 0, shape.from());
    }
    return new Shape(
        true,
        left(shape.height(), window, stride, same),
        left(shape.width(), window, stride, same),
        shape.from());
  }

  private static long left(long edge, long window, long stride, boolean same) {
    return same ? (edge + stride - 1) / stride : (edge - window) / stride + 1;
  }

  private static boolean has(BlockKey key, String parameter) {
    return key.parameter(parameter).isPresent();
  }

  /** The constants that a line gives, and the defaults of what it doesn't; faults are not told. */
  private static Map<String, Value> settings(EntrySyntax.Values layer, BlockKey key) {
    Map<String, Value> settings = new LinkedHashMap<>();
    Set<String> given = new HashSet<>();
    for (int i = 0; i < layer.arguments().size(); i++) {
      ArgumentSyntax argument = layer.arguments().get(i);
      int position = i;
      Optional<ParameterSignature> parameter =
          argument.name().isPresent()
              ? key.parameter(argument.name().get().text())
              : key.parameters().stream().skip(position).findFirst();
      parameter.ifPresent(
          one -> {
            given.add(one.name());
            new ConstantReader(new Diagnostics())
                .read(argument.value(), one.type())
                .ifPresent(value -> settings.put(one.name(), value));
          });
    }
    for (ParameterSignature parameter : key.parameters()) {
      if (!given.contains(parameter.name())) {
        parameter.defaultValue().ifPresent(value -> settings.put(parameter.name(), value));
      }
    }
    return settings;
  }

  private static long integer(Map<String, Value> settings, String name, long otherwise) {
    Value value = settings.getOrDefault(name, Value.ABSENT);
    return value instanceof Value.Int integer ? integer.value() : otherwise;
  }

  private static String word(Map<String, Value> settings, String name) {
    return settings.getOrDefault(name, Value.ABSENT) instanceof Value.Text text ? text.value() : "";
  }

  /** Classes are told by `softmax`, two of them by `sigmoid` too, a number by `identity`. */
  private void output(
      List<EntrySyntax> layers, Optional<ImageSource.Images> images, Map<String, Typed> arguments) {
    Optional<EntrySyntax.Values> output =
        layers.stream()
            .filter(layer -> layer.key().text().equals(OUTPUT))
            .filter(EntrySyntax.Values.class::isInstance)
            .map(EntrySyntax.Values.class::cast)
            .filter(layer -> layer.arguments().size() == 1)
            .findFirst();
    if (output.isEmpty()) {
      return;
    }
    Span span = output.get().arguments().get(0).value().span();
    String word =
        output.get().arguments().get(0).value() instanceof ExpressionSyntax.Reference reference
            ? reference.path().text()
            : "";
    String task = task(arguments);
    long classes = images.map(ImageSource.Images::classes).orElse(0L);
    boolean number = task.equals("regression");
    boolean many = task.equals("multiclass") || !number && classes > 2;
    String expected = number ? "identity" : many ? "softmax" : word;
    boolean two = task.equals("binary") && word.equals("identity");
    if (!word.isEmpty() && (two || !word.equals(expected)) && isWord(word)) {
      String several = classes > 2 ? "One of " + classes + " classes" : "One of several classes";
      String learnt = number ? "A number" : two ? "One of two classes" : several;
      String mend = two ? "sigmoid" : expected;
      diagnostics.add(
          new Diagnostic(
                  Code.UNFIT_LAYER,
                  learnt + " is learnt by an output of `" + mend + "`, not of `" + word + "`.",
                  span)
              .replaceWith(mend));
    }
  }

  private static boolean isWord(String word) {
    return List.of("softmax", "sigmoid", "identity").contains(word);
  }

  private static String task(Map<String, Typed> arguments) {
    Typed task = arguments.get("task");
    return task != null
            && task.expression() instanceof Expression.Literal literal
            && literal.value() instanceof Value.Text text
        ? text.value()
        : "";
  }
}
