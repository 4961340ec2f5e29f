package io.trainmaster.lsp;

import static org.assertj.core.api.Assertions.assertThat;

import org.eclipse.lsp4j.CompletionItem;
import org.eclipse.lsp4j.InsertTextFormat;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class CompletionTest {

  private static final String HEAD =
      """
      schema Customers { age: Int?; plan: String; churned: Bool }
      workflow w(data: Path, rate: Float in 0..1 = 0.5) {
        raw = ingest.csv(data, schema: Customers)
        parts = split(raw, train: 80%, test: 20%)
      """;

  private final Editor editor = Editor.start();

  @AfterEach
  void leave() {
    editor.close();
  }

  private CompletionItem item(String label) {
    return editor.complete().stream()
        .filter(item -> item.getLabel().equals(label))
        .findFirst()
        .orElseThrow(() -> new AssertionError("`" + label + "` is not offered."));
  }

  @Test
  void itemsBeginAFile() {
    assertThat(editor.offered("|")).contains("workflow", "schema", "test", "import", "edition");
    assertThat(editor.offered("wor|")).contains("workflow");
  }

  @Test
  void statementsBeginALineOfAWorkflow() {
    assertThat(editor.offered(HEAD + "  |\n}\n"))
        .contains("require", "return", "schedule", "on", "train.gbt", "if", "for")
        .doesNotContain("yield", "parallel");
    assertThat(item("require").getInsertTextFormat()).isEqualTo(InsertTextFormat.Snippet);
  }

  @Test
  void linesOfALoopHaveTheirOwnWords() {
    assertThat(editor.offered(HEAD + "  x = for d in [1, 2] {\n    |\n  }\n}\n"))
        .contains("yield", "parallel", "tolerate", "max")
        .doesNotContain("schedule");
  }

  @Test
  void operatorsComeWithTheArgumentsThatTheyNeed() {
    editor.openText(HEAD + "  model = train.g|\n}\n");

    CompletionItem item = item("train.gbt");
    assertThat(item.getTextEdit().getLeft().getNewText())
        .isEqualTo(
            "train.gbt(${1:train}, label: \"${2:label}\","
                + " task: ${3|binary,multiclass,regression|})");
    assertThat(editor.with(java.util.List.of(item.getTextEdit().getLeft())))
        .contains("model = train.gbt(${1:train}");
    assertThat(item.getDocumentation().getRight().getValue()).isEqualTo("Trains boosted trees.");
    assertThat(item.getDetail()).startsWith("train.gbt(train: Dataset,");
  }

  @Test
  void editorsWithoutPlacesGetPlainText() {
    try (Editor plain = Editor.startPlain()) {
      plain.openText(HEAD + "  model = train.g|\n}\n");
      CompletionItem item =
          plain.complete().stream()
              .filter(one -> one.getLabel().equals("train.gbt"))
              .findFirst()
              .orElseThrow();
      assertThat(item.getTextEdit().getLeft().getNewText())
          .isEqualTo("train.gbt(train, label: \"label\", task: binary)");
      assertThat(item.getInsertTextFormat()).isEqualTo(InsertTextFormat.PlainText);
    }
  }

  @Test
  void argumentsAreOfferedByName() {
    assertThat(editor.offered(HEAD + "  m = train.gbt(parts.train, la|\n}\n"))
        .contains("label", "task", "validation", "max_depth")
        .doesNotContain("train");
    assertThat(editor.offered(HEAD + "  m = train.gbt(parts.train, label: \"churned\", |)\n}\n"))
        .contains("task")
        .doesNotContain("label");
  }

  @Test
  void firstArgumentsAreOfferedByValueTheBestFirst() {
    assertThat(editor.offered(HEAD + "  v = validate(|)\n}\n")).startsWith("parts", "raw");
  }

  @Test
  void closedSetsOfferTheirWords() {
    assertThat(editor.offered(HEAD + "  m = train.gbt(parts.train, task: |)\n}\n"))
        .startsWith("binary", "multiclass", "regression");
    assertThat(editor.offered(HEAD + "  m = train.gbt(parts.train, deep: |)\n}\n"))
        .startsWith("true", "false");
    assertThat(editor.offered(HEAD + "  r = ingest.csv(data, schema: |)\n}\n"))
        .startsWith("Customers");
  }

  @Test
  void columnsAreOfferedWhereTheyAreKnown() {
    assertThat(editor.offered(HEAD + "  m = train.gbt(parts.train, label: |)\n}\n"))
        .startsWith("\"age\"", "\"plan\"", "\"churned\"");
    editor.openText(HEAD + "  m = train.gbt(parts.train, label: \"ch|\")\n}\n");
    CompletionItem item = item("\"churned");
    assertThat(editor.with(java.util.List.of(item.getTextEdit().getLeft())))
        .contains("label: \"churned\")");
    assertThat(editor.offered(HEAD + "  c = validate(raw) {\n    |\n  }\n}\n"))
        .startsWith("age", "plan", "churned", "rows")
        .contains("resources", "retry");
    assertThat(editor.offered(HEAD + "  c = validate(raw) {\n    age |\n  }\n}\n"))
        .contains("nulls", "distinct", "unique", "in");
  }

  @Test
  void fieldsFollowADot() {
    assertThat(editor.offered(HEAD + "  m = validate(parts.|)\n}\n"))
        .containsExactly("train", "validation", "test");
    assertThat(editor.offered(HEAD + "  m = validate(raw)\n  x = parts.train.|\n  y = 1\n}\n"))
        .containsExactly("rows", "partitions");
    assertThat(editor.offered(HEAD + "  r = \"${parts.te|}\"\n}\n"))
        .containsExactly("train", "validation", "test");
  }

  @Test
  void unitsFollowANumber() {
    assertThat(editor.offered(HEAD + "  v = validate(raw) {\n    timeout 10 |\n  }\n}\n"))
        .contains("min", "h", "GiB");
  }

  @Test
  void blocksOfferTheirKeysAndWords() {
    String network = HEAD + "  n = train.network(parts.train, label: \"plan\") {\n";
    assertThat(editor.offered(network + "    |\n  }\n}\n"))
        .contains("network", "optimizer", "epochs", "resources", "timeout");
    assertThat(editor.offered(network + "    network {\n      |\n    }\n  }\n}\n"))
        .contains("conv", "pool", "dense", "output");
    assertThat(editor.offered(network + "    network {\n      output |\n    }\n  }\n}\n"))
        .startsWith("softmax", "sigmoid", "identity");
    assertThat(editor.offered(network + "    optimizer |\n  }\n}\n")).startsWith("adam", "sgd");
    assertThat(editor.offered(network + "    resources { | }\n  }\n}\n"))
        .contains("cpu", "memory", "gpu", "gpu.memory", "within");
    assertThat(editor.offered(network + "    retry { lost 3; | }\n  }\n}\n"))
        .contains("oom", "preempted", "disk_full");
    assertThat(editor.offered(network + "    retry { oom 3 { | } }\n  }\n}\n"))
        .containsExactly("cpu", "memory", "gpu.memory");
  }

  @Test
  void searchesOfferMethodsMetricsAndWhatCanVary() {
    String tune = HEAD + "  b = tune train.gbt(parts.train, label: \"plan\", task: binary) {\n";
    assertThat(editor.offered(tune + "    |\n  }\n}\n"))
        .startsWith("search", "maximize", "minimize");
    assertThat(editor.offered(tune + "    search |\n  }\n}\n")).contains("grid", "random");
    assertThat(editor.offered(tune + "    search grid {\n      |\n    }\n  }\n}\n"))
        .contains("max_depth", "rounds");
    assertThat(editor.offered(tune + "    maximize validation.|\n  }\n}\n"))
        .containsExactly("validation.auc", "validation.accuracy", "validation.rmse");
  }

  @Test
  void schedulesOfferKeysWordsAndZones() {
    assertThat(editor.offered("workflow w() {\n  schedule {\n    |\n  }\n}\n"))
        .containsExactly("cron", "every", "zone", "misfire", "overlap");
    assertThat(editor.offered("workflow w() {\n  schedule {\n    misfire |\n  }\n}\n"))
        .containsExactly("skip", "latest", "all", "merge");
    editor.openText("workflow w() {\n  schedule {\n    zone \"Europe/Vil|\"\n  }\n}\n");
    CompletionItem zone = item("\"Europe/Vilnius");
    assertThat(editor.with(java.util.List.of(zone.getTextEdit().getLeft())))
        .contains("zone \"Europe/Vilnius\"\n");
  }

  @Test
  void typesAreOfferedWhereOneIsExpected() {
    assertThat(editor.offered("workflow w(x: |) {\n}\n")).contains("Path", "Float", "Dataset");
    assertThat(editor.offered("workflow w() -> | {\n}\n")).contains("ModelVersion", "Model");
    assertThat(editor.offered("schema S {\n  a: |\n}\n")).contains("Int", "String");
  }

  @Test
  void testsOfferTheirKeysOperatorsWorkflowsAndTasks() {
    String test = HEAD + "}\ntest \"t\" {\n";
    assertThat(editor.offered(test + "  |\n}\n"))
        .containsExactly("fake", "devices", "clock", "run", "assert");
    assertThat(editor.offered(test + "  fake |\n}\n")).contains("evaluate", "train.gbt");
    assertThat(editor.offered(test + "  fake evaluate { | }\n}\n"))
        .contains("auc", "accuracy", "fail", "takes");
    assertThat(editor.offered(test + "  run |\n}\n")).containsExactly("w()");
    assertThat(editor.offered(test + "  assert |\n}\n")).contains("skipped", "ran", "not");
    assertThat(editor.offered(test + "  assert ran(|)\n}\n")).contains("raw", "parts");
  }

  @Test
  void requireEndsWithAnOutcome() {
    assertThat(editor.offered(HEAD + "  require rate > 0.1 else |\n}\n"))
        .containsExactly("skip", "fail");
    assertThat(editor.offered(HEAD + "  v = validate(raw) after |\n}\n"))
        .contains("raw", "parts")
        .doesNotContain("train.gbt");
  }

  @Test
  void nothingIsOfferedInACommentOrAPlainText() {
    assertThat(editor.offered(HEAD + "  # raw|\n}\n")).isEmpty();
    assertThat(editor.offered(HEAD + "  x = \"ra|w\"\n}\n")).isEmpty();
  }

  @Test
  void worksInTheMiddleOfWhatIsHalfWritten() {
    assertThat(
            editor.offered(
                HEAD + "  m = train.gbt(parts.train, label: \"plan\", task: |\n  x = 1\n}\n"))
        .startsWith("binary");
    assertThat(editor.offered(HEAD + "  v = validate(raw) {\n    resources {\n      |\n"))
        .contains("cpu");
    assertThat(editor.offered(HEAD + "  n = 1 +\n  m = validate(|")).contains("raw");
  }
}
