package io.trainmaster.job.dl4j.backend;

import io.trainmaster.job.network.Shape;

/**
 * Brings examples into the order that Deeplearning4j computes in: an image channel by channel,
 * where ours have the channels of a pixel side by side.
 */
final class PixelOrder {

  private PixelOrder() {}

  /** The numbers of {@code rows} examples from row {@code from} on. */
  static float[] rows(Shape shape, float[] features, int from, int rows) {
    int size = shape.size();
    float[] ordered = new float[rows * size];
    if (!(shape instanceof Shape.Image image) || image.channels() == 1) {
      System.arraycopy(features, from * size, ordered, 0, ordered.length);
      return ordered;
    }
    int pixels = image.height() * image.width();
    for (int row = 0; row < rows; row++) {
      int in = (from + row) * size;
      int out = row * size;
      for (int pixel = 0; pixel < pixels; pixel++) {
        for (int channel = 0; channel < image.channels(); channel++) {
          ordered[out + channel * pixels + pixel] = features[in++];
        }
      }
    }
    return ordered;
  }

  /** The shape of {@code rows} examples in that order. */
  static long[] shape(Shape shape, int rows) {
    return shape instanceof Shape.Image image
        ? new long[] {rows, image.channels(), image.height(), image.width()}
        : new long[] {rows, shape.size()};
  }
}
