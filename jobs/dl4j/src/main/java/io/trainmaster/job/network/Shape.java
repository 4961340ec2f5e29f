package io.trainmaster.job.network;

/** The shape of what one example is between two layers. */
public sealed interface Shape {

  /** How many numbers it holds. */
  int size();

  /**
   * Numbers in a row.
   *
   * @param size how many; at least 1
   */
  record Vector(int size) implements Shape {
    public Vector {
      if (size < 1) {
        throw new IllegalArgumentException("A vector of " + size);
      }
    }

    @Override
    public String toString() {
      return size + " numbers";
    }
  }

  /**
   * An image, stored row by row, the channels of a pixel side by side.
   *
   * @param height in pixels; at least 1
   * @param width in pixels; at least 1
   * @param channels at least 1
   */
  record Image(int height, int width, int channels) implements Shape {
    public Image {
      if (height < 1 || width < 1 || channels < 1) {
        throw new IllegalArgumentException("An image of " + height + "×" + width + "x" + channels);
      }
    }

    @Override
    public int size() {
      return Math.multiplyExact(Math.multiplyExact(height, width), channels);
    }

    @Override
    public String toString() {
      return height + "×" + width + "×" + channels;
    }
  }
}
