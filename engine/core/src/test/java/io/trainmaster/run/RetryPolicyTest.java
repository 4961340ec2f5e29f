package io.trainmaster.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.trainmaster.model.Outcome;
import io.trainmaster.model.Policy;
import io.trainmaster.model.ResourceRequest;
import io.trainmaster.model.RetryRule;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class RetryPolicyTest {

  private static final Policy TWICE_ON_ERROR =
      new Policy(
          List.of(ResourceRequest.DEFAULT),
          List.of(
              new RetryRule(
                  Outcome.ERROR, 3, Duration.ofSeconds(10), Duration.ofSeconds(25), List.of())),
          Optional.empty(),
          Optional.empty());

  @Test
  void backoffDoublesUpToItsLongest() {
    assertThat(delay(0)).contains(Duration.ofSeconds(10));
    assertThat(delay(1)).contains(Duration.ofSeconds(20));
    assertThat(delay(2)).contains(Duration.ofSeconds(25));
    assertThat(delay(3)).isEmpty();
  }

  @Test
  void outcomesAreCountedApart() {
    assertThat(RetryPolicy.delay(TWICE_ON_ERROR, Outcome.ERROR, Map.of(Outcome.OOM, 9)))
        .isPresent();
    assertThat(RetryPolicy.delay(TWICE_ON_ERROR, Outcome.OOM, Map.of())).isEmpty();
  }

  @Test
  void lostProcessIsTriedAgainThoughNothingIsSaid() {
    assertThat(RetryPolicy.delay(Policy.DEFAULT, Outcome.LOST, Map.of())).isPresent();
    assertThat(RetryPolicy.delay(Policy.DEFAULT, Outcome.LOST, Map.of(Outcome.LOST, 2))).isEmpty();
  }

  private static Optional<Duration> delay(int used) {
    return RetryPolicy.delay(TWICE_ON_ERROR, Outcome.ERROR, Map.of(Outcome.ERROR, used));
  }
}
