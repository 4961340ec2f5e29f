package io.trainmaster.cli.graph;

/** The graph in the language of Graphviz. */
public final class DotWriter {
  private DotWriter() {}

  /** The text of a {@code .dot} file. */
  public static String write(GraphDrawing graph) {
    StringBuilder text = new StringBuilder("digraph " + quoted(graph.title()) + " {\n");
    text.append("  rankdir=TB; node [fontname=\"sans-serif\", shape=box, style=rounded];\n");
    for (GraphDrawing.Box box : graph.boxes()) {
      text.append("  ").append(quoted(box.id().value())).append(" [label=");
      text.append(quoted(box.name() + "\n" + box.detail()));
      text.append(
          switch (box.kind()) {
            case OPERATOR, ROUTE -> "";
            case SEARCH, LOOP -> ", shape=box3d, style=solid";
            case GATE -> ", shape=diamond, style=solid";
          });
      text.append("];\n");
    }
    for (GraphDrawing.Line line : graph.lines()) {
      text.append("  ").append(quoted(line.from().value())).append(" -> ");
      text.append(quoted(line.to().value()));
      text.append(line.data() ? ";\n" : " [style=dashed];\n");
    }
    return text.append("}\n").toString();
  }

  private static String quoted(String text) {
    return '"' + text.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n") + '"';
  }
}
