package io.trainmaster.dsl.check;

import static org.assertj.core.api.Assertions.assertThat;

import io.trainmaster.dsl.Compilation;
import io.trainmaster.dsl.TestFiles;
import io.trainmaster.dsl.diagnostic.Diagnostic;
import io.trainmaster.dsl.source.SourceFile;
import io.trainmaster.model.Expression;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Columns are followed from where they are known to where they are named. */
class ColumnsTest {

  private static final SchemaLookup CUSTOMERS =
      (operator, arguments) ->
          Optional.of(
              List.of(
                  new Column("age", "Int", true),
                  new Column("plan", "String", true),
                  new Column("churned", "Bool", false)));

  private static final String WORKFLOW =
      """
      schema Customers { age: Int; plan: String; churned: Bool }

      workflow w(data: Path = "x.csv") {
        raw = ingest.csv(data)
        clean = validate(raw) {
          rows >= 10
          age  in 0..120
          plan nulls < 1%
        }
        parts = split(clean, train: 80%, test: 20%, stratify: "churned")
        model = train.gbt(parts.train, label: "churned", task: binary, features: ["age", "plan"])
      }
      """;

  private static List<String> faults(String text, SchemaLookup lookup) {
    SourceFile file = new SourceFile("w.train", text);
    Compilation compilation = TestFiles.compiler().compile(file, lookup);
    return compilation.diagnostics().stream()
        .map(
            one ->
                one.code().id()
                    + " "
                    + file.text(one.span())
                    + one.mend().map(mend -> " -> " + mend.replacement()).orElse(""))
        .toList();
  }

  @Test
  void unknownColumnsPass() {
    assertThat(faults(WORKFLOW.replace("\"churned\"", "\"x\""), SchemaLookup.NONE)).isEmpty();
  }

  @Test
  void knownColumnsThatAreThereAreFine() {
    assertThat(faults(WORKFLOW, CUSTOMERS)).isEmpty();
  }

  @Test
  void aColumnIsFollowedFromTheSource() {
    assertThat(faults(WORKFLOW.replace("label: \"churned\"", "label: \"chuned\""), CUSTOMERS))
        .containsExactly("E0307 \"chuned\" -> \"churned\"");
    assertThat(faults(WORKFLOW.replace("[\"age\", ", "[\"aeg\", "), CUSTOMERS))
        .containsExactly("E0307 \"aeg\" -> \"age\"");
    assertThat(faults(WORKFLOW.replace("age  in", "aege  in"), CUSTOMERS))
        .containsExactly("E0307 aege -> age");
  }

  @Test
  void aDeclaredSchemaIsKnownToTheTextAlone() {
    String text =
        WORKFLOW
            .replace("ingest.csv(data)", "ingest.csv(data, schema: Customers)")
            .replace("stratify: \"churned\"", "stratify: \"churn\"");

    assertThat(faults(text, SchemaLookup.NONE)).containsExactly("E0307 \"churn\" -> \"churned\"");
  }

  @Test
  void conditionsFitTheirColumns() {
    assertThat(faults(WORKFLOW.replace("age  in 0..120", "age in [\"a\"]"), CUSTOMERS))
        .containsExactly("E0407 [\"a\"]");
    assertThat(faults(WORKFLOW.replace("age  in 0..120", "age in 5"), CUSTOMERS))
        .containsExactly("E0401 5");
    assertThat(faults(WORKFLOW.replace("age  in 0..120", "plan == \"pro\""), CUSTOMERS)).isEmpty();
  }

  @Test
  void theLookupSeesEveryArgument() {
    Map<String, Expression> seen = new java.util.HashMap<>();
    faults(
        WORKFLOW,
        (operator, arguments) -> {
          seen.putAll(arguments);
          return Optional.empty();
        });

    assertThat(seen).containsOnlyKeys("path", "header", "delimiter", "malformed");
  }

  @Test
  void aQueryHidesTheColumns() {
    String text =
        WORKFLOW.replace("validate(raw) {", "validate(transform.sql(raw, \"select 1\")) {");

    assertThat(faults(text.replace("\"churned\"", "\"x\""), CUSTOMERS)).isEmpty();
  }

  @Test
  void aDiagnosticIsOneLetter() {
    SourceFile file = new SourceFile("w.train", WORKFLOW.replace("parts.train", "parts.tran"));
    List<Diagnostic> found = TestFiles.compiler().compile(file, CUSTOMERS).diagnostics();

    assertThat(found).hasSize(1);
  }
}
