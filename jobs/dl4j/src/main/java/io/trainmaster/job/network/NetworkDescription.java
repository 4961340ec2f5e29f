package io.trainmaster.job.network;

import io.trainmaster.job.TaskException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A network whose layers fit each other: what a backend is asked to build. Immutable.
 *
 * @param input the shape of an example
 * @param layers the layers before the output, at least none
 * @param output what the last layer does
 * @param outputs how many units the last layer has
 * @param shapes what each of the layers gives
 */
public record NetworkDescription(
    Shape input, List<Layer> layers, Output output, int outputs, List<Shape> shapes) {

  public NetworkDescription {
    layers = List.copyOf(layers);
    shapes = List.copyOf(shapes);
  }

  /**
   * Follows the shapes through the layers.
   *
   * @throws TaskException {@code NETWORK_INVALID} naming the first layer that can't take what it
   *     gets
   */
  public static NetworkDescription of(Shape input, Architecture architecture, int outputs)
      throws TaskException {
    List<Shape> shapes = new ArrayList<>();
    Shape shape = input;
    Map<String, Integer> counts = new HashMap<>();
    for (Layer layer : architecture.layers()) {
      int number = counts.merge(layer.key(), 1, Integer::sum);
      shape = layer.output(shape, layer.key() + " " + number);
      shapes.add(shape);
    }
    return new NetworkDescription(
        input, architecture.layers(), architecture.output(), outputs, shapes);
  }

  /** The shape that layer {@code index}, counted from 0, gets. */
  public Shape inputOf(int index) {
    return index == 0 ? input : shapes.get(index - 1);
  }

  /** The shape that the output layer gets. */
  public Shape last() {
    return inputOf(layers.size());
  }

  /** How many weights it has, those of batch normalisation included. */
  public long weights() {
    long sum = (last().size() + 1L) * outputs;
    for (int i = 0; i < layers.size(); i++) {
      sum = Math.addExact(sum, layers.get(i).weights(inputOf(i)));
    }
    return sum;
  }
}
