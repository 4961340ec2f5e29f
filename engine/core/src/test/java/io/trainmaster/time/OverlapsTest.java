package io.trainmaster.time;

import static org.assertj.core.api.Assertions.assertThat;

import io.trainmaster.model.Trigger.Overlap;
import io.trainmaster.run.RunId;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class OverlapsTest {

  private static final Instant MIDNIGHT = Instant.parse("2026-01-01T00:00:00Z");
  private static final RunId FIRST = new RunId("nightly-1");
  private static final RunId SECOND = new RunId("nightly-2");
  private static final List<Overlaps.Live> LIVE =
      List.of(new Overlaps.Live(FIRST, at(1, 0)), new Overlaps.Live(SECOND, at(2, 0)));

  private static Occurrence.Key at(int hour, int generation) {
    return new Occurrence.Key(
        new TriggerId("nightly"), MIDNIGHT.plusSeconds(hour * 3600L), generation);
  }

  @ParameterizedTest
  @EnumSource(Overlap.class)
  void startsWhereNothingGoesOn(Overlap rule) {
    assertThat(Overlaps.decide(rule, List.of(), at(3, 0))).isEqualTo(new Overlaps.Start());
  }

  @Test
  void goesByTheRuleWhereSomethingDoes() {
    assertThat(Overlaps.decide(Overlap.QUEUE, LIVE, at(3, 0)))
        .isEqualTo(new Overlaps.WaitFor(SECOND));
    assertThat(Overlaps.decide(Overlap.SKIP, LIVE, at(3, 0))).isEqualTo(new Overlaps.Drop(SECOND));
    assertThat(Overlaps.decide(Overlap.REPLACE, LIVE, at(3, 0)))
        .isEqualTo(new Overlaps.Replace(List.of(FIRST, SECOND)));
  }

  @ParameterizedTest
  @EnumSource(Overlap.class)
  void anOccurrenceHasOneRun(Overlap rule) {
    assertThat(Overlaps.decide(rule, LIVE, at(1, 0))).isEqualTo(new Overlaps.Exists(FIRST));
  }

  @Test
  void nothingIsReplacedByWhatIsOlder() {
    List<Overlaps.Live> newer = List.of(new Overlaps.Live(SECOND, at(4, 0)));

    assertThat(Overlaps.decide(Overlap.REPLACE, newer, at(3, 0)))
        .isEqualTo(new Overlaps.Drop(SECOND));
  }

  @ParameterizedTest
  @EnumSource(Overlap.class)
  void aBackfillAndTheTimetableLeaveEachOtherAlone(Overlap rule) {
    assertThat(Overlaps.decide(rule, LIVE, at(1, 1))).isEqualTo(new Overlaps.Start());
  }
}
