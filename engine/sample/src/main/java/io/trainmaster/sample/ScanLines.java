package io.trainmaster.sample;

import java.util.Arrays;

/**
 * Fills polygons. Written here because the JDK's rasteriser differs between its versions, and the
 * same seed shall give the same pixels on all of them.
 */
final class ScanLines {

  private final int size;
  private final int lines;
  private final Line[] scan;

  /** Where edges cross a line, from left to right, and which way they go. */
  private static final class Line {
    private double[] places = new double[8];
    private int[] turns = new int[8];
    private int count;

    void cross(double place, int turn) {
      if (count == places.length) {
        places = Arrays.copyOf(places, 2 * count);
        turns = Arrays.copyOf(turns, 2 * count);
      }
      int at = count++;
      for (; at > 0 && places[at - 1] > place; at--) {
        places[at] = places[at - 1];
        turns[at] = turns[at - 1];
      }
      places[at] = place;
      turns[at] = turn;
    }
  }

  ScanLines(int size, int lines) {
    this.size = size;
    this.lines = lines;
    scan = new Line[size * lines];
    Arrays.setAll(scan, i -> new Line());
  }

  /** Adds an edge of a polygon. */
  void edge(double fromX, double fromY, double toX, double toY) {
    if (fromY == toY) {
      return;
    }
    int turn = fromY < toY ? 1 : -1;
    double low = Math.min(fromY, toY) * lines;
    double high = Math.max(fromY, toY) * lines;
    int first = (int) Math.max(0, Math.ceil(low - 0.5));
    int last = (int) Math.min(scan.length - 1.0, Math.ceil(high - 0.5) - 1);
    for (int line = first; line <= last; line++) {
      double y = (line + 0.5) / lines;
      scan[line].cross(fromX + (toX - fromX) * (y - fromY) / (toY - fromY), turn);
    }
  }

  /** The share of each pixel that is inside, row by row. */
  double[] coverage() {
    double[] coverage = new double[size * size];
    for (int line = 0; line < scan.length; line++) {
      Line crossed = scan[line];
      int winding = 0;
      for (int i = 0; i < crossed.count - 1; i++) {
        winding += crossed.turns[i];
        if (winding != 0) {
          fill(coverage, line / lines, crossed.places[i], crossed.places[i + 1]);
        }
      }
    }
    return coverage;
  }

  private void fill(double[] coverage, int row, double from, double to) {
    double left = Math.max(0, from);
    double right = Math.min(size, to);
    for (int column = (int) left; column < right; column++) {
      double inside = Math.min(right, column + 1.0) - Math.max(left, column);
      coverage[row * size + column] += inside / lines;
    }
  }
}
