package io.trainmaster.dsl.check;

import static org.assertj.core.api.Assertions.assertThat;

import io.trainmaster.dsl.Compilation;
import io.trainmaster.dsl.TestFiles;
import io.trainmaster.dsl.diagnostic.SnippetRenderer;
import io.trainmaster.dsl.source.SourceFile;
import io.trainmaster.model.CanonicalText;
import io.trainmaster.model.TaskSpec;
import io.trainmaster.model.Value;
import io.trainmaster.model.WorkflowGraph;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** Operators that a file declares are calls of the operator that runs commands. */
class UserOperatorTest {

  private static final String FETCH =
      """
      operator fetch(day: Date, source: Uri = "https://example.org", data: File?) -> File {
        run      ["fetch", "--url", "${source}/${day}.csv"]
        env      "DAY", "${day}"
        files    ["fetch.cfg"]
        outputs  "${day}.csv"
        timeout  1 min
        retry    { error 3, backoff: 1 s .. 1 min }
      }
      """;

  private static Compilation compile(String text) {
    SourceFile file = new SourceFile("test.train", text);
    Compilation compilation =
        TestFiles.compiler().compile(file, SchemaLookup.NONE, TestFiles::imported);
    assertThat(new SnippetRenderer(false).render(file, compilation.diagnostics())).isEmpty();
    return compilation;
  }

  private static TaskSpec.Operator task(WorkflowGraph graph, int index) {
    return (TaskSpec.Operator) graph.tasks().get(index);
  }

  @Test
  void aCallIsACommandWithItsArguments() {
    Compilation compilation =
        compile(FETCH + "workflow w(from: Date) { file = fetch(from) { timeout 2 min } }\n");
    TaskSpec.Operator task = task(compilation.workflows().get(0), 0);

    assertThat(compilation.notes()).isEmpty();
    assertThat(task.operator()).isEqualTo("shell");
    assertThat(CanonicalText.of(task.arguments().get("command")))
        .isEqualTo(
            "Items([Literal(Text(\"fetch\",),),Literal(Text(\"--url\",),),"
                + "Interpolation([Literal(Text(\"https://example.org\",),),Literal(Text(\"/\",),),"
                + "Parameter(\"from\",),Literal(Text(\".csv\",),),],),],)");
    assertThat(task.block().stream().map(entry -> entry.key()))
        .containsExactly("env", "files", "outputs");
    assertThat(task.policy().timeout()).contains(Duration.ofMinutes(2));
    assertThat(task.policy().retries()).hasSize(1);
  }

  @Test
  void aFileCanBeRead() {
    Compilation compilation =
        compile(
            FETCH
                + """
                workflow w(day: Date) {
                  file = fetch(day)
                  raw  = ingest.csv(file)
                }
                """);

    assertThat(task(compilation.workflows().get(0), 1).dependencies()).hasToString("[file]");
  }

  @Test
  void anArtifactInACommandIsFoundByTheTask() {
    Compilation compilation =
        compile(
            FETCH
                + """
                operator count(data: File, header: Bool = true) -> { rows: Int; table: File } {
                  run     ["count", "--in=${data}", "${header}"]
                  outputs table: "table.csv"
                }
                workflow w(day: Date) {
                  counted = count(fetch(day))
                  require counted.rows > 10 else fail "few"
                }
                """);
    TaskSpec.Operator task = task(compilation.workflows().get(0), 1);

    assertThat(CanonicalText.of(task.arguments().get("command")))
        .contains(
            "Call(\"text\",[Interpolation([Literal(Text(\"--in=\",),),],),"
                + "Output(TaskId(\"fetch\",),),],{},)");
    assertThat(CanonicalText.of(task.block()))
        .contains("EntrySpec(\"output\",[],[Literal(Text(\"table\",),),")
        .contains(
            "\"value\",[],[Literal(Text(\"rows\",),),Literal(Text(\"Int\",),),Literal(Bool(false,),),]");
  }

  @Test
  void aSingleValueIsReadOffTheTask() {
    Compilation compilation =
        compile(
            """
            operator count(data: Path) -> Int { run ["count", "${data}"] }
            workflow w(data: Path) {
              rows = count(data)
              require rows > 10 else fail "few: ${rows}"
            }
            """);
    TaskSpec.Gate gate = (TaskSpec.Gate) compilation.workflows().get(0).tasks().get(1);

    assertThat(CanonicalText.of(gate.condition()))
        .contains("Field(Output(TaskId(\"rows\",),),\"value\",)");
  }

  @Test
  void anImportedOperatorIsCalledByItsFile() {
    Compilation compilation =
        compile(
            """
            import "churn.train" as training
            workflow w(day: Date) { raw = ingest.csv(training.fetch(day)) }
            """);

    assertThat(compilation.notes()).isEmpty();
    assertThat(task(compilation.workflows().get(0), 0).operator()).isEqualTo("shell");
  }

  @Test
  void whatNeedsALaterReleaseIsNotedWhereItIsCalled() {
    Compilation compilation =
        compile(
            """
            operator fit(data: File) -> File {
              run     ["python3", "fit.py"]
              image   "python:3.12"
              env     "TOKEN", secret("token")
              outputs "model.bin"
            }
            operator idle() -> Int { run ["idle"]; image "x" }
            workflow w(data: File) { fit(data) }
            workflow v() { }
            """);

    assertThat(compilation.later("w").stream().map(note -> note.message()))
        .anyMatch(message -> message.contains("the image of `fit`"))
        .noneMatch(message -> message.contains("secret"));
    assertThat(compilation.later("v")).isEmpty();
  }

  @Test
  void aSecretIsKnownByItsNameAlone() {
    Compilation compilation =
        compile(
            """
            operator fetch(token: Secret) -> File {
              run     ["fetch"]
              env     "TOKEN", token
              env     "OTHER", secret("other")
              outputs "data.csv"
            }
            workflow w(token: Secret = secret("api-token")) { file = fetch(token) }
            workflow v() { file = fetch(secret("api-token")) }
            """);

    assertThat(compilation.workflows().get(0).parameters().get(0).defaultValue())
        .contains(Value.secret("api-token"));
    assertThat(task(compilation.workflows().get(0), 0).block().toString())
        .contains("Parameter[name=token]")
        .contains(Value.secret("other").toString());
    assertThat(((TaskSpec.Operator) compilation.workflows().get(1).tasks().get(0)).block())
        .asString()
        .contains(Value.secret("api-token").toString());
  }
}
