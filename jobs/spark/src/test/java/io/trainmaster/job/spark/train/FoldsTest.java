package io.trainmaster.job.spark.train;

import static org.assertj.core.api.Assertions.assertThat;

import io.trainmaster.job.Arguments;
import io.trainmaster.job.spark.SampleData;
import io.trainmaster.job.spark.SharedSession;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Test;

class FoldsTest {

  private static final Dataset<Row> ROWS = SampleData.customers(SharedSession.get(), 300, 9);

  private static Set<String> texts(Dataset<Row> rows) {
    Set<String> texts = new HashSet<>();
    rows.collectAsList().forEach(row -> texts.add(row.toString()));
    return texts;
  }

  @Test
  void everyRowIsInsideOneFold() {
    Set<String> all = new HashSet<>();
    for (int fold = 0; fold < 4; fold++) {
      Folds folds = new Folds(fold, 4, 11);
      Set<String> inside = texts(folds.inside(ROWS));
      Set<String> outside = texts(folds.outside(ROWS));
      assertThat(inside).hasSizeBetween(45, 110).doesNotContainAnyElementsOf(outside);
      assertThat(inside.size() + outside.size()).isEqualTo(300);
      all.addAll(inside);
    }
    assertThat(all).hasSize(300);
  }

  @Test
  void aRowsFoldIsItsOwn() {
    Folds folds = new Folds(2, 5, 1);
    assertThat(texts(folds.inside(ROWS.repartition(7)))).isEqualTo(texts(folds.inside(ROWS)));
    assertThat(texts(new Folds(2, 5, 2).inside(ROWS))).isNotEqualTo(texts(folds.inside(ROWS)));
  }

  @Test
  void theEngineAsksForFoldsByArguments() {
    assertThat(Folds.of(new Arguments(Map.of(), List.of()))).isEmpty();
    assertThat(Folds.of(new Arguments(Map.of("fold", 1L, "folds", 3L, "fold_seed", 9L), List.of())))
        .contains(new Folds(1, 3, 9));
  }
}
