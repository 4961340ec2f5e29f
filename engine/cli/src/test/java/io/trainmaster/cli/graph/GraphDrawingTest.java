package io.trainmaster.cli.graph;

import static org.assertj.core.api.Assertions.assertThat;

import io.trainmaster.model.Expression;
import io.trainmaster.model.Policy;
import io.trainmaster.model.TaskId;
import io.trainmaster.model.TaskSpec;
import io.trainmaster.model.Value;
import io.trainmaster.model.WorkflowGraph;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;

class GraphDrawingTest {
  private static final TaskId RAW = new TaskId("raw");
  private static final TaskId BEST = new TaskId("best");
  private static final TaskId GATE = new TaskId("require-1");
  private static final TaskId LAST = new TaskId("notify");

  private final GraphDrawing drawing = GraphDrawing.of(graph());

  @Test
  void writesDot() {
    assertThat(DotWriter.write(drawing))
        .isEqualTo(
            """
            digraph "w" {
              rankdir=TB; node [fontname="sans-serif", shape=box, style=rounded];
              "raw" [label="raw\\ningest.csv"];
              "best" [label="best\\ntune train.gbt, grid"];
              "require-1" [label="best.metric >= 0.8\\nelse skip", shape=diamond, style=solid];
              "notify" [label="notify\\nshell"];
              "raw" -> "best";
              "best" -> "require-1";
              "require-1" -> "notify" [style=dashed];
            }
            """
                .replace("grid\"]", "grid\", shape=box3d, style=solid]"));
  }

  @Test
  void writesMermaid() {
    assertThat(MermaidWriter.write(drawing))
        .isEqualTo(
            """
            flowchart TB
              t0("raw<br/>ingest.csv")
              t1[["best<br/>tune train.gbt, grid"]]
              t2{"best.metric &gt;= 0.8<br/>else skip"}
              t3("notify<br/>shell")
              t0 --> t1
              t1 --> t2
              t2 -.-> t3
            """);
  }

  @Test
  void writesAPictureThatIsXml() throws Exception {
    String svg = SvgWriter.write(drawing);

    Document document =
        DocumentBuilderFactory.newInstance()
            .newDocumentBuilder()
            .parse(new ByteArrayInputStream(svg.getBytes(StandardCharsets.UTF_8)));
    assertThat(document.getElementsByTagName("g").getLength()).isEqualTo(4);
    assertThat(document.getElementsByTagName("rect").getLength()).isEqualTo(5);
    assertThat(svg)
        .contains("best.metric &gt;= 0.8")
        .contains("prefers-color-scheme: dark")
        .contains("class=\"line order\"")
        .doesNotContain("NaN");
  }

  @Test
  void isTheSameEachTime() {
    assertThat(SvgWriter.write(drawing)).isEqualTo(SvgWriter.write(drawing));
  }

  @Test
  void boxesDoNotOverlap() {
    List<GraphLayout.Placed> boxes = GraphLayout.of(drawing).boxes();

    for (GraphLayout.Placed a : boxes) {
      for (GraphLayout.Placed b : boxes) {
        boolean apart =
            a == b
                || a.x() + a.width() <= b.x()
                || b.x() + b.width() <= a.x()
                || a.y() + a.height() <= b.y()
                || b.y() + b.height() <= a.y();
        assertThat(apart).as(a.box().id() + " and " + b.box().id()).isTrue();
      }
    }
  }

  @Test
  void writesExpressionsAsTheLanguageDoes() {
    Map<String, Expression> named = new LinkedHashMap<>();
    named.put("seed", new Expression.Literal(new Value.Int(1)));
    assertThat(
            ExpressionText.of(
                new Expression.Call(
                    "random", List.of(new Expression.Literal(Value.text("x"))), named)))
        .isEqualTo("random(\"x\", seed: 1)");
    assertThat(
            ExpressionText.of(
                new Expression.Unary(
                    Expression.UnaryOperator.NOT, new Expression.Parameter("fast"))))
        .isEqualTo("not fast");
    assertThat(
            ExpressionText.of(
                new Expression.Interpolation(
                    List.of(
                        new Expression.Literal(Value.text("AUC ")),
                        new Expression.Parameter("a")))))
        .isEqualTo("AUC ${a}");
  }

  private static WorkflowGraph graph() {
    Expression metric = new Expression.Field(new Expression.Output(BEST), "metric");
    TaskSpec gate =
        new TaskSpec.Gate(
            GATE,
            3,
            Set.of(),
            new Expression.Binary(
                Expression.BinaryOperator.GREATER_OR_EQUAL,
                metric,
                new Expression.Literal(new Value.Real(0.8))),
            TaskSpec.Otherwise.SKIP,
            new Expression.Literal(Value.text("no")));
    TaskSpec tune =
        new TaskSpec.Tune(
            BEST,
            2,
            Set.of(),
            operator(BEST, "train.gbt", Map.of("train", new Expression.Output(RAW)), Set.of()),
            new Expression.Call("grid", List.of(), Map.of()),
            Map.of(),
            "validation.auc",
            true,
            Optional.empty(),
            Optional.empty());
    return new WorkflowGraph(
        "w",
        "",
        List.of(),
        List.of(
            operator(RAW, "ingest.csv", Map.of(), Set.of()),
            tune,
            gate,
            operator(LAST, "shell", Map.of(), Set.of(RAW, GATE))),
        Optional.empty());
  }

  private static TaskSpec.Operator operator(
      TaskId id, String name, Map<String, Expression> arguments, Set<TaskId> after) {
    return new TaskSpec.Operator(
        id, 1, after, name, arguments, List.of(), Policy.DEFAULT, TaskSpec.Isolation.SHARED);
  }
}
