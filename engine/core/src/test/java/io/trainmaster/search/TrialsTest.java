package io.trainmaster.search;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.trainmaster.model.EvaluationException;
import io.trainmaster.model.Value;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class TrialsTest {

  private static final Value GRID = Value.text("grid");

  @Test
  void gridIsEveryCombinationInOrder() {
    Map<String, Value> space = new LinkedHashMap<>();
    space.put("depth", items(3, 5));
    space.put("trees", new Value.Range(integer(1), integer(3), false));
    assertThat(Trials.of(GRID, space, 100))
        .extracting(trial -> List.of(trial.get("depth"), trial.get("trees")))
        .containsExactly(
            List.of(integer(3), integer(1)),
            List.of(integer(3), integer(2)),
            List.of(integer(5), integer(1)),
            List.of(integer(5), integer(2)));
  }

  @Test
  void gridOverRangeOfFloatsIsRefused() {
    Map<String, Value> space = Map.of("rate", range(0.1, 0.5));
    assertThatThrownBy(() -> Trials.of(GRID, space, 100))
        .isInstanceOf(EvaluationException.class)
        .hasMessageContaining("give `rate` a list");
  }

  @Test
  void searchThatIsTooLargeIsRefused() {
    Map<String, Value> space = Map.of("n", new Value.Range(integer(1), integer(101), true));
    assertThatThrownBy(() -> Trials.of(GRID, space, 100))
        .hasMessage("A search has from 1 to 100 trials, and this one has 101.");
  }

  @Test
  void seedMeansTheSameForEver() {
    Map<String, Value> space =
        Map.of("rate", new Value.Call("log", List.of(range(0.03, 0.3)), Map.of()));
    assertThat(Trials.of(random(3, 1), space, 100))
        .extracting(trial -> ((Value.Real) trial.get("rate")).value())
        .containsExactly(EXPECTED);
    assertThat(Trials.of(random(3, 1), space, 100)).isEqualTo(Trials.of(random(3, 1), space, 100));
    assertThat(Trials.of(random(3, 2), space, 100))
        .isNotEqualTo(Trials.of(random(3, 1), space, 100));
  }

  @Test
  void generatorIsTheOneOfThePaper() {
    SplitMix random = new SplitMix(1234567);
    assertThat(random.nextLong()).isEqualTo(6457827717110365317L);
    assertThat(random.nextLong()).isEqualTo(3203168211198807973L);
  }

  private static final Double[] EXPECTED = {
    0.11058158993147589, 0.1670717462736289, 0.28062348149474164
  };

  @Test
  void drawsStayInsideTheirRange() {
    Map<String, Value> space =
        Map.of(
            "n", new Value.Range(integer(1), integer(3), true),
            "log",
                new Value.Call(
                    "log", List.of(new Value.Range(integer(1), integer(9), true)), Map.of()),
            "rate", range(0.25, 0.5));
    List<Map<String, Value>> trials = Trials.of(random(500, 7), space, 1000);
    assertThat(trials)
        .extracting(trial -> trial.get("n"))
        .contains(integer(1), integer(2), integer(3));
    assertThat(trials)
        .allSatisfy(
            trial -> {
              assertThat(((Value.Int) trial.get("n")).value()).isBetween(1L, 3L);
              assertThat(((Value.Int) trial.get("log")).value()).isBetween(1L, 9L);
              assertThat(((Value.Real) trial.get("rate")).value()).isBetween(0.25, 0.5);
            });
  }

  @Test
  void smallSpaceIsTriedOnceEach() {
    assertThat(Trials.of(random(50, 3), Map.of("depth", items(3, 5)), 100)).hasSize(2);
  }

  @Test
  void unknownMethodAndSpaceAreNamed() {
    assertThatThrownBy(() -> Trials.of(Value.text("magic"), Map.of(), 10))
        .hasMessageContaining("magic is not a search");
    assertThatThrownBy(() -> Trials.of(GRID, Map.of("x", integer(1)), 10))
        .hasMessageContaining("`x` can't be searched over 1");
    assertThatThrownBy(() -> Trials.of(GRID, Map.of("x", range(2, 1)), 10))
        .hasMessageContaining("a range goes up");
  }

  private static Value random(long trials, long seed) {
    Map<String, Value> named = new LinkedHashMap<>();
    named.put("trials", integer(trials));
    named.put("seed", integer(seed));
    return new Value.Call("random", List.of(), named);
  }

  private static Value range(double from, double to) {
    return new Value.Range(new Value.Real(from), new Value.Real(to), true);
  }

  private static Value items(long... values) {
    return new Value.Items(java.util.Arrays.stream(values).mapToObj(TrialsTest::integer).toList());
  }

  private static Value integer(long value) {
    return new Value.Int(value);
  }
}
