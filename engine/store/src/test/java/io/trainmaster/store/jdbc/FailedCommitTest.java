package io.trainmaster.store.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.trainmaster.testkit.StoreContract;
import io.trainmaster.track.Change;
import io.trainmaster.track.RunStore;
import io.trainmaster.track.StoreException;
import io.trainmaster.track.StoreException.Reason;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The n-th statement of a commit fails, for every n: the commit is whole or not there. */
class FailedCommitTest extends StoreContract {

  private static final int MORE_STATEMENTS_THAN_A_COMMIT = 200;

  @Override
  protected RunStore open(Path folder) {
    return JdbcRunStore.open(folder.resolve("state.db"), false);
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void aCommitThatFailsAtAnyStatementIsWholeOrNotThere(boolean executedFirst) throws Exception {
    List<Change> changes = everyKindOfChange();
    int failures = 0;
    for (int failing = 1; failing < MORE_STATEMENTS_THAN_A_COMMIT; failing++) {
      store.close();
      Files.delete(folder.resolve("state.db"));
      store = open(folder);
      Object nothing = everything();
      boolean answered = commitFailing(changes, failing, executedFirst);
      Object found = everything();
      store.commit(changes);
      Object whole = everything();

      assertThat(found).as("statement %d", failing).isIn(nothing, whole);
      if (answered) {
        assertThat(found).isEqualTo(whole);
        assertThat(failures).as("statements of a commit").isGreaterThan(changes.size());
        return;
      }
      failures++;
    }
    throw new AssertionError("The commit has more statements than expected.");
  }

  @Test
  void afterAFailedCommitNothingMoreIsWritten() throws Exception {
    try (RunStore faulty = faulty(4, false)) {
      assertThatThrownBy(() -> faulty.commit(everyKindOfChange()))
          .isInstanceOf(StoreException.class);
      assertThatThrownBy(() -> faulty.commit(List.of(run.created())))
          .isInstanceOf(StoreException.class);
      assertThatThrownBy(faulty::nextFence).isInstanceOf(StoreException.class);
      assertThat(faulty.runs(Optional.empty(), 1)).isEmpty();
    }
    reopen();
    store.commit(everyKindOfChange());
    assertThat(store.run(run.id())).isPresent();
  }

  @Test
  void aFullDiskLeavesWhatWasThere() throws Exception {
    store.commit(List.of(run.created()));
    store.close();
    SqliteDatabase database = new SqliteDatabase(folder.resolve("state.db"));
    Session session = database.openWriter();
    long pages = session.number("PRAGMA page_count");
    session.first("PRAGMA max_page_count = " + (pages + 1), row -> row.getLong(1));
    try (RunStore full = new JdbcRunStore(database, new GroupCommit(database, session))) {
      assertThatThrownBy(() -> fill(full))
          .isInstanceOfSatisfying(
              StoreException.class, e -> assertThat(e.reason()).isEqualTo(Reason.DISK_FULL));
    }
    reopen();
    int kept = store.events(run.id()).size();
    store.commit(List.of(run.event(0, "there is room again")));
    assertThat(store.events(run.id())).hasSize(kept + 1);
  }

  private void fill(RunStore full) {
    for (int i = 0; i < 1000; i++) {
      full.commit(List.of(run.event(i, "x".repeat(1000))));
    }
  }

  private boolean commitFailing(List<Change> changes, int failing, boolean executedFirst)
      throws SQLException {
    try (RunStore faulty = faulty(failing, executedFirst)) {
      faulty.commit(changes);
      return true;
    } catch (StoreException e) {
      assertThat(e.reason()).isEqualTo(Reason.FAILED);
      return false;
    }
  }

  private RunStore faulty(int failing, boolean executedFirst) throws SQLException {
    Path file = folder.resolve("state.db");
    SqliteDatabase database = new SqliteDatabase(file);
    Session session = FaultySession.open(file, failing, executedFirst);
    return new JdbcRunStore(database, new GroupCommit(database, session));
  }
}
