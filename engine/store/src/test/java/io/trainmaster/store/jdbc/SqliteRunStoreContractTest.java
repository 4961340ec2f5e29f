package io.trainmaster.store.jdbc;

import io.trainmaster.testkit.ApprovalContract;
import io.trainmaster.testkit.CommitContract;
import io.trainmaster.testkit.EventContract;
import io.trainmaster.testkit.KinshipContract;
import io.trainmaster.testkit.LeadershipContract;
import io.trainmaster.testkit.OutboxContract;
import io.trainmaster.testkit.RecordContract;
import io.trainmaster.testkit.RegistryContract;
import io.trainmaster.testkit.TriggerContract;
import io.trainmaster.track.Leadership;
import io.trainmaster.track.RunStore;
import java.nio.file.Path;
import org.junit.jupiter.api.Nested;

class SqliteRunStoreContractTest {

  @Nested
  class Records extends RecordContract {
    @Override
    protected RunStore open(Path folder) {
      return JdbcRunStore.open(folder.resolve("state.db"), false);
    }
  }

  @Nested
  class Commits extends CommitContract {
    @Override
    protected RunStore open(Path folder) {
      return JdbcRunStore.open(folder.resolve("state.db"), false);
    }
  }

  @Nested
  class Kinship extends KinshipContract {
    @Override
    protected RunStore open(Path folder) {
      return JdbcRunStore.open(folder.resolve("state.db"), false);
    }
  }

  @Nested
  class Registry extends RegistryContract {
    @Override
    protected RunStore open(Path folder) {
      return JdbcRunStore.open(folder.resolve("state.db"), false);
    }
  }

  @Nested
  class Approvals extends ApprovalContract {
    @Override
    protected RunStore open(Path folder) {
      return JdbcRunStore.open(folder.resolve("state.db"), false);
    }
  }

  @Nested
  class Outbox extends OutboxContract {
    @Override
    protected RunStore open(Path folder) {
      return JdbcRunStore.open(folder.resolve("state.db"), false);
    }
  }

  @Nested
  class Triggers extends TriggerContract {
    @Override
    protected RunStore open(Path folder) {
      return JdbcRunStore.open(folder.resolve("state.db"), false);
    }
  }

  @Nested
  class Events extends EventContract {
    @Override
    protected RunStore open(Path folder) {
      return JdbcRunStore.open(folder.resolve("state.db"), false);
    }
  }

  @Nested
  class Leaders extends LeadershipContract {
    @Override
    protected RunStore open(Path folder) {
      return JdbcRunStore.open(folder.resolve("state.db"), false);
    }

    @Override
    protected Leadership leadership(RunStore store) {
      return ((JdbcRunStore) store).leadership();
    }
  }
}
