package io.trainmaster.job.network;

/** What happens at the edge of an image. */
public enum Padding implements Word {
  /** The window stays inside the image, which gets smaller. */
  VALID {
    @Override
    int windows(int length, int window, int stride) {
      return length < window ? 0 : (length - window) / stride + 1;
    }
  },
  /** Zeros are added around the image so that a stride of 1 keeps its size. */
  SAME {
    @Override
    int windows(int length, int window, int stride) {
      return (length + stride - 1) / stride;
    }
  };

  /** How many windows fit along one edge; 0 where none does. */
  abstract int windows(int length, int window, int stride);
}
