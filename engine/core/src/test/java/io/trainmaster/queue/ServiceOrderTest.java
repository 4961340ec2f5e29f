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
  void withNothingLearntTheLeastLevelIsFirstThenWhatRunsThenWhoHadMostThenTheFirstToArrive() {
    Candidate much = new Candidate(0, 2, 4_000, 0, true);
    Candidate runs = new Candidate(1, 2, 100, 0, true);
    Candidate runsLonger = new Candidate(2, 2, 900, 0, true);
    Candidate waits = new Candidate(3, 2, 0, 0, false);
    Candidate later = new Candidate(4, 2, 0, 0, false);

    assertThat(ranked(new ServiceHistory(), later, much, waits, runs, runsLonger))
        .containsExactly(runsLonger, runs, waits, later, much);
  }

  @Test
  void thoseGoFirstWhoseLikeHaveEndedSoon() {
    ServiceHistory history = new ServiceHistory();
    for (int i = 0; i < 20; i++) {
      history.ended(new Candidate(i, 1, 1e7, 0, true));
      history.ended(new Candidate(i, 4, 100, 0, true));
    }
    Candidate one = new Candidate(50, 1, 0, 0, false);
    Candidate four = new Candidate(51, 4, 0, 0, false);

    assertThat(ranked(history, one, four)).containsExactly(four, one);
  }

  /** Half end within the second level and half much later: who is past it is past hope. */
  @Test
  void whoHasPassedWhereOthersEndGoesLast() {
    ServiceHistory history = new ServiceHistory();
    for (int i = 0; i < 50; i++) {
      history.ended(new Candidate(i, 1, 9_000, 0, true));
      history.ended(new Candidate(i, 1, 5e6, 0, true));
    }
    Candidate fresh = new Candidate(200, 1, 0, 0, false);
    Candidate near = new Candidate(201, 1, 5_000, 0, false);
    Candidate past = new Candidate(202, 1, 50_000, 0, false);

    assertThat(ranked(history, past, fresh, near)).containsExactly(near, fresh, past);
  }

  @Test
  void whoWasNotPresentHasNoIndex() {
    ServiceHistory.Ranking ranking = new ServiceHistory().ranking(List.of());

    assertThatThrownBy(() -> ranking.index(new Candidate(0, 1, 0, 0, false)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageEndingWith("was not present");
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

  private static List<Candidate> ranked(ServiceHistory history, Candidate... candidates) {
    List<Candidate> all = new ArrayList<>(List.of(candidates));
    all.sort(ServiceOrder.byHistory(history.ranking(all)));
    return all;
  }
}
