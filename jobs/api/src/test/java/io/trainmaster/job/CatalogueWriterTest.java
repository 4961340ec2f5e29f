package io.trainmaster.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CatalogueWriterTest {

  @Test
  void ordersOperatorsByName() {
    List<Operator> operators =
        List.of(operator("operator b.two() -> File {\n}\n"), operator("/// One.\noperator a()"));

    assertThat(CatalogueWriter.catalogue(operators))
        .isEqualTo("edition 1\n\n/// One.\noperator a()\n\noperator b.two() -> File {\n}\n");
  }

  @Test
  void refusesTwoOfOneName() {
    List<Operator> twins = List.of(operator("operator a()"), operator("operator a(x: Int)"));

    assertThatThrownBy(() -> CatalogueWriter.catalogue(twins))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("Two operators are called a.");
  }

  @Test
  void refusesASignatureWithoutAnOperator() {
    assertThatThrownBy(() -> CatalogueWriter.name(operator("type Report {}")))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageEndingWith("declares no operator.");
  }

  @Test
  void makesTheFoldersAboveTheFile(@TempDir Path folder) throws IOException {
    Path file = folder.resolve("META-INF/trainmaster/operators.train");

    CatalogueWriter.main(new String[] {file.toString()});

    assertThat(Files.readString(file)).startsWith("edition 1\n");
  }

  @Test
  void needsAFile() {
    assertThatThrownBy(() -> CatalogueWriter.main(new String[0]))
        .isInstanceOf(IllegalArgumentException.class);
  }

  private static Operator operator(String signature) {
    return new Operator() {
      @Override
      public String signature() {
        return signature;
      }

      @Override
      public void run(TaskContext context) {}
    };
  }
}
