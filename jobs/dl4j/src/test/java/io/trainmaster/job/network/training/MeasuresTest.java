package io.trainmaster.job.network.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.trainmaster.job.TaskException;
import io.trainmaster.job.network.Shape;
import io.trainmaster.job.network.data.Column;
import io.trainmaster.job.network.data.Columns;
import io.trainmaster.job.network.data.Encoder;
import io.trainmaster.job.network.data.Encoding;
import io.trainmaster.job.network.data.Examples;
import io.trainmaster.job.network.data.Table;
import io.trainmaster.job.network.data.Target;
import io.trainmaster.job.network.data.TaskKind;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

class MeasuresTest {

  private static final Offset<Double> FLOAT = within(1e-6);

  @Test
  void measuresTwoClassesByOneProbability() throws TaskException {
    Map<String, Double> measures = measure(binary(0.0, 0.0, 1.0, 1.0), 0.2f, 0.6f, 0.5f, 0.9f);

    assertThat(measures.get("accuracy")).isEqualTo(0.75);
    assertThat(measures.get("auc")).isEqualTo(0.75);
    assertThat(measures.get("loss"))
        .isCloseTo(-(Math.log(0.8) + Math.log(0.4) + Math.log(0.5) + Math.log(0.9)) / 4, FLOAT);
  }

  @Test
  void measuresManyClasses() throws TaskException {
    Examples examples =
        examples(new Target("y", TaskKind.MULTICLASS, List.of("0", "1", "2"), 0, 1), 0.0, 2.0, 1.0);
    Map<String, Double> measures =
        measure(examples, 0.7f, 0.2f, 0.1f, 0.1f, 0.3f, 0.6f, 0.5f, 0.25f, 0.25f);

    assertThat(measures).containsOnlyKeys("loss", "accuracy");
    assertThat(measures.get("accuracy")).isCloseTo(2.0 / 3, FLOAT);
    assertThat(measures.get("loss"))
        .isCloseTo(-(Math.log(0.7) + Math.log(0.6) + Math.log(0.25)) / 3, FLOAT);
  }

  @Test
  void aWrongAnswerOrAnUnknownClassCostsAFiniteLoss() throws TaskException {
    assertThat(measure(binary(1.0, 0.0), 0f, 0f).get("loss")).isCloseTo(-Math.log(1e-7) / 2, FLOAT);
    assertThat(measure(binary(5.0, 0.0), 0.5f, 0f).get("accuracy")).isEqualTo(0.5);
  }

  @Test
  void hasNoAreaUnderACurveOfOneClass() throws TaskException {
    assertThat(measure(binary(1.0, 1.0), 0.3f, 0.4f)).containsOnlyKeys("loss", "accuracy");
  }

  @Test
  void measuresNumbersInTheirOwnUnit() throws TaskException {
    Examples examples =
        examples(new Target("y", TaskKind.REGRESSION, List.of(), 10, 2), 10.0, 14.0);
    // The answers are in deviations: they mean 12 and 14.
    Map<String, Double> measures = measure(examples, 1f, 2f);

    assertThat(measures.get("rmse")).isCloseTo(Math.sqrt(2), FLOAT);
    assertThat(measures.get("mae")).isCloseTo(1, FLOAT);
    assertThat(measures.get("r2")).isCloseTo(1 - 4.0 / 8, FLOAT);
    assertThat(measures.get("loss")).isCloseTo(0.5, FLOAT);
  }

  @Test
  void countsATieAsHalf() {
    double[] labels = {0, 1, 0, 1};
    assertThat(RankSum.areaUnderCurve(new double[] {1, 1, 1, 1}, row -> labels[row]))
        .isEqualTo(0.5);
    assertThat(RankSum.areaUnderCurve(new double[] {1, 2, 3, 4}, row -> labels[row]))
        .isEqualTo(0.75);
    assertThat(RankSum.areaUnderCurve(new double[] {4, 3, 2, 1}, row -> labels[row]))
        .isEqualTo(0.25);
    assertThat(RankSum.areaUnderCurve(new double[] {1, 1, 0, 2}, row -> labels[row]))
        .isEqualTo(0.875);
  }

  @Test
  void shufflesByTheSeedAndTheEpoch() {
    int[] order = Shuffle.order(1000, 7, 0);
    assertThat(order).isEqualTo(Shuffle.order(1000, 7, 0));
    assertThat(order).isNotEqualTo(Shuffle.order(1000, 7, 1));
    assertThat(order).isNotEqualTo(Shuffle.order(1000, 8, 0));
    int[] sorted = order.clone();
    Arrays.sort(sorted);
    for (int i = 0; i < sorted.length; i++) {
      assertThat(sorted[i]).isEqualTo(i);
    }
  }

  private static Examples binary(Double... labels) throws TaskException {
    return examples(new Target("y", TaskKind.BINARY, List.of("0", "1"), 0, 1), labels);
  }

  private static Examples examples(Target target, Double... labels) throws TaskException {
    Column column = Columns.numbers("y", labels);
    return Examples.of(
        new Table(List.of(column), labels.length),
        new Encoding(new Shape.Vector(1), List.of(new Encoder.Standardized("y", 0, 1))),
        target);
  }

  private static Map<String, Double> measure(Examples examples, float... answers) {
    return Measures.of(examples, answers);
  }
}
