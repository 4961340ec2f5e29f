package io.trainmaster.sample;

import java.awt.Shape;
import java.awt.geom.PathIterator;
import java.util.ArrayList;
import java.util.List;

/**
 * A filled shape: closed polygons under the non-zero winding rule, outer ones turning the other way
 * than the holes in them. Immutable.
 */
final class Outline {

  /** Into how many straight pieces a curve is cut; a digit is 20 pixels high at most. */
  private static final int PIECES = 8;

  /** Moves points. */
  @FunctionalInterface
  interface Warp {
    double[] moved(double x, double y);
  }

  /** A polygon's corners; the last joins the first. */
  private record Polygon(double[] x, double[] y) {

    double signedArea() {
      double area = 0;
      for (int i = 0, last = x.length - 1; i < x.length; last = i++) {
        area += x[last] * y[i] - x[i] * y[last];
      }
      return area / 2;
    }
  }

  private final List<Polygon> polygons;

  private Outline(List<Polygon> polygons) {
    this.polygons = polygons;
  }

  /** The outline of a shape, its curves cut into straight pieces. */
  static Outline of(Shape shape) {
    Flattening flattening = new Flattening();
    double[] at = new double[6];
    for (PathIterator path = shape.getPathIterator(null); !path.isDone(); path.next()) {
      flattening.add(path.currentSegment(at), at);
    }
    flattening.close();
    return new Outline(List.copyOf(flattening.polygons));
  }

  /** Whether there is nothing to fill. */
  boolean isEmpty() {
    return polygons.isEmpty();
  }

  /** The outline with each corner moved. */
  Outline warped(Warp warp) {
    List<Polygon> moved = new ArrayList<>();
    for (Polygon polygon : polygons) {
      double[] x = new double[polygon.x.length];
      double[] y = new double[polygon.x.length];
      for (int i = 0; i < x.length; i++) {
        double[] point = warp.moved(polygon.x[i], polygon.y[i]);
        x[i] = point[0];
        y[i] = point[1];
      }
      moved.add(new Polygon(x, y));
    }
    return new Outline(moved);
  }

  /** The least and greatest x and y: {@code {left, low, right, high}}. */
  double[] bounds() {
    double[] bounds = {
      Double.POSITIVE_INFINITY,
      Double.POSITIVE_INFINITY,
      Double.NEGATIVE_INFINITY,
      Double.NEGATIVE_INFINITY
    };
    for (Polygon polygon : polygons) {
      for (int i = 0; i < polygon.x.length; i++) {
        bounds[0] = Math.min(bounds[0], polygon.x[i]);
        bounds[1] = Math.min(bounds[1], polygon.y[i]);
        bounds[2] = Math.max(bounds[2], polygon.x[i]);
        bounds[3] = Math.max(bounds[3], polygon.y[i]);
      }
    }
    return bounds;
  }

  /** The area less the holes. */
  double area() {
    return Math.abs(polygons.stream().mapToDouble(Polygon::signedArea).sum());
  }

  /** The length of all edges. */
  double perimeter() {
    double length = 0;
    for (Polygon polygon : polygons) {
      for (int i = 0, last = polygon.x.length - 1; i < polygon.x.length; last = i++) {
        double dx = polygon.x[i] - polygon.x[last];
        double dy = polygon.y[i] - polygon.y[last];
        length += Math.sqrt(dx * dx + dy * dy);
      }
    }
    return length;
  }

  /**
   * The outline with every edge moved outwards, which makes strokes thicker by twice as much; a
   * negative distance makes them thinner.
   */
  Outline emboldened(double distance) {
    double turn = Math.signum(polygons.stream().mapToDouble(Polygon::signedArea).sum());
    List<Polygon> moved = new ArrayList<>();
    for (Polygon polygon : polygons) {
      moved.add(moved(polygon, distance * turn));
    }
    return new Outline(moved);
  }

