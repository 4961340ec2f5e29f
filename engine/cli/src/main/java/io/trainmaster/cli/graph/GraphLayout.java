package io.trainmaster.cli.graph;

import io.trainmaster.cli.graph.GraphDrawing.Box;
import io.trainmaster.cli.graph.GraphDrawing.Kind;
import io.trainmaster.cli.graph.GraphDrawing.Line;
import io.trainmaster.model.TaskId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.eclipse.elk.alg.layered.options.LayeredMetaDataProvider;
import org.eclipse.elk.alg.layered.options.LayeredOptions;
import org.eclipse.elk.core.RecursiveGraphLayoutEngine;
import org.eclipse.elk.core.data.LayoutMetaDataService;
import org.eclipse.elk.core.math.ElkPadding;
import org.eclipse.elk.core.options.CoreOptions;
import org.eclipse.elk.core.options.Direction;
import org.eclipse.elk.core.options.EdgeRouting;
import org.eclipse.elk.core.util.BasicProgressMonitor;
import org.eclipse.elk.graph.ElkBendPoint;
import org.eclipse.elk.graph.ElkEdge;
import org.eclipse.elk.graph.ElkEdgeSection;
import org.eclipse.elk.graph.ElkNode;
import org.eclipse.elk.graph.util.ElkGraphUtil;

/**
 * Where everything goes: layers from top to bottom, by the layered algorithm of the Eclipse Layout
 * Kernel (Sugiyama's method). Sizes are in pixels.
 */
record GraphLayout(double width, double height, List<Placed> boxes, List<Route> routes) {
  private static final double NAME_WIDTH = 8.2;
  private static final double DETAIL_WIDTH = 6.6;
  private static final double HEIGHT = 46;
  private static final double SIDE = 16;
  private static final double MARGIN = 16;

  /** A box with its place. */
  record Placed(Box box, double x, double y, double width, double height) {}

  /** A line with its course. */
  record Route(Line line, List<Point> points) {}

  /** A place. */
  record Point(double x, double y) {
    /** The point so far from this one on the way to another, or half of the way. */
    Point towards(Point other, double distance) {
      double length = Math.hypot(other.x - x, other.y - y);
      double part = length == 0 ? 0 : Math.min(0.5, distance / length);
      return new Point(x + (other.x - x) * part, y + (other.y - y) * part);
    }
  }

  /** Lays a graph out. */
  static GraphLayout of(GraphDrawing graph) {
    LayoutMetaDataService.getInstance()
        .registerLayoutMetaDataProviders(new LayeredMetaDataProvider());
    ElkNode root = root();
    Map<TaskId, ElkNode> nodes = new HashMap<>();
    graph.boxes().forEach(box -> nodes.put(box.id(), node(root, box)));
    Map<Line, ElkEdge> edges = new LinkedHashMap<>();
    for (Line line : graph.lines()) {
      ElkNode from = nodes.get(line.from());
      ElkNode to = nodes.get(line.to());
      if (from != null && to != null) {
        edges.put(line, ElkGraphUtil.createSimpleEdge(from, to));
      }
    }
    new RecursiveGraphLayoutEngine().layout(root, new BasicProgressMonitor());
    return read(graph, root, nodes, edges);
  }

  private static ElkNode root() {
    ElkNode root = ElkGraphUtil.createGraph();
    root.setProperty(CoreOptions.ALGORITHM, LayeredOptions.ALGORITHM_ID);
    root.setProperty(CoreOptions.DIRECTION, Direction.DOWN);
    root.setProperty(CoreOptions.EDGE_ROUTING, EdgeRouting.ORTHOGONAL);
    root.setProperty(CoreOptions.PADDING, new ElkPadding(MARGIN));
    root.setProperty(LayeredOptions.SPACING_NODE_NODE, 28.0);
    root.setProperty(LayeredOptions.SPACING_NODE_NODE_BETWEEN_LAYERS, 36.0);
    root.setProperty(LayeredOptions.SPACING_EDGE_NODE, 16.0);
    root.setProperty(LayeredOptions.SPACING_EDGE_NODE_BETWEEN_LAYERS, 14.0);
    return root;
  }

  private static ElkNode node(ElkNode root, Box box) {
    double text = Math.max(box.name().length() * NAME_WIDTH, box.detail().length() * DETAIL_WIDTH);
    ElkNode node = ElkGraphUtil.createNode(root);
    boolean gate = box.kind() == Kind.GATE;
    node.setWidth(gate ? text * 1.35 + 4 * SIDE : text + 2 * SIDE);
    node.setHeight(
        switch (box.kind()) {
          case OPERATOR, ROUTE -> HEIGHT;
          case SEARCH, LOOP -> HEIGHT + SvgWriter.STACK * 2;
          case GATE -> 2 * HEIGHT;
        });
    return node;
  }

  private static GraphLayout read(
      GraphDrawing graph, ElkNode root, Map<TaskId, ElkNode> nodes, Map<Line, ElkEdge> edges) {
    List<Placed> boxes = new ArrayList<>();
    for (Box box : graph.boxes()) {
      ElkNode node = nodes.get(box.id());
      if (node != null) {
        boxes.add(new Placed(box, node.getX(), node.getY(), node.getWidth(), node.getHeight()));
      }
    }
    List<Route> routes = new ArrayList<>();
    edges.forEach((line, edge) -> routes.add(new Route(line, points(edge))));
    return new GraphLayout(root.getWidth(), root.getHeight(), boxes, routes);
  }

  private static List<Point> points(ElkEdge edge) {
    List<Point> points = new ArrayList<>();
    for (ElkEdgeSection section : edge.getSections()) {
      points.add(new Point(section.getStartX(), section.getStartY()));
      for (ElkBendPoint bend : section.getBendPoints()) {
        points.add(new Point(bend.getX(), bend.getY()));
      }
      points.add(new Point(section.getEndX(), section.getEndY()));
    }
    return points;
  }
}
