package io.trainmaster.track;

import static org.assertj.core.api.Assertions.assertThat;

import io.trainmaster.run.RunId;
import io.trainmaster.run.RunPhase;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class RetentionTest {

  private static final Instant NOW = Instant.parse("2026-05-01T00:00:00Z");

  /** A run that ended so many days ago. */
  private static RunSummary ended(String workflow, int number, int days) {
    Instant end = NOW.minus(Duration.ofDays(days));
    return new RunSummary(
        RunId.of(workflow, number), workflow, "h", RunPhase.FAILED, "", end, Optional.of(end));
  }

  private static final RunSummary WAITING =
      new RunSummary(
          RunId.of("a", 1),
          "a",
          "h",
          RunPhase.QUEUED,
          "",
          NOW.minus(Duration.ofDays(900)),
          Optional.empty());

  private static final List<RunSummary> RUNS =
      List.of(
          ended("b", 2, 70),
          ended("a", 4, 10),
          ended("b", 1, 80),
          ended("a", 3, 40),
          ended("a", 2, 50),
          WAITING);

  private static List<String> expired(int days, int last, String... models) {
    Set<RunId> kept = Set.copyOf(Arrays.stream(models).map(RunId::new).toList());
    return new Retention(Duration.ofDays(days), last)
        .expired(RUNS, kept, NOW).stream().map(RunId::value).toList();
  }

  @Test
  void whatEndedLongAgoIsKeptNoLongerUnlessItIsAmongTheLast() {
    assertThat(expired(30, 0)).containsExactly("b-2", "b-1", "a-3", "a-2");
    assertThat(expired(30, 1)).containsExactly("b-1", "a-3", "a-2");
    assertThat(expired(30, 2)).containsExactly("a-2");
    assertThat(expired(45, 1)).containsExactly("b-1", "a-2");
    assertThat(expired(100, 0)).isEmpty();
  }

  @Test
  void whatAModelCameFromIsKept() {
    assertThat(expired(30, 0, "b-1", "a-3")).containsExactly("b-2", "a-2");
  }

  @Test
  void reasonsAreKeptAsLongAsRunsAndForAWeekAtLeast() {
    Instant now = Instant.parse("2026-05-31T00:00:00Z");

    assertThat(new Retention(Duration.ofDays(30), 1).reasonsBefore(now))
        .isEqualTo(Instant.parse("2026-05-01T00:00:00Z"));
    assertThat(new Retention(Duration.ZERO, 1).reasonsBefore(now))
        .isEqualTo(Instant.parse("2026-05-24T00:00:00Z"));
  }
}
