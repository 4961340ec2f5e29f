package io.trainmaster.job.network;

import io.trainmaster.job.TaskException;
import java.util.LinkedHashMap;
import java.util.Map;

/** A layer between the input and the output. */
public sealed interface Layer {

  /** The key that declares it in a workflow. */
  String key();

  /**
   * What the workflow says after the key, defaults included; the same key and values parse back.
   */
  Map<String, Object> settings();

  /**
   * The shape of what it gives.
   *
   * @param input the shape of what it gets
   * @param place what to call it in a message, such as {@code conv 3}
   * @throws TaskException where it can't take that input
   */
  Shape output(Shape input, String place) throws TaskException;

  /** How many weights it has on an input that it can take. */
  default long weights(Shape input) {
    return 0;
  }

  /**
   * A convolution over an image.
   *
   * @param filters how many; the channels of what it gives
   * @param kernel the edge of the square window, in pixels
   * @param stride how far the window moves, in pixels
   */
  record Convolution(int filters, int kernel, int stride, Padding padding, Activation activation)
      implements Layer {

    @Override
    public String key() {
      return "conv";
    }

    @Override
    public Map<String, Object> settings() {
      Map<String, Object> map = new LinkedHashMap<>();
      map.put("filters", (long) filters);
      map.put("kernel", (long) kernel);
      map.put("stride", (long) stride);
      map.put("padding", padding.word());
      map.put("activation", activation.word());
      return map;
    }

    @Override
    public Shape output(Shape input, String place) throws TaskException {
      return Windows.slide(input, kernel, stride, padding, filters, place);
    }

    @Override
    public long weights(Shape input) {
      return ((long) kernel * kernel * Windows.channels(input) + 1) * filters;
    }
  }

  /**
   * One number for each window of each channel.
   *
   * @param size the edge of the square window, in pixels
   * @param stride how far the window moves, in pixels
   */
  record Pooling(Kind kind, int size, int stride, Padding padding) implements Layer {

    /** Which number stands for a window. */
    public enum Kind implements Word {
      MAX,
      AVERAGE
    }

    @Override
    public String key() {
      return "pool";
    }

    @Override
    public Map<String, Object> settings() {
      Map<String, Object> map = new LinkedHashMap<>();
      map.put("kind", kind.word());
      map.put("size", (long) size);
      map.put("stride", (long) stride);
      map.put("padding", padding.word());
      return map;
    }

    @Override
    public Shape output(Shape input, String place) throws TaskException {
      return Windows.slide(input, size, stride, padding, Windows.channels(input), place);
    }
  }

  /**
   * Sums over everything it gets; an image is taken as its numbers.
   *
   * @param units how many sums
   */
  record Dense(int units, Activation activation) implements Layer {

    @Override
    public String key() {
      return "dense";
    }

    @Override
    public Map<String, Object> settings() {
      Map<String, Object> map = new LinkedHashMap<>();
      map.put("units", (long) units);
      map.put("activation", activation.word());
      return map;
    }

    @Override
    public Shape output(Shape input, String place) {
      return new Shape.Vector(units);
    }

    @Override
    public long weights(Shape input) {
      return (input.size() + 1L) * units;
    }
  }

  /** Brings each channel, or each number, to mean 0 and deviation 1 within a minibatch. */
  record BatchNormalization() implements Layer {

    /** A scale, a shift, a mean and a variance. */
    private static final int WEIGHTS = 4;

    @Override
    public String key() {
      return "batch_norm";
    }

    @Override
    public Map<String, Object> settings() {
      return Map.of();
    }

    @Override
    public Shape output(Shape input, String place) {
      return input;
    }

    @Override
    public long weights(Shape input) {
      return (long) WEIGHTS
          * (input instanceof Shape.Image image ? image.channels() : input.size());
    }
  }

  /**
   * Sets numbers to 0 while training, at random.
   *
   * @param rate the share of them, from 0 to less than 1
   */
  record Dropout(double rate) implements Layer {

    @Override
    public String key() {
      return "dropout";
    }

    @Override
    public Map<String, Object> settings() {
      return Map.of("rate", rate);
    }

    @Override
    public Shape output(Shape input, String place) {
      return input;
    }
  }
}
