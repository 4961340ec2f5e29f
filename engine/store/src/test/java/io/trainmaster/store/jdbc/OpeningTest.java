package io.trainmaster.store.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.trainmaster.testkit.SampleRun;
import io.trainmaster.track.RunStore;
import io.trainmaster.track.StoreException;
import io.trainmaster.track.StoreException.Reason;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What may be in the place of a store, and what is said of it. */
class OpeningTest {

  private static final Pattern INDEX = Pattern.compile("CREATE (?:UNIQUE )?INDEX (\\w+)");
  private static final Pattern TABLE = Pattern.compile("CREATE TABLE (\\w+)");
  private static final Pattern COLUMN = Pattern.compile("ALTER TABLE (\\w+) ADD COLUMN (\\w+)");

  private static final SampleRun RUN = new SampleRun("churn", 1);

  @TempDir Path folder;
  private Path database = Path.of("state.db");

  @BeforeEach
  void nameDatabase() {
    database = folder.resolve("state.db");
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void aTextFileIsNoStore(boolean readOnly) throws Exception {
    Files.writeString(database, "This is a file of another kind.\n".repeat(500));
    byte[] before = Files.readAllBytes(database);

    assertRefused(Reason.CORRUPT, readOnly);
    assertThat(Files.readAllBytes(database)).isEqualTo(before);
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void aFolderIsNoStore(boolean readOnly) throws Exception {
    Files.createDirectory(database);

    assertRefused(Reason.CORRUPT, readOnly);
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void aFileThatWasCutOffIsRefused(boolean readOnly) throws Exception {
    fill();
    try (RandomAccessFile file = new RandomAccessFile(database.toFile(), "rw")) {
      file.setLength(file.length() / 2);
    }

    assertRefused(Reason.CORRUPT, readOnly);
  }

  @Test
  void aPageThatWasOverwrittenIsNoticedAtTheLatestWhenItIsRead() throws Exception {
    fill();
    byte[] bytes = Files.readAllBytes(database);
    for (int i = 4096; i < bytes.length; i++) {
      bytes[i] = (byte) 0xa5;
    }
    Files.write(database, bytes);

    assertThatThrownBy(
            () -> {
              try (RunStore store = JdbcRunStore.open(database, false)) {
                store.runs(Optional.empty(), 10);
                store.events(RUN.id());
              }
            })
        .isInstanceOfSatisfying(
            StoreException.class, e -> assertThat(e.reason()).isEqualTo(Reason.CORRUPT));
  }

  @Test
  void aFileThatWasNotClosedIsLookedThrough() throws Exception {
    fill();
    byte[] bytes = Files.readAllBytes(database);
    for (int i = bytes.length / 2; i < bytes.length; i++) {
      bytes[i] = (byte) 0xa5;
    }
    Files.write(database, bytes);
    Files.writeString(folder.resolve("state.db-wal"), "not a log");

    assertRefused(Reason.CORRUPT, false);
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void aLaterSchemaIsRefusedAndLeftAlone(boolean readOnly) throws Exception {
    fill();
    sql("PRAGMA user_version = 999");

    StoreException refused = assertRefused(Reason.TOO_NEW, readOnly);
    assertThat(refused).hasMessageContaining("999");
    sql("PRAGMA user_version = " + Migrations.NEWEST);
    try (RunStore store = JdbcRunStore.open(database, readOnly)) {
      assertThat(store.run(RUN.id())).isPresent();
    }
  }

  /** Takes away what a file has added. */
  private void takeAway(String script) throws Exception {
    for (Matcher index = INDEX.matcher(script); index.find(); ) {
      sql("DROP INDEX " + index.group(1));
    }
    for (Matcher table = TABLE.matcher(script); table.find(); ) {
      sql("DROP TABLE " + table.group(1));
    }
    for (Matcher column = COLUMN.matcher(script); column.find(); ) {
      sql("ALTER TABLE " + column.group(1) + " DROP COLUMN " + column.group(2));
    }
  }

  @Test
  void anEarlierSchemaIsBroughtUpToDate() throws Exception {
    fill();
    for (int number = Migrations.FILES.size(); number > 1; number--) {
      takeAway(Migrations.read(Migrations.FILES.get(number - 1)));
    }
    sql("DELETE FROM migration WHERE number > 1");
    sql("PRAGMA user_version = 1");

    assertRefused(Reason.FAILED, true);
    try (RunStore store = JdbcRunStore.open(database, false)) {
      assertThat(store.run(RUN.id())).isPresent();
      assertThat(store.triggers().activations()).isEmpty();
      store.commit(List.of(RUN.created()));
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void aDatabaseOfAnotherProgramIsRefusedAndLeftAlone(boolean readOnly) throws Exception {
    sql("CREATE TABLE recipe (name TEXT)");

    assertRefused(Reason.CORRUPT, readOnly);
    sql("INSERT INTO recipe VALUES ('bread')");
  }

  @Test
  void aReaderNeedsAStore() throws Exception {
    assertRefused(Reason.FAILED, true);
    assertThat(database).doesNotExist();

    Files.createFile(database);
    assertRefused(Reason.FAILED, true);
  }

  @Test
  void anEmptyFileIsAStoreThatWasJustBegun() throws Exception {
    Files.createFile(database);
    try (RunStore store = JdbcRunStore.open(database, false)) {
      assertThat(store.runs(Optional.empty(), 1)).isEmpty();
    }
  }

  @Test
  void aReaderWritesNothing() throws Exception {
    fill();
    try (RunStore store = JdbcRunStore.open(database, true)) {
      assertThatThrownBy(() -> store.commit(List.of(RUN.event(99, "no"))))
          .isInstanceOfSatisfying(
              StoreException.class, e -> assertThat(e.reason()).isEqualTo(Reason.READ_ONLY));
      assertThatThrownBy(store::nextFence).isInstanceOf(StoreException.class);
    }
  }

  @Test
  void aReaderSeesWhatAWriterHasCommitted() {
    try (RunStore writer = JdbcRunStore.open(database, false)) {
      writer.commit(List.of(RUN.created()));
      try (RunStore reader = JdbcRunStore.open(database, true)) {
        assertThat(reader.run(RUN.id())).isPresent();
        writer.commit(List.of(RUN.event(1, "later")));
        assertThat(reader.events(RUN.id())).hasSize(1);
      }
      writer.commit(List.of(RUN.event(2, "after the reader has gone")));
    }
  }

  @Test
  void whatIsClosedSaysSo() {
    RunStore store = JdbcRunStore.open(database, false);
    store.close();

    assertThatThrownBy(() -> store.runs(Optional.empty(), 1))
        .isInstanceOf(StoreException.class)
        .hasMessageContaining("closed");
    assertThatThrownBy(() -> store.commit(List.of(RUN.created())))
        .isInstanceOf(StoreException.class)
        .hasMessageContaining("closed");
  }

  @Test
  void aStartWithNothingToMigrateLeavesTheSchemaAlone() throws Exception {
    fill();
    long before = schemaVersion();
    JdbcRunStore.open(database, false).close();

    assertThat(schemaVersion()).isEqualTo(before);
  }

  @Test
  void commitsAreForcedToTheDisk() throws Exception {
    try (Session session = new SqliteDatabase(database).openWriter()) {
      assertThat(session.first("PRAGMA journal_mode", row -> row.getString(1))).contains("wal");
      assertThat(session.number("PRAGMA synchronous")).as("FULL").isEqualTo(2);
      assertThat(session.number("PRAGMA foreign_keys")).isEqualTo(1);
    }
  }

  private void fill() {
    try (RunStore store = JdbcRunStore.open(database, false)) {
      store.commit(List.of(RUN.created()));
      IntStream.range(0, 50)
          .forEach(i -> store.commit(List.of(RUN.event(i, "a line ".repeat(100)))));
    }
  }

  private StoreException assertRefused(Reason reason, boolean readOnly) {
    try {
      JdbcRunStore.open(database, readOnly).close();
    } catch (StoreException e) {
      assertThat(e.reason()).as("%s", e.getMessage()).isEqualTo(reason);
      assertThat(e).hasMessageContaining(database.toString());
      return e;
    }
    throw new AssertionError("It was opened.");
  }

  private long schemaVersion() throws SQLException {
    try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + database);
        Statement statement = connection.createStatement();
        var row = statement.executeQuery("PRAGMA schema_version")) {
      return row.getLong(1);
    }
  }

  private void sql(String statements) throws SQLException {
    try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + database);
        Statement statement = connection.createStatement()) {
      statement.executeUpdate(statements);
    }
  }

  @Test
  void theMessageOfADamagedFileSaysWhatToDo() throws IOException {
    Files.write(database, "x".repeat(5000).getBytes(StandardCharsets.UTF_8));

    assertThat(assertRefused(Reason.CORRUPT, false))
        .hasMessageContaining("Put back a copy")
        .hasMessageContaining("move it away");
  }
}
