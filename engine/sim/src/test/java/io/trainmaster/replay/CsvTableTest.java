package io.trainmaster.replay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

class CsvTableTest {

  @Test
  void rowsAreReadByTheNamesOfTheirColumns() {
    CsvTable table = CsvTable.of("pods.csv", List.of("name,gpus,models", "a,2,T4|P100", "b,0,"));

    assertThat(table.map(row -> row.text("name") + row.integer("gpus") + row.texts("models")))
        .containsExactly("a2[T4, P100]", "b0[]");
    assertThat(table.has("gpus")).isTrue();
    assertThat(table.has("cpus")).isFalse();
  }

  @Test
  void whatIsNoTableIsRefusedWithItsPlace() {
    assertThatThrownBy(() -> CsvTable.of("pods.csv", List.of()))
        .isInstanceOf(TraceException.class)
        .hasMessage("pods.csv is empty; a line of names is missing.");
    assertThatThrownBy(() -> CsvTable.of("pods.csv", List.of("a,b", "1,2", "1,2,3")))
        .hasMessage("pods.csv, line 3: there are 3 cells and 2 names in the first line.");
    assertThatThrownBy(() -> CsvTable.of("pods.csv", List.of("a,b", "\"1,2\",3")))
        .hasMessage("pods.csv, line 2: there is a quote; cells must have none.");
  }

  @Test
  void aCellThatIsNoNumberIsRefusedWithItsPlace() {
    CsvTable table = CsvTable.of("pods.csv", List.of("gpus", "-1"));

    assertThatThrownBy(() -> table.map(row -> row.whole("gpus")))
        .isInstanceOf(TraceException.class)
        .hasMessage("pods.csv, line 2: `gpus` is `-1` and must be a whole number of 0 or more.");
    assertThatThrownBy(() -> table.map(row -> row.text("cpus")))
        .hasMessage("pods.csv has no column `cpus`.");
  }
}
