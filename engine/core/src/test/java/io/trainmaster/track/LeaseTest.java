package io.trainmaster.track;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class LeaseTest {

  private static final long ASKED = Long.MAX_VALUE - 1_000;

  private final Lease lease = new Lease(3, ASKED, Duration.ofSeconds(6));

  @Test
  void isGivenUpBeforeItRunsOut() {
    assertThat(lease.isHeld(ASKED)).isTrue();
    assertThat(lease.isHeld(after(Duration.ofMillis(4_199)))).isTrue();
    assertThat(lease.isHeld(after(Duration.ofMillis(4_200)))).isFalse();
    assertThat(lease.isHeld(after(Duration.ofDays(30)))).isFalse();
  }

  @Test
  void isToBeRenewedTwiceBeforeThat() {
    assertThat(lease.untilRenewal(ASKED)).isEqualTo(Duration.ofSeconds(2));
    assertThat(lease.untilRenewal(after(Duration.ofMillis(1_500))))
        .isEqualTo(Duration.ofMillis(500));
    assertThat(lease.untilRenewal(after(Duration.ofSeconds(5)))).isZero();
  }

  @Test
  void runsAnewOnceRenewed() {
    Lease renewed = lease.renewed(after(Duration.ofSeconds(4)));

    assertThat(renewed.epoch()).isEqualTo(3);
    assertThat(renewed.isHeld(after(Duration.ofSeconds(8)))).isTrue();
    assertThat(renewed.isHeld(after(Duration.ofSeconds(9)))).isFalse();
  }

  /** The clock's numbers may pass the greatest there is. */
  private static long after(Duration time) {
    return ASKED + time.toNanos();
  }
}