  /**
   * Moves each corner along the mean normal of its two edges, less far where the corner is sharp.
   */
  private static Polygon moved(Polygon polygon, double distance) {
    int corners = polygon.x.length;
    double[] x = new double[corners];
    double[] y = new double[corners];
    for (int i = 0; i < corners; i++) {
      int before = (i + corners - 1) % corners;
      int after = (i + 1) % corners;
      double[] in = direction(polygon, before, i);
      double[] out = direction(polygon, i, after);
      double normalX = in[1] + out[1];
      double normalY = -in[0] - out[0];
      double length = Math.sqrt(normalX * normalX + normalY * normalY);
      // The length is twice the cosine of half the turn: 2 on a straight line, 0 in a spike.
      double shift = length < 0.6 ? 0 : distance * Math.min(1.4, 2 / length) / length;
      x[i] = polygon.x[i] + normalX * shift;
      y[i] = polygon.y[i] + normalY * shift;
    }
    return new Polygon(x, y);
  }

  private static double[] direction(Polygon polygon, int from, int to) {
    double dx = polygon.x[to] - polygon.x[from];
    double dy = polygon.y[to] - polygon.y[from];
    double length = Math.sqrt(dx * dx + dy * dy);
    return length == 0 ? new double[] {0, 0} : new double[] {dx / length, dy / length};
  }

  /**
   * How much of each pixel is inside.
   *
   * @param size the picture's width and height in pixels; y grows downwards
   * @param lines how many scan lines a pixel has; along a line the coverage is exact
   */
  double[] coverage(int size, int lines) {
    ScanLines scan = new ScanLines(size, lines);
    for (Polygon polygon : polygons) {
      for (int i = 0, last = polygon.x.length - 1; i < polygon.x.length; last = i++) {
        scan.edge(polygon.x[last], polygon.y[last], polygon.x[i], polygon.y[i]);
      }
    }
    return scan.coverage();
  }

  /** Collects a path's polygons. Corners that repeat the one before are left out. */
  private static final class Flattening {
    private final List<Polygon> polygons = new ArrayList<>();
    private final List<double[]> corners = new ArrayList<>();
    private double x;
    private double y;

    void add(int segment, double[] at) {
      switch (segment) {
        case PathIterator.SEG_MOVETO -> {
          close();
          corner(at[0], at[1]);
        }
        case PathIterator.SEG_LINETO -> corner(at[0], at[1]);
        case PathIterator.SEG_QUADTO -> quadratic(at);
        case PathIterator.SEG_CUBICTO -> cubic(at);
        default -> close();
      }
    }

    void close() {
      if (corners.size() > 1 && same(corners.get(0), corners.get(corners.size() - 1))) {
        corners.remove(corners.size() - 1);
      }
      if (corners.size() > 2) {
        double[] xs = corners.stream().mapToDouble(corner -> corner[0]).toArray();
        double[] ys = corners.stream().mapToDouble(corner -> corner[1]).toArray();
        polygons.add(new Polygon(xs, ys));
      }
      corners.clear();
    }

    private void quadratic(double[] at) {
      double fromX = x;
      double fromY = y;
      for (int i = 1; i <= PIECES; i++) {
        double t = (double) i / PIECES;
        double s = 1 - t;
        corner(
            s * s * fromX + 2 * s * t * at[0] + t * t * at[2],
            s * s * fromY + 2 * s * t * at[1] + t * t * at[3]);
      }
    }

    private void cubic(double[] at) {
      double fromX = x;
      double fromY = y;
      for (int i = 1; i <= PIECES; i++) {
        double t = (double) i / PIECES;
        double s = 1 - t;
        corner(
            s * s * s * fromX + 3 * s * s * t * at[0] + 3 * s * t * t * at[2] + t * t * t * at[4],
            s * s * s * fromY + 3 * s * s * t * at[1] + 3 * s * t * t * at[3] + t * t * t * at[5]);
      }
    }

    private void corner(double toX, double toY) {
      x = toX;
      y = toY;
      double[] corner = {toX, toY};
      if (corners.isEmpty() || !same(corners.get(corners.size() - 1), corner)) {
        corners.add(corner);
      }
    }

    private static boolean same(double[] one, double[] other) {
      return one[0] == other[0] && one[1] == other[1];
    }
  }
}
