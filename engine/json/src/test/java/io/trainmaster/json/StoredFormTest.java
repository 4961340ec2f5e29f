package io.trainmaster.json;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.trainmaster.model.EntrySpec;
import io.trainmaster.model.Expression;
import io.trainmaster.model.Outcome;
import io.trainmaster.model.Policy;
import io.trainmaster.model.ResourceRequest;
import io.trainmaster.model.RetryRule;
import io.trainmaster.model.TaskId;
import io.trainmaster.model.TaskSpec;
import io.trainmaster.model.Value;
import io.trainmaster.model.WorkflowGraph;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/**
 * The JSON that is in stored files, written out: a change of it needs a migration of those files,
 * and so must not happen by accident.
 */
class StoredFormTest {

  private static final Value SEVEN = new Value.Int(7);

  @Test
  void ofEveryKindOfValue() {
    Map<String, Value> values = new LinkedHashMap<>();
    values.put("absent", Value.ABSENT);
    values.put("bool", new Value.Bool(true));
    values.put("int", SEVEN);
    values.put("float", new Value.Real(0.1));
    values.put("nan", new Value.Real(Double.NaN));
    values.put("infinity", new Value.Real(Double.NEGATIVE_INFINITY));
    values.put("text", new Value.Text("relu"));
    values.put("duration", new Value.Span(Duration.ofMinutes(90)));
    values.put("bytes", new Value.Bytes(1024));
    values.put("list", new Value.Items(List.of(SEVEN)));
    values.put("record", new Value.Fields(Map.of("auc", SEVEN)));
    values.put("range", new Value.Range(SEVEN, SEVEN, true));
    values.put("call", new Value.Call("adam", List.of(SEVEN), Map.of("rate", SEVEN)));
    values.put("artifact", new Value.Artifact("Model", "ab12", Map.of("auc", SEVEN)));

    String json = ModelJson.writeValues(values);

    assertThat(indented(json)).isEqualToIgnoringNewLines(golden("values.json"));
    assertThat(ModelJson.readValues(golden("values.json"))).isEqualTo(values);
  }

  @Test
  void ofEveryKindOfTaskAndExpression() {
    WorkflowGraph graph =
        new WorkflowGraph(
            "churn",
            "Documentation.",
            List.of(new WorkflowGraph.Parameter("rows", "Int", "How many.", Optional.of(SEVEN))),
            List.of(operator(new TaskId("load")), tune(), gate()),
            Optional.of(new Expression.Output(new TaskId("best"))));

    String json = ModelJson.write(graph);

    assertThat(indented(json)).isEqualToIgnoringNewLines(golden("graph.json"));
    assertThat(ModelJson.read(golden("graph.json"), WorkflowGraph.class)).isEqualTo(graph);
    // Before what says nothing was left out of an operator.
    assertThat(ModelJson.read(golden("graph-in-full.json"), WorkflowGraph.class)).isEqualTo(graph);
  }

  @Test
  void callsOfBeforeAnyCouldBeReusedAreNotReused() {
    String before = golden("graph.json").replaceAll(",\\s*\"reusable\" : false", "");

    WorkflowGraph graph = ModelJson.read(before, WorkflowGraph.class);

    assertThat(before).doesNotContain("reusable");
    assertThat(graph).isEqualTo(ModelJson.read(golden("graph.json"), WorkflowGraph.class));
  }

  private static TaskSpec.Operator operator(TaskId id) {
    Policy policy =
        new Policy(
            List.of(
                new ResourceRequest(
                    1, 2, 1L << 30, 1, 1L << 33, List.of("A100"), Optional.of(Duration.ofHours(1))),
                ResourceRequest.DEFAULT),
            List.of(
                new RetryRule(
                    Outcome.OOM,
                    2,
                    Duration.ofSeconds(1),
                    Duration.ofMinutes(1),
                    List.of(new RetryRule.Edit("memory", 2)))),
            Optional.of(Duration.ofHours(2)),
            Optional.empty());
    EntrySpec line =
        new EntrySpec(
            "age",
            Optional.of("in"),
            List.of(new Expression.Literal(SEVEN)),
            Map.of("named", new Expression.Parameter("rows")),
            List.of());
    return new TaskSpec.Operator(
        id,
        3,
        Set.of(),
        "ingest.csv",
        Map.of("path", new Expression.Literal(new Value.Text("a.csv"))),
        List.of(line),
        policy,
        TaskSpec.Isolation.OWN);
  }

  private static TaskSpec tune() {
    Expression rows = new Expression.Parameter("rows");
    Expression load = new Expression.Output(new TaskId("load"));
    return new TaskSpec.Tune(
        new TaskId("best"),
        4,
        Set.of(new TaskId("load")),
        operator(new TaskId("best")),
        new Expression.Call("random", List.of(), Map.of("trials", rows)),
        Map.of("depth", new Expression.Items(List.of(rows, load))),
        "validation.auc",
        true,
        Optional.of(rows),
        Optional.empty());
  }

  private static TaskSpec gate() {
    Expression auc = new Expression.Field(new Expression.Output(new TaskId("best")), "auc");
    Expression limit = new Expression.Literal(new Value.Real(0.8));
    Expression good = new Expression.Binary(Expression.BinaryOperator.GREATER_OR_EQUAL, auc, limit);
    return new TaskSpec.Gate(
        new TaskId("good"),
        5,
        Set.of(),
        new Expression.Unary(Expression.UnaryOperator.NOT, good),
        TaskSpec.Otherwise.SKIP,
        new Expression.Interpolation(List.of(auc)));
  }

  private static String indented(String json) {
    try {
      ObjectMapper mapper = new ObjectMapper();
      return mapper.writerWithDefaultPrettyPrinter().writeValueAsString(mapper.readTree(json));
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String golden(String name) {
    try (InputStream file = StoredFormTest.class.getResourceAsStream(name)) {
      return file == null ? "" : new String(file.readAllBytes(), StandardCharsets.UTF_8).strip();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
