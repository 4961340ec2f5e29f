package io.trainmaster.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.trainmaster.time.TriggerId;
import java.time.Instant;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class QuartzAlarmTest {

  private final BlockingQueue<TriggerId> woken = new LinkedBlockingQueue<>();

  @Test
  void wakesWhenTheTimeIsPast() throws Exception {
    try (QuartzAlarm alarm = new QuartzAlarm(woken::add)) {
      alarm.set(new TriggerId("past"), Instant.now().minusSeconds(3600));
      assertThat(woken.take()).isEqualTo(new TriggerId("past"));
    }
  }

  @Test
  void neverWakesBeforeTheTime() throws Exception {
    try (QuartzAlarm alarm = new QuartzAlarm(woken::add)) {
      for (int i = 0; i < 100; i++) {
        Instant soon = Instant.now().plusMillis(5).plusNanos(7_901 * i);
        alarm.set(new TriggerId("soon"), soon);
        assertThat(woken.take()).isEqualTo(new TriggerId("soon"));
        assertThat(Instant.now()).isAfterOrEqualTo(soon);
      }
    }
  }

  @Test
  void onlyTheLastTimeOfATriggerCounts() throws Exception {
    try (QuartzAlarm alarm = new QuartzAlarm(woken::add)) {
      alarm.set(new TriggerId("later"), Instant.now().plusMillis(300));
      alarm.set(new TriggerId("never"), Instant.now().plusMillis(300));
      alarm.set(new TriggerId("later"), Instant.now().plusMillis(900));
      alarm.clear(new TriggerId("never"));
      alarm.clear(new TriggerId("unknown"));
      alarm.set(new TriggerId("last"), Instant.now().plusMillis(1200));
      assertThat(woken.take()).isEqualTo(new TriggerId("later"));
      assertThat(woken.take()).isEqualTo(new TriggerId("last"));
    }
  }

  @Test
  void thousandsAtOnceAreAllTold() throws Exception {
    try (QuartzAlarm alarm = new QuartzAlarm(woken::add)) {
      Instant same = Instant.now().plusSeconds(1);
      for (int i = 0; i < 5_000; i++) {
        alarm.set(new TriggerId("t" + i), same);
      }
      Set<TriggerId> told = new HashSet<>();
      while (told.size() < 5_000) {
        told.add(woken.take());
      }
      assertThat(woken).isEmpty();
    }
  }
}
