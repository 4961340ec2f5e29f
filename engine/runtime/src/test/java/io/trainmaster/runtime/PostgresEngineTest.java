package io.trainmaster.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.trainmaster.run.RunPhase;
import io.trainmaster.store.StateLocation;
import io.trainmaster.store.jdbc.JdbcRunStore;
import io.trainmaster.store.jdbc.PostgresAccess;
import io.trainmaster.testkit.PostgresServer;
import io.trainmaster.track.StoreException;
import io.trainmaster.track.StoreException.Reason;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Engines whose runs are recorded in a PostgreSQL database: all that holds with a file holds. */
@Timeout(120)
class PostgresEngineTest extends EngineTest {

  private final PostgresAccess access =
      new PostgresAccess(
          PostgresServer.shared().url(PostgresServer.newSchema()), PostgresServer.USER, "");

  @Override
  StateLocation state() {
    return new StateLocation(directory.resolve("state"), Optional.of(access));
  }

  @Test
  void anEngineThatEndedNeedNotBeWaitedFor() throws Exception {
    open().close();
    try (JdbcRunStore store = JdbcRunStore.open(access, false)) {
      assertThat(store.leadership().leader().orElseThrow().left())
          .isLessThanOrEqualTo(Duration.ZERO);
    }
  }

  @Test
  void anEngineThatIsReplacedEndsItsRuns() throws Exception {
    CountDownLatch begun = new CountDownLatch(1);
    CountDownLatch replaced = new CountDownLatch(1);
    worker.on(
        "wait",
        (request, listener) -> {
          new Thread(
                  () -> {
                    try {
                      begun.countDown();
                      replaced.await();
                    } catch (InterruptedException e) {
                      throw new IllegalStateException(e);
                    }
                    listener.ended(new io.trainmaster.worker.AttemptResult.Succeeded(Map.of(), 0));
                  })
              .start();
          return null;
        });
    try (Engine engine = open();
        JdbcRunStore store = JdbcRunStore.open(access, false)) {
      RunHandle run =
          engine.start(
              Workflows.version(Workflows.call("a", "wait")), Map.of(), RunListener.none());
      begun.await();
      store.leadership().takeOver("another server", Duration.ofHours(1));
      replaced.countDown();

      assertThatThrownBy(run::await)
          .isInstanceOfSatisfying(
              StoreException.class, e -> assertThat(e.reason()).isEqualTo(Reason.FENCED))
          .hasMessageContaining("another server leads since");
      assertThat(store.run(run.id()).orElseThrow().summary().phase()).isEqualTo(RunPhase.RUNNING);
    }
  }
}
