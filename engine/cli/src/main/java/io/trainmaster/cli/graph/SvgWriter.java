package io.trainmaster.cli.graph;

import io.trainmaster.cli.graph.GraphLayout.Placed;
import io.trainmaster.cli.graph.GraphLayout.Point;
import io.trainmaster.cli.graph.GraphLayout.Route;
import java.util.List;
import java.util.Locale;

/**
 * The graph as an SVG picture. It takes the colours of the page it stands in, by {@code
 * currentColor}, and on its own those that the reader prefers.
 */
public final class SvgWriter {
  private static final double CORNER = 8;

  /** How far a card of a stack lies behind the one before it. */
  static final double STACK = 4;

  private static final double BEND = 6;

  private static final String CSS =
      """
      <style>
        svg { color: #1f2328; font: 600 13px system-ui, "DejaVu Sans", sans-serif; }
        text { fill: currentColor; text-anchor: middle; }
        .detail { font-weight: 400; font-size: 11px; fill-opacity: .7; }
        .card { fill: #ffffff; stroke: currentColor; stroke-opacity: .55; }
        .search { fill: #eaf3ff; }
        .gate { fill: #fff6e0; }
        .line { fill: none; stroke: currentColor; stroke-opacity: .55; stroke-width: 1.25; }
        .order { stroke-dasharray: 4 3; }
        .head { fill: currentColor; fill-opacity: .7; }
        @media (prefers-color-scheme: dark) {
          svg { color: #e6edf3; }
          .card { fill: #1c2128; }
          .search { fill: #12263f; }
          .gate { fill: #33280d; }
        }
      </style>
      """;

  private SvgWriter() {}

  /** The text of an {@code .svg} file. */
  public static String write(GraphDrawing graph) {
    GraphLayout layout = GraphLayout.of(graph);
    StringBuilder svg = new StringBuilder();
    svg.append(
        format(
            "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 %s %s\" width=\"%s\""
                + " height=\"%s\" role=\"img\" aria-labelledby=\"title\">\n",
            layout.width(), layout.height(), layout.width(), layout.height()));
    svg.append("<title id=\"title\">Workflow ").append(escaped(graph.title()));
    svg.append("</title>\n").append(CSS);
    svg.append(
        "<defs><marker id=\"head\" viewBox=\"0 0 8 8\" refX=\"7\" refY=\"4\" markerWidth=\"8\""
            + " markerHeight=\"8\" orient=\"auto\"><path class=\"head\" d=\"M0 0.5 L8 4 L0 7.5"
            + " z\"/></marker></defs>\n");
    layout.routes().forEach(route -> svg.append(line(route)));
    layout.boxes().forEach(box -> svg.append(box(box)));
    return svg.append("</svg>\n").toString();
  }

  private static String line(Route route) {
    return "<path class=\"line%s\" marker-end=\"url(#head)\" d=\"%s\"/>\n"
        .formatted(route.line().data() ? "" : " order", path(route.points()));
  }

  /** Straight pieces with rounded bends. */
  private static String path(List<Point> points) {
    StringBuilder path = new StringBuilder("M" + at(points.get(0)));
    for (int i = 1; i < points.size(); i++) {
      Point point = points.get(i);
      if (i == points.size() - 1) {
        path.append(" L").append(at(point));
      } else {
        path.append(" L").append(at(point.towards(points.get(i - 1), BEND)));
        path.append(" Q").append(at(point)).append(' ');
        path.append(at(point.towards(points.get(i + 1), BEND)));
      }
    }
    return path.toString();
  }

  private static String at(Point point) {
    return number(point.x()) + " " + number(point.y());
  }

  private static String box(Placed placed) {
    StringBuilder svg = new StringBuilder("<g>");
    GraphDrawing.Box box = placed.box();
    svg.append("<title>").append(escaped(box.name() + ": " + box.detail())).append("</title>");
    svg.append(
        switch (box.kind()) {
          case OPERATOR, ROUTE -> plain(placed);
          case SEARCH, LOOP ->
              card(placed, 2 * STACK, " search")
                  + card(placed, STACK, " search")
                  + card(placed, 0, " search");
          case GATE -> diamond(placed);
        });
    double shift = box.kind().isStack() ? STACK : 0;
    double middle = placed.x() + placed.width() / 2 - shift;
    double center = placed.y() + placed.height() / 2 + shift;
    svg.append(text(middle, center - 4, "", box.name()));
    svg.append(text(middle, center + 13, " class=\"detail\"", box.detail()));
    return svg.append("</g>\n").toString();
  }

  private static String plain(Placed box) {
    return rectangle("", box.x(), box.y(), box.width(), box.height());
  }

  /** One card of a stack, so far behind the first; the stack as a whole fills the box. */
  private static String card(Placed box, double behind, String more) {
    double stack = 2 * STACK;
    return rectangle(
        more,
        box.x() + behind,
        box.y() + stack - behind,
        box.width() - stack,
        box.height() - stack);
  }

  private static String rectangle(String more, double x, double y, double width, double height) {
    return format(
        "<rect class=\"card%s\" x=\"%s\" y=\"%s\" width=\"%s\" height=\"%s\" rx=\"%s\"/>",
        more, x, y, width, height, CORNER);
  }

  private static String diamond(Placed box) {
    double middle = box.x() + box.width() / 2;
    double center = box.y() + box.height() / 2;
    return format(
        "<path class=\"card gate\" d=\"M%s %s L%s %s L%s %s L%s %s z\"/>",
        box.x(),
        center,
        middle,
        box.y(),
        box.x() + box.width(),
        center,
        middle,
        box.y() + box.height());
  }

  private static String text(double x, double y, String attributes, String text) {
    return format("<text%s x=\"%s\" y=\"%s\">%s</text>", attributes, x, y, escaped(text));
  }

  /** Numbers without a locale and without needless digits. */
  private static String format(String pattern, Object... arguments) {
    Object[] texts = new Object[arguments.length];
    for (int i = 0; i < arguments.length; i++) {
      texts[i] = arguments[i] instanceof Double value ? number(value) : arguments[i];
    }
    return String.format(Locale.ROOT, pattern, texts);
  }

  private static String number(double value) {
    double rounded = Math.round(value * 10) / 10.0;
    return rounded == Math.rint(rounded) ? Long.toString((long) rounded) : Double.toString(rounded);
  }

  private static String escaped(String text) {
    return text.replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\"", "&quot;");
  }
}
