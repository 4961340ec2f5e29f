package io.trainmaster.dsl;

import static org.assertj.core.api.Assertions.assertThat;

import io.trainmaster.dsl.check.SchemaLookup;
import io.trainmaster.dsl.diagnostic.SnippetRenderer;
import io.trainmaster.dsl.source.SourceFile;
import io.trainmaster.model.CanonicalText;
import io.trainmaster.model.TaskSpec;
import io.trainmaster.model.Value;
import io.trainmaster.model.WorkflowGraph;
import io.trainmaster.model.WorkflowVersion;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class GraphTest {

  private static WorkflowGraph graph(String text) {
    SourceFile file = new SourceFile("test.train", text);
    Compilation compilation =
        TestFiles.compiler().compile(file, SchemaLookup.NONE, TestFiles::imported);
    assertThat(new SnippetRenderer(false).render(file, compilation.diagnostics())).isEmpty();
    return compilation.workflows().get(0);
  }

  private static String hash(String text) {
    return WorkflowVersion.of(graph(text), text, "test.train").hash();
  }

  /** The canonical text with one task or parameter on a line, for people who compare. */
  private static String dump(WorkflowGraph graph) {
    StringBuilder out = new StringBuilder("workflow " + graph.name() + "\n");
    graph.parameters().forEach(one -> out.append(CanonicalText.of(one)).append('\n'));
    graph.tasks().forEach(one -> out.append(CanonicalText.of(one)).append('\n'));
    graph.automation().ifPresent(one -> out.append(CanonicalText.of(one)).append('\n'));
    return out.append(CanonicalText.of(graph.result())).append('\n').toString();
  }

  private static Optional<TaskSpec> task(WorkflowGraph graph, String id) {
    return graph.tasks().stream().filter(task -> task.id().value().equals(id)).findFirst();
  }

  @Test
  void theGraphsOfTheExamplesAreAsAgreed() {
    for (String name : List.of("churn", "digits", "branches", "watch", "deliver", "trips")) {
      String dump = dump(graph(TestFiles.text("examples/" + name + ".train")));
      Path golden = Path.of("src/test/resources/graphs/" + name + ".graph");

      assertThat(dump).isEqualTo(TestFiles.golden(golden, dump));
    }
  }

  @Test
  void theHashDoesNotSeeBlanksCommentsAndDocumentation() {
    String text = TestFiles.text("examples/churn.train");
    String other =
        text.replace("  raw = ingest.csv(data)", "# read\n\n    raw   =  ingest.csv( data ) ;")
            .replace("/// Boosted trees", "/// Other words; boosted trees")
            .replace("max_depth in [3, 5]\n", "max_depth in [3,5]; ");

    assertThat(other).isNotEqualTo(text);
    assertThat(hash(other)).isEqualTo(hash(text));
  }

  @Test
  void theHashSeesEveryValue() {
    String text = TestFiles.text("examples/churn.train");

    assertThat(hash(text.replace("seed: 42", "seed: 43"))).isNotEqualTo(hash(text));
    assertThat(hash(text.replace("nulls < 1%", "nulls < 2%"))).isNotEqualTo(hash(text));
    assertThat(hash(text.replace("deadline   2 h", "deadline   3 h"))).isNotEqualTo(hash(text));
  }

  @Test
  void theHashSeesWhatStartsRunsAndWhoHearsOfThem() {
    String text = TestFiles.text("examples/watch.train");

    assertThat(hash(text.replace("every 15 min", "every 20 min"))).isNotEqualTo(hash(text));
    assertThat(hash(text.replace("[failed, late]", "[failed]"))).isNotEqualTo(hash(text));
    assertThat(hash(text.replace("[failed, late]", "[late, failed]"))).isEqualTo(hash(text));
    assertThat(hash(text.replace("misfire merge", "misfire merge; overlap queue")))
        .isEqualTo(hash(text));
  }

  @Test
  void theHashSeesTheWorkflowsThatAreCalled() {
    String text = "workflow outer() { inner() }\nworkflow inner(n: Int = 1) { }\n";

    assertThat(hash(text.replace("n: Int = 1", "n: Int = 2"))).isNotEqualTo(hash(text));
    assertThat(hash(text.replace("= 1)", "= 1 )"))).isEqualTo(hash(text));
    TaskSpec.Child child = (TaskSpec.Child) graph(text).tasks().get(0);
    assertThat(child.workflow()).isEqualTo("inner");
    assertThat(child.version()).isPresent();
  }

  @Test
  void writingADefaultOutMeansTheSame() {
    String text = TestFiles.text("examples/churn.train");

    assertThat(hash(text.replace("ingest.csv(data)", "ingest.csv(data, header: true)")))
        .isEqualTo(hash(text));
  }

  @Test
  void theOrderOfLinesMeansNothingAmongTasks() {
    WorkflowGraph graph =
        graph("workflow w() {\n  b = validate(a)\n  a = ingest.csv(\"x.csv\")\n}\n");

    assertThat(graph.tasks().stream().map(task -> task.id().value())).containsExactly("a", "b");
  }

  @Test
  void aGateHoldsBackEveryLineBelowIt() {
    WorkflowGraph graph =
        graph(
            """
            workflow w() {
              a = ingest.csv("x.csv")
              require a.rows > 5 else fail "few"
              b = ingest.csv("y.csv")
              require b.rows > 5 else fail "few"
              c = ingest.csv("z.csv")
            }
            """);

    assertThat(task(graph, "a").orElseThrow().after()).isEmpty();
    assertThat(task(graph, "b").orElseThrow().after()).hasToString("[require-1]");
    assertThat(task(graph, "require-2").orElseThrow().after()).hasToString("[require-1]");
    assertThat(task(graph, "c").orElseThrow().after()).hasToString("[require-2]");
  }

  @Test
  void callsWithoutANameGetOne() {
    WorkflowGraph graph =
        graph(
            """
            workflow w() {
              shell(["a"])
              shell(["b"]) after csv
              csv = ingest.csv("x.csv")
              validate(ingest.csv("y.csv"))
            }
            """);

    assertThat(graph.tasks().stream().map(task -> task.id().value()))
        .containsExactly("shell", "csv", "shell-2", "csv-2", "validate");
    assertThat(task(graph, "shell-2").orElseThrow().after()).hasToString("[csv]");
  }

  @Test
  void aSchemaBecomesAValue() {
    WorkflowGraph graph =
        graph(
            """
            schema People { age: Int; `full name`: String? }
            workflow w() { a = ingest.csv("x.csv", schema: People) }
            """);
    TaskSpec.Operator ingest = (TaskSpec.Operator) task(graph, "a").orElseThrow();

    assertThat(CanonicalText.of(ingest.arguments().get("schema")))
        .isEqualTo(
            "Literal(Items([Fields({\"name\":Text(\"age\",),\"type\":Text(\"Int\",),"
                + "\"nullable\":Bool(false,),},),Fields({\"name\":Text(\"full name\",),"
                + "\"type\":Text(\"String\",),\"nullable\":Bool(true,),},),],),)");
  }

  @Test
  void constantsAreFolded() {
    WorkflowGraph graph =
        graph(
            """
            workflow w() {
              share = 1 - 20%
              a = split(ingest.csv("x.csv"), train: share, test: 1 - share)
            }
            """);
    TaskSpec.Operator split = (TaskSpec.Operator) task(graph, "a").orElseThrow();

    assertThat(CanonicalText.of(split.arguments().get("train"))).isEqualTo("Literal(Real(0.8,),)");
  }

  @Test
  void anOptionalParameterIsAbsentUnlessGiven() {
    WorkflowGraph graph = graph("workflow w(alias: String?, n: Int in 1..5?) { }\n");

    assertThat(graph.parameters().get(0).defaultValue()).contains(Value.ABSENT);
    assertThat(graph.parameters().get(1).type()).isEqualTo("Int in 1..5?");
    assertThat(graph.parameters().get(1).defaultValue()).contains(Value.ABSENT);
  }

  @Test
  void aSearchKeepsWhatDoesNotVary() {
    WorkflowGraph graph =
        graph(
            """
            workflow w() {
              raw = ingest.csv("x.csv")
              best = tune train.gbt(raw, label: "y", task: regression, rounds: 9) {
                search grid { max_depth in [3, 5]; deep in [true, false] }
                minimize validation.rmse
                folds 3
              }
            }
            """);
    TaskSpec.Tune tune = (TaskSpec.Tune) task(graph, "best").orElseThrow();

    assertThat(tune.trial().arguments())
        .containsOnlyKeys("train", "label", "task", "step_size", "rounds", "seed");
    assertThat(tune.space()).containsOnlyKeys("max_depth", "deep");
    assertThat(tune.maximize()).isFalse();
    assertThat(tune.folds()).isPresent();
  }
}
