package io.trainmaster.queue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ServiceOrderTest {

  @Test
  void levelsReachToAnHourOfOneGpuAndEightTimesAsFarEach() {
    assertThat(ServiceOrder.level(0)).isZero();
    assertThat(ServiceOrder.level(3_599)).isZero();
    assertThat(ServiceOrder.level(3_600)).isEqualTo(1);
    assertThat(ServiceOrder.level(8 * 3_600)).isEqualTo(2);
    assertThat(ServiceOrder.level(1e12)).isEqualTo(10);
  }

  @Test
  void withoutKnowingLeastIsFirstThenFewestGpusThenWhatRunsThenTheFirstToArrive() {
    Candidate much = new Candidate(0, 1, 4_000, 0, true);
    Candidate wide = new Candidate(1, 8, 100, 0, true);
    Candidate waits = new Candidate(2, 2, 0, 0, false);
    Candidate later = new Candidate(3, 2, 0, 0, false);
    Candidate runs = new Candidate(4, 2, 1_000, 0, true);

    List<Candidate> all = new ArrayList<>(List.of(much, wide, later, waits, runs));
    all.sort(ServiceOrder.byAttained());

    assertThat(all).containsExactly(runs, waits, later, wide, much);
  }

  @Test
  void knowingTheLeastServiceLeftIsFirst() {
    Candidate longer = new Candidate(0, 1, 0, 100, true);
    Candidate wide = new Candidate(1, 8, 0, 10, false);
    Candidate shorter = new Candidate(2, 2, 9_000, 30, false);
    Candidate alike = new Candidate(3, 3, 0, 20, true);

    List<Candidate> all = new ArrayList<>(List.of(alike, longer, wide, shorter));
    all.sort(ServiceOrder.byRemaining());

    assertThat(all).containsExactly(shorter, alike, wide, longer);
  }

  @Test
  void aLevelIsLeftWhenItsServiceHasBeenHad() {
    Candidate runs = new Candidate(0, 4, 600, 0, true);
    double stays = ServiceOrder.secondsInLevel(runs);

    assertThat(stays).isCloseTo(300, within(1e-9));
    assertThat(ServiceOrder.level(new Candidate(0, 4, 600 + stays, 0, true).attainedGpuSeconds()))
        .isEqualTo(1);
  }

  @Test
  void whatCannotBeIsRefused() {
    assertThatThrownBy(() -> new Candidate(0, 0, 0, 0, false))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new Candidate(0, 1, -1, 0, false))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new Candidate(0, 1, 0, Double.NaN, false))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
