package io.trainmaster.sample;

import java.io.DataInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPInputStream;

/** Images and labels, read as MNIST's format says: an independent reader for the writer's tests. */
record Images(byte[][] pixels, byte[] labels) {

  static Images read(Path folder) throws IOException {
    byte[][] pixels;
    try (DataInputStream in = open(folder.resolve("train-images-idx3-ubyte.gz"))) {
      expect(0x803, in.readInt());
      pixels = new byte[in.readInt()][];
      expect(28, in.readInt());
      expect(28, in.readInt());
      for (int i = 0; i < pixels.length; i++) {
        pixels[i] = in.readNBytes(28 * 28);
      }
      expect(-1, in.read());
    }
    try (DataInputStream in = open(folder.resolve("train-labels-idx1-ubyte.gz"))) {
      expect(0x801, in.readInt());
      expect(pixels.length, in.readInt());
      return new Images(pixels, in.readAllBytes());
    }
  }

  /** The share of images from a place on whose nearest image before that place has their label. */
  double nearestNeighbourAccuracy(int from) {
    int right = 0;
    for (int i = from; i < pixels.length; i++) {
      int nearest = 0;
      long least = Long.MAX_VALUE;
      for (int j = 0; j < from; j++) {
        long distance = distance(pixels[i], pixels[j]);
        if (distance < least) {
          least = distance;
          nearest = j;
        }
      }
      right += labels[i] == labels[nearest] ? 1 : 0;
    }
    return (double) right / (pixels.length - from);
  }

  private static long distance(byte[] one, byte[] other) {
    long sum = 0;
    for (int i = 0; i < one.length; i++) {
      int difference = (one[i] & 0xff) - (other[i] & 0xff);
      sum += (long) difference * difference;
    }
    return sum;
  }

  private static DataInputStream open(Path file) throws IOException {
    return new DataInputStream(new GZIPInputStream(Files.newInputStream(file)));
  }

  private static void expect(int wanted, int found) {
    if (wanted != found) {
      throw new AssertionError("Expected " + wanted + " but found " + found);
    }
  }
}
