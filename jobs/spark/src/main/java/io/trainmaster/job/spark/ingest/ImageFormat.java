package io.trainmaster.job.spark.ingest;

import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.io.Serializable;

/**
 * The form in which images are kept: rows of pixels from the top, pixels from the left, a byte for
 * each channel of a pixel.
 *
 * @param channels 1 for grey, 3 for red, green and blue
 */
record ImageFormat(int width, int height, int channels) implements Serializable {

  /** The bytes of an image. */
  int size() {
    return width * height * channels;
  }

  /** An image's bytes; it is scaled where its size is another. */
  byte[] bytes(BufferedImage image) {
    BufferedImage scaled = scale(image);
    byte[] bytes = new byte[size()];
    int next = 0;
    for (int y = 0; y < height; y++) {
      for (int x = 0; x < width; x++) {
        int rgb = scaled.getRGB(x, y);
        int red = (rgb >> 16) & 0xFF;
        int green = (rgb >> 8) & 0xFF;
        int blue = rgb & 0xFF;
        if (channels == 1) {
          bytes[next++] = (byte) luma(red, green, blue);
        } else {
          bytes[next++] = (byte) red;
          bytes[next++] = (byte) green;
          bytes[next++] = (byte) blue;
        }
      }
    }
    return bytes;
  }

  /** The bytes of a grey image of a size of its own, a byte for each pixel. */
  byte[] bytes(byte[] grey, int greyWidth, int greyHeight) {
    if (channels == 1 && greyWidth == width && greyHeight == height) {
      return grey;
    }
    BufferedImage image = new BufferedImage(greyWidth, greyHeight, BufferedImage.TYPE_INT_RGB);
    for (int i = 0; i < grey.length; i++) {
      int value = grey[i] & 0xFF;
      image.setRGB(i % greyWidth, i / greyWidth, (value << 16) | (value << 8) | value);
    }
    return bytes(image);
  }

  /** The brightness that ITU-R BT.601 gives a colour, rounded. */
  private static int luma(int red, int green, int blue) {
    return (299 * red + 587 * green + 114 * blue + 500) / 1000;
  }

  private BufferedImage scale(BufferedImage image) {
    if (image.getWidth() == width && image.getHeight() == height) {
      return image;
    }
    BufferedImage scaled = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
    Graphics2D graphics = scaled.createGraphics();
    graphics.setRenderingHint(
        RenderingHints.KEY_INTERPOLATION, RenderingHints.VALUE_INTERPOLATION_BILINEAR);
    graphics.drawImage(image, 0, 0, width, height, null);
    graphics.dispose();
    return scaled;
  }
}
