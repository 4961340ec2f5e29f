package io.trainmaster.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.trainmaster.store.jdbc.JdbcRunStore;
import io.trainmaster.track.Leadership;
import io.trainmaster.track.StoreException;
import io.trainmaster.track.StoreException.Reason;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LeaseKeeperTest {

  private static final Duration LONG = Duration.ofHours(1);

  @TempDir Path folder;

  @SuppressWarnings("NullAway.Init") // Opened before each test.
  private JdbcRunStore store;

  @SuppressWarnings("NullAway.Init")
  private Leadership leadership;

  @BeforeEach
  void open() {
    store = JdbcRunStore.open(folder.resolve("state.db"), false);
    leadership = store.leadership();
  }

  @AfterEach
  void close() {
    store.close();
  }

  @Test
  void keepsALeaseForMuchLongerThanItRuns() throws Exception {
    Duration ttl = Duration.ofMillis(300);
    try (LeaseKeeper keeper = LeaseKeeper.tryAcquire(leadership, "a", ttl).orElseThrow()) {
      long renewals = 0;
      Duration left = ttl;
      while (renewals < 5) {
        Duration now = leadership.leader().orElseThrow().left();
        renewals += now.compareTo(left) > 0 ? 1 : 0;
        left = now;
        Thread.yield();
      }
      assertThat(leadership.leader().orElseThrow().epoch()).isEqualTo(keeper.epoch());
      keeper.requireHeld();
    }
  }

  @Test
  void endsTheLeaseWhenItIsClosed() {
    LeaseKeeper first = LeaseKeeper.acquire(leadership, "a", LONG);
    assertThat(LeaseKeeper.tryAcquire(leadership, "b", LONG)).isEmpty();
    first.close();

    try (LeaseKeeper second = LeaseKeeper.acquire(leadership, "b", LONG)) {
      assertThat(second.epoch()).isGreaterThan(first.epoch());
    }
  }

  @Test
  void waitsForTheLeaseOfOneThatWasKilled() {
    leadership.tryAcquire("killed", Duration.ofMillis(400));

    LeaseKeeper.acquire(leadership, "a", Duration.ofSeconds(5)).close();
  }

  @Test
  void namesWhoLeads() {
    leadership.tryAcquire("process 7 on node-1", LONG);

    assertThatThrownBy(() -> LeaseKeeper.acquire(leadership, "a", Duration.ofMillis(100)))
        .isInstanceOfSatisfying(
            StoreException.class, e -> assertThat(e.reason()).isEqualTo(Reason.LOCKED))
        .hasMessageContaining("process 7 on node-1");
  }

  @Test
  void isNotSureAnyMoreWhenAnotherLeads() {
    try (LeaseKeeper keeper =
        LeaseKeeper.tryAcquire(leadership, "a", Duration.ZERO).orElseThrow()) {
      leadership.takeOver("b", LONG);

      assertThatThrownBy(keeper::requireHeld)
          .isInstanceOfSatisfying(
              StoreException.class, e -> assertThat(e.reason()).isEqualTo(Reason.FENCED))
          .hasMessageStartingWith("b leads");
    }
  }
}
