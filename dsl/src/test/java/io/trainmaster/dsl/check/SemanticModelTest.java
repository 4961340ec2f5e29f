package io.trainmaster.dsl.check;

import static org.assertj.core.api.Assertions.assertThat;

import io.trainmaster.dsl.TestFiles;
import io.trainmaster.dsl.check.SemanticModel.Occurrence;
import io.trainmaster.dsl.check.Symbol.Kind;
import io.trainmaster.dsl.source.SourceFile;
import io.trainmaster.dsl.source.Span;
import io.trainmaster.dsl.syntax.Parser;
import java.util.List;
import org.junit.jupiter.api.Test;

class SemanticModelTest {

  private static final String TEXT =
      """
      /// Customers.
      schema Customers { age: Int?; churned: Bool }
      workflow w(/// Where they are.
          data: Path, best: Float in 0..1 = 0.5) {
        raw = ingest.csv(data, schema: Customers)
        parts = split(raw, train: 80%, test: 20%, stratify: "churned")
        model = train.gbt(parts.train, label: "churned", task: binary)
        report = evaluate(model, parts.test)
        require report.auc >= best else fail "${report.auc}"
        wrong = nothing(raw)
      }
      test "t" {
        run w(best: 0.1)
        assert ran(raw)
      }
      """;

  private static SemanticModel model(String text) {
    return new Checker(TestFiles.catalogue(), SchemaLookup.NONE)
        .check(Parser.parse(new SourceFile("test.train", text)))
        .model()
        .get();
  }

  private static List<Integer> lines(List<Occurrence> occurrences) {
    return occurrences.stream().map(one -> new SourceFile("", TEXT).line(one.span())).toList();
  }

  private static Occurrence at(SemanticModel model, String before) {
    return model.at(TEXT.indexOf(before) + before.length()).orElseThrow();
  }

  @Test
  void knowsWhereNamesAreDeclaredAndUsed() {
    SemanticModel model = model(TEXT);

    Occurrence raw = at(model, "split(");
    assertThat(raw.symbol().kind()).isEqualTo(Kind.BINDING);
    assertThat(raw.symbol().text()).isEqualTo("raw: Dataset");
    assertThat(raw.isDeclaration()).isFalse();
    assertThat(lines(model.occurrencesOf(raw.symbol()))).containsExactly(5, 6, 10, 14);
    assertThat(lines(model.occurrencesOf(at(model, "0.5) {\n  ").symbol())))
        .containsExactly(5, 6, 10, 14);
  }

  @Test
  void knowsParametersInsideAndOutsideOfTheirWorkflow() {
    SemanticModel model = model(TEXT);

    Occurrence best = at(model, "auc >= ");
    assertThat(best.symbol().kind()).isEqualTo(Kind.PARAMETER);
    assertThat(best.symbol().text()).isEqualTo("best: Float in 0..1 = 0.5");
    assertThat(lines(model.occurrencesOf(best.symbol()))).containsExactly(4, 9, 13);
    assertThat(at(model, "ingest.csv(").symbol().documentation()).isEqualTo("Where they are.");
  }

  @Test
  void followsColumnsToTheirSchema() {
    SemanticModel model = model(TEXT);

    Occurrence label = at(model, "label: \"");
    assertThat(label.symbol().kind()).isEqualTo(Kind.COLUMN);
    assertThat(label.symbol().declaration().map(Span::start))
        .contains(TEXT.indexOf("churned: Bool"));
    assertThat(at(model, "schema: ").symbol().documentation()).isEqualTo("Customers.");
  }

  @Test
  void knowsOperatorsArgumentsFieldsAndWords() {
    SemanticModel model = model(TEXT);

    assertThat(at(model, "model = train").symbol().text()).startsWith("train.gbt(train: Dataset");
    assertThat(at(model, "split(raw, ").symbol().text()).isEqualTo("train: Float in 0..1");
    assertThat(at(model, "require report.").symbol().text()).isEqualTo("auc: Float");
    assertThat(at(model, "task: ").symbol().kind()).isEqualTo(Kind.WORD);
    assertThat(at(model, "${report.").symbol().kind()).isEqualTo(Kind.FIELD);
  }

  @Test
  void knowsCallsAndWhatCanBeNamedInAPlace() {
    SemanticModel model = model(TEXT);

    SemanticModel.Call call = model.callNamedAt(TEXT.indexOf("split(")).orElseThrow();
    assertThat(call.signature().name()).isEqualTo("split");
    assertThat(call.arguments()).hasSize(4);
    assertThat(call.columns().orElseThrow())
        .extracting(Column::name)
        .containsExactly("age", "churned");
    assertThat(model.visible(TEXT.indexOf("require")))
        .extracting(Symbol::name)
        .containsExactlyInAnyOrder("data", "best", "raw", "parts", "model", "report", "wrong");
    assertThat(model.visible(TEXT.indexOf("run w"))).isEmpty();
  }

  @Test
  void isThereForFilesWithFaultsOfForm() {
    SemanticModel model = model("workflow w(data: Path) {\n  raw = ingest.csv(data\n  b = raw.\n}");

    assertThat(model.visible(40)).extracting(Symbol::text).contains("data: Path", "raw: Dataset");
  }
}
