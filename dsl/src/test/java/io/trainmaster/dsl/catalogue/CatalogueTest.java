package io.trainmaster.dsl.catalogue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.trainmaster.dsl.TestFiles;
import io.trainmaster.dsl.source.SourceFile;
import io.trainmaster.model.TaskSpec;
import java.util.List;
import org.junit.jupiter.api.Test;

class CatalogueTest {

  private final Catalogue catalogue = TestFiles.catalogue();

  private static void refuses(String text, String... words) {
    assertThatThrownBy(() -> Catalogue.read(List.of(new SourceFile("operators.train", text))))
        .isInstanceOf(CatalogueException.class)
        .message()
        .contains("which is a bug")
        .contains(words);
  }

  @Test
  void readsASignature() {
    OperatorSignature csv = catalogue.operator("ingest.csv").orElseThrow();

    assertThat(csv.summary()).isEqualTo("Reads delimited text.");
    assertThat(csv.effect()).isEqualTo(OperatorSignature.Effect.READS);
    assertThat(csv.isolation()).isEqualTo(TaskSpec.Isolation.SHARED);
    assertThat(csv.parameters().get(0).documentation())
        .isEqualTo("File or folder, gzip by its ending.");
    assertThat(csv.text())
        .isEqualTo(
            "ingest.csv(path: Path, schema: Schema?, header: Bool = true, delimiter: String = \",\","
                + " malformed: Name in [refuse, set_aside] = refuse) -> Dataset");
  }

  @Test
  void readsNestedKeysAndCalls() {
    OperatorSignature network = catalogue.operator("train.network").orElseThrow();
    BlockKey layers = BlockKey.find(network.keys(), "network").orElseThrow();
    BlockKey optimizer = BlockKey.find(network.keys(), "optimizer").orElseThrow();

    assertThat(layers.keys()).extracting(BlockKey::name).contains("conv", "pool", "dense");
    assertThat(BlockKey.find(layers.keys(), "conv").orElseThrow().documentation())
        .isEqualTo("A convolution.");
    assertThat(optimizer.calls())
        .extracting(BlockKey.CallSignature::name)
        .containsExactly("adam", "sgd");
    assertThat(network.devices()).containsExactly("cpu", "gpu");
    assertThat(network.metrics()).containsExactly("validation.loss", "validation.accuracy");
    assertThat(network.isolation()).isEqualTo(TaskSpec.Isolation.OWN);
  }

  @Test
  void knowsWhoseColumnsAreGivenOn() {
    assertThat(catalogue.operator("split").orElseThrow().columnsOf()).contains("data");
    assertThat(catalogue.operator("validate").orElseThrow().columnsOf()).contains("data");
    assertThat(catalogue.operator("transform.sql").orElseThrow().columnsOf()).isEmpty();
  }

  @Test
  void typesOfOneFileServeInAnother() {
    Catalogue two =
        Catalogue.read(
            List.of(
                new SourceFile("a", "operator f(x: Gauge) -> Gauge\n"),
                new SourceFile("b", "type Gauge { level: Float }\n")));

    assertThat(two.fields("Gauge").orElseThrow()).containsKey("level");
    assertThat(two.operators()).containsOnlyKeys("f");
  }

  @Test
  void afterTheRefinementAParameterMayBeOptional() {
    Catalogue one =
        Catalogue.read(
            List.of(new SourceFile("a", "operator f(n: Int in 1..5?, c: Call?) -> File\n")));

    assertThat(one.operator("f").orElseThrow().parameters())
        .noneMatch(ParameterSignature::required);
  }

  @Test
  void faultsOfACatalogueAreBugs() {
    refuses("operator f(", "E0202");
    refuses("operator f() -> Filee\n", "E0308", "write `File`");
    refuses("operator f() -> File { effec pure }\n", "E0305", "write `effect`");
    refuses("operator f() -> File { effect sometimes }\n", "E0404");
    refuses("operator f() -> File { runs 5 }\n", "E0401");
    refuses("operator f() -> File { conditions rows }\n", "E0404");
    refuses("operator f() -> File { columns data }\n", "E0301");
    refuses("operator f(x: Int = \"a\") -> File\n", "E0401");
    refuses("operator f(x: Int, x: Int) -> File\n", "E0302");
    refuses("operator f() -> File\noperator f() -> File\n", "declared twice");
    refuses("type A { }\ntype A { }\n", "declared twice");
    refuses("workflow w() { }\n", "E0207");
  }
}
