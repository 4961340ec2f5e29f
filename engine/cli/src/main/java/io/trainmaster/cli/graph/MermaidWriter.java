package io.trainmaster.cli.graph;

import io.trainmaster.model.TaskId;
import java.util.HashMap;
import java.util.Map;

/** The graph in the language of Mermaid, which many sites draw by themselves. */
public final class MermaidWriter {
  private MermaidWriter() {}

  /** The text of a diagram. */
  public static String write(GraphDrawing graph) {
    Map<TaskId, String> names = new HashMap<>();
    StringBuilder text = new StringBuilder("flowchart TB\n");
    for (GraphDrawing.Box box : graph.boxes()) {
      String name = "t" + names.size();
      names.put(box.id(), name);
      String label = '"' + escaped(box.name()) + "<br/>" + escaped(box.detail()) + '"';
      text.append("  ").append(name);
      text.append(
          switch (box.kind()) {
            case OPERATOR, ROUTE -> "(" + label + ")";
            case SEARCH, LOOP -> "[[" + label + "]]";
            case GATE -> "{" + label + "}";
          });
      text.append('\n');
    }
    for (GraphDrawing.Line line : graph.lines()) {
      text.append("  ").append(names.get(line.from()));
      text.append(line.data() ? " --> " : " -.-> ").append(names.get(line.to())).append('\n');
    }
    return text.toString();
  }

  private static String escaped(String text) {
    return text.replace("&", "&amp;")
        .replace("\"", "&quot;")
        .replace("<", "&lt;")
        .replace(">", "&gt;");
  }
}
