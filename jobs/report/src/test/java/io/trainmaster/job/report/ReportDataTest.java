package io.trainmaster.job.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import org.junit.jupiter.api.Test;

class ReportDataTest {

  @Test
  void needsNothingButMetrics() {
    ReportData data =
        ReportData.builder("churn", TaskKind.BINARY)
            .metric(Metric.of("auc", 0.8, Metric.Better.HIGHER, ""))
            .build();

    assertThat(data.passed()).isTrue();
    assertThat(data.section(Section.RocCurves.class)).isEmpty();
  }

  @Test
  void failsWhereOneCheckFailed() {
    assertThat(Examples.binary().passed()).isTrue();
    assertThat(Examples.multiclass().passed()).isFalse();
  }

  @Test
  void refusesTwoSectionsOfOneType() {
    ReportData.Builder report =
        ReportData.builder("churn", TaskKind.BINARY)
            .section(new Section.RocCurves(List.of()))
            .section(new Section.RocCurves(List.of()));

    assertThatIllegalArgumentException()
        .isThrownBy(report::build)
        .withMessageContaining("two sections");
  }

  @Test
  void refusesTablesThatAreNotRectangular() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Section.ConfusionMatrix(List.of("a", "b"), List.of(List.of(1L, 2L))))
        .withMessage("A confusion matrix is not 2 by 2");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Section.SampleRows(List.of("a", "b"), List.of(List.of("one"))))
        .withMessage("A row has 1 values for 2 columns");
    assertThatIllegalArgumentException()
        .isThrownBy(
            () -> new Section.Residuals("y", List.of(), List.of(0.0, 1.0), List.of(1L, 2L)));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Section.Search("auc", List.of("a"), List.of(), 0))
        .withMessage("No trial has index 0");
  }

  @Test
  void findsAKindByItsKey() {
    assertThat(TaskKind.of("multiclass")).isEqualTo(TaskKind.MULTICLASS);
    assertThatIllegalArgumentException().isThrownBy(() -> TaskKind.of("ranking"));
  }
}
