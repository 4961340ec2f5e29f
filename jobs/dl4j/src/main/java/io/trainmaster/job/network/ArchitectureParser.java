package io.trainmaster.job.network;

import io.trainmaster.job.Arguments;
import io.trainmaster.job.TaskError;
import io.trainmaster.job.TaskException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads the lines of a {@code network} block. */
public final class ArchitectureParser {

  private final List<Layer> layers = new ArrayList<>();
  private final Map<String, Integer> lines = new HashMap<>();
  private Optional<Output> output = Optional.empty();

  private ArchitectureParser() {}

  /**
   * Reads the lines.
   *
   * @throws TaskException {@code ARGUMENT_INVALID} for a value that makes no sense, {@code
   *     NETWORK_INVALID} for lines that make no network
   */
  public static Architecture parse(List<Arguments.Entry> lines) throws TaskException {
    ArchitectureParser parser = new ArchitectureParser();
    for (Arguments.Entry line : lines) {
      parser.line(line);
    }
    return new Architecture(
        parser.layers,
        parser.output.orElseThrow(
            () ->
                invalid(
                    "The network has no output.",
                    "network",
                    "End it with output softmax, output sigmoid or output identity.")));
  }

  private void line(Arguments.Entry line) throws TaskException {
    // The second conv is conv 2, so that a message's number finds its line.
    String place = line.key() + " " + lines.merge(line.key(), 1, Integer::sum);
    if (output.isPresent()) {
      throw invalid("Layer " + place + " comes after the output.", place, "The output is last.");
    }
    Settings settings = Settings.of(line, place);
    switch (line.key()) {
      case "conv" -> convolution(settings);
      case "pool" -> pooling(settings);
      case "dense" -> dense(settings);
      case "batch_norm" -> layers.add(new Layer.BatchNormalization());
      case "dropout" -> layers.add(new Layer.Dropout(dropoutRate(settings, "rate", true)));
      case "output" ->
          output = Optional.of(settings.word("activation", true, Output.class, Output.SOFTMAX));
      default ->
          throw invalid(
              "There is no layer " + line.key() + ".",
              place,
              "There are conv, pool, dense, batch_norm, dropout and output.");
    }
    settings.finish();
  }

  private void convolution(Settings settings) throws TaskException {
    layers.add(
        new Layer.Convolution(
            settings.integer("filters", false, 1),
            settings.integer("kernel", false, 1),
            settings.integer("stride", false, 1, 1),
            settings.word("padding", false, Padding.class, Padding.VALID),
            settings.word("activation", false, Activation.class, Activation.RELU)));
    dropout(settings);
  }

  private void pooling(Settings settings) throws TaskException {
    int size = settings.integer("size", false, 1, 2);
    layers.add(
        new Layer.Pooling(
            settings.word("kind", true, Layer.Pooling.Kind.class, Layer.Pooling.Kind.MAX),
            size,
            settings.integer("stride", false, 1, size),
            settings.word("padding", false, Padding.class, Padding.VALID)));
  }

  private void dense(Settings settings) throws TaskException {
    layers.add(
        new Layer.Dense(
            settings.integer("units", false, 1),
            settings.word("activation", false, Activation.class, Activation.RELU)));
    dropout(settings);
  }

  /** The dropout of what a layer gives is a layer of its own. */
  private void dropout(Settings settings) throws TaskException {
    double rate = dropoutRate(settings, "dropout", false);
    if (rate > 0) {
      layers.add(new Layer.Dropout(rate));
    }
  }

  private static double dropoutRate(Settings settings, String name, boolean first)
      throws TaskException {
    return settings.number(name, first, 0, 1, 0);
  }

  private static TaskException invalid(String message, String place, String mend) {
    return new TaskException(TaskError.NETWORK_INVALID, message, place, mend);
  }
}
