package io.trainmaster.replay.openb;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class GoRandomTest {

  @Test
  void aSeedGivesTheNumbersThatGoGives() {
    GoRandom random = new GoRandom(1);

    assertThat(IntStream.range(0, 10).map(i -> random.nextInt(100)))
        .containsExactly(81, 87, 47, 59, 81, 18, 25, 40, 56, 0);
    assertThat(new GoRandom(1).nextLong()).isEqualTo(5577006791947779410L);
    assertThat(new GoRandom(42).nextLong()).isEqualTo(3440579354231278675L);
  }

  @Test
  void aPermutationAndAShuffledListHoldWhatWasThere() {
    GoRandom random = new GoRandom(7);
    List<Integer> numbers = new ArrayList<>(IntStream.range(0, 1213).boxed().toList());

    random.shuffle(numbers);

    assertThat(numbers)
        .doesNotHaveDuplicates()
        .hasSize(1213)
        .isNotEqualTo(numbers.stream().sorted());
    assertThat(random.permutation(1213)).doesNotHaveDuplicates().hasSize(1213).contains(0, 1212);
  }

  @Test
  void movingOnByManyStepsIsMovingOnStepByStep() {
    long[] words = new long[LaggedState.LENGTH];
    for (int i = 0; i < words.length; i++) {
      words[i] = (i + 1) * 0x9E3779B97F4A7C15L;
    }
    int steps = 5000;
    List<Long> all = new ArrayList<>(java.util.Arrays.stream(words).boxed().toList());
    for (int i = 0; i < steps; i++) {
      all.add(all.get(all.size() - LaggedState.LENGTH) + all.get(all.size() - LaggedState.TAP));
    }

    assertThat(LaggedState.after(steps, words))
        .containsExactly(
            all.subList(steps, steps + LaggedState.LENGTH).stream()
                .mapToLong(Long::longValue)
                .toArray());
  }
}
