package io.trainmaster.job.network;

import java.util.List;

/**
 * The layers as they are written, before the data is known.
 *
 * @param layers the layers before the output
 */
public record Architecture(List<Layer> layers, Output output) {
  public Architecture {
    layers = List.copyOf(layers);
  }
}
