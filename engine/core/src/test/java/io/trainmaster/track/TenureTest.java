package io.trainmaster.track;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class TenureTest {

  private final Tenure tenure = new Tenure();

  private static long nanos(int millis) {
    return Duration.ofMillis(millis).toNanos();
  }

  private void acquire() {
    tenure.acquired(new Lease(3, nanos(0), Duration.ofSeconds(6)));
  }

  @Test
  void isSureForAsLongAsTheLeaseIs() {
    assertThat(tenure.phase(nanos(0))).isEqualTo(LeaderPhase.STANDBY);
    acquire();
    assertThat(tenure.phase(nanos(4_199))).isEqualTo(LeaderPhase.LEADING);
    assertThat(tenure.isSure(nanos(4_200))).isFalse();
    assertThat(tenure.phase(nanos(4_200))).isEqualTo(LeaderPhase.UNSURE);
    tenure.renewed(nanos(5_000));
    assertThat(tenure.isSure(nanos(9_100))).isTrue();
    assertThat(tenure.lease().epoch()).isEqualTo(3);
  }

  @Test
  void whoWasRefusedIsNeverSureAgain() {
    acquire();
    tenure.refused();
    assertThat(tenure.isSure(nanos(1))).isFalse();
    tenure.renewed(nanos(2));
    assertThat(tenure.phase(nanos(2))).isEqualTo(LeaderPhase.LOST);
    assertThat(tenure.isOver()).isTrue();
  }

  @Test
  void whoHasGivenTheLeaseBackLeadsNoMore() {
    acquire();
    assertThat(tenure.isOver()).isFalse();
    assertThat(tenure.phase(nanos(5_000))).isEqualTo(LeaderPhase.UNSURE);
    tenure.released();
    assertThat(tenure.phase(nanos(5_000))).isEqualTo(LeaderPhase.RELEASED);
    assertThat(tenure.isOver()).isTrue();
  }
}
