package io.trainmaster.store.jdbc;

import io.trainmaster.testkit.RunStoreContract;
import io.trainmaster.track.RunStore;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;

class SqliteRunStoreContractTest extends RunStoreContract {

  @TempDir Path folder;

  @Override
  protected RunStore openEmpty() {
    return SqliteRunStore.open(folder.resolve("state.db"), false);
  }

  @Override
  protected RunStore reopen() {
    store.close();
    return openEmpty();
  }
}
