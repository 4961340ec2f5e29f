package io.trainmaster.job.network;

import io.trainmaster.job.TaskError;
import io.trainmaster.job.TaskException;

/** The arithmetic of square windows that slide over images. */
final class Windows {

  private Windows() {}

  /** The channels of an image; a vector counts as having one. */
  static int channels(Shape shape) {
    return shape instanceof Shape.Image image ? image.channels() : 1;
  }

  static Shape slide(
      Shape input, int window, int stride, Padding padding, int channels, String place)
      throws TaskException {
    if (!(input instanceof Shape.Image image)) {
      throw invalid(
          place,
          "Layer %s needs an image; it gets %s.".formatted(place, input),
          "Put it before the first dense layer, on data from ingest.images.");
    }
    int height = padding.windows(image.height(), window, stride);
    int width = padding.windows(image.width(), window, stride);
    if (height < 1 || width < 1) {
      throw invalid(
          place,
          "Layer %1$s needs an input of at least %2$d×%2$d; it gets %3$s."
              .formatted(place, window, image),
          "Make its window smaller, write padding: same, or take out a pool before it.");
    }
    return new Shape.Image(height, width, channels);
  }

  private static TaskException invalid(String place, String message, String mend) {
    return new TaskException(TaskError.NETWORK_INVALID, message, place, mend);
  }
}
