package io.trainmaster.store.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import io.trainmaster.testkit.ApprovalContract;
import io.trainmaster.testkit.CommitContract;
import io.trainmaster.testkit.EventContract;
import io.trainmaster.testkit.KinshipContract;
import io.trainmaster.testkit.OutboxContract;
import io.trainmaster.testkit.PostgresServer;
import io.trainmaster.testkit.RecordContract;
import io.trainmaster.testkit.RegistryContract;
import io.trainmaster.testkit.TriggerContract;
import io.trainmaster.track.RunStore;
import java.nio.file.Path;
import java.util.concurrent.ThreadLocalRandom;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Nested;

/**
 * A store whose connections are lost again and again keeps the contract: nobody notices but by the
 * time it takes. Run with {@code -Dtrainmaster.seed=N} to repeat what failed.
 */
class FlakyRunStoreContractTest {

  private static final long SEED =
      Long.getLong("trainmaster.seed", ThreadLocalRandom.current().nextLong(1_000_000));

  private static final FlakyConnections CONNECTIONS = new FlakyConnections(SEED);

  private final PostgresAccess access =
      new PostgresAccess(
          PostgresServer.shared().url(PostgresServer.newSchema()), PostgresServer.USER, "");

  private RunStore openFlaky() {
    System.out.println("seed " + SEED);
    return JdbcRunStore.open(new PostgresDatabase(access, CONNECTIONS), false);
  }

  @AfterAll
  static void faultsWereInjected() {
    assertThat(CONNECTIONS.faults()).as("seed %d", SEED).isGreaterThan(20);
  }

  @Nested
  class Records extends RecordContract {
    @Override
    protected RunStore open(Path folder) {
      return openFlaky();
    }
  }

  @Nested
  class Commits extends CommitContract {
    @Override
    protected RunStore open(Path folder) {
      return openFlaky();
    }
  }

  @Nested
  class Kinship extends KinshipContract {
    @Override
    protected RunStore open(Path folder) {
      return openFlaky();
    }
  }

  @Nested
  class Registry extends RegistryContract {
    @Override
    protected RunStore open(Path folder) {
      return openFlaky();
    }
  }

  @Nested
  class Approvals extends ApprovalContract {
    @Override
    protected RunStore open(Path folder) {
      return openFlaky();
    }
  }

  @Nested
  class Outbox extends OutboxContract {
    @Override
    protected RunStore open(Path folder) {
      return openFlaky();
    }
  }

  @Nested
  class Triggers extends TriggerContract {
    @Override
    protected RunStore open(Path folder) {
      return openFlaky();
    }
  }

  @Nested
  class Events extends EventContract {
    @Override
    protected RunStore open(Path folder) {
      return openFlaky();
    }
  }
}
