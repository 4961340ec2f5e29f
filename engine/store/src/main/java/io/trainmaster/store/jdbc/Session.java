package io.trainmaster.store.jdbc;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.sql.Types;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * A connection with the statements it has prepared. Transactions are spelled out in SQL; without
 * one, each statement is its own. For one thread at a time.
 */
final class Session implements AutoCloseable {

  /** Statements whose values are kept before they are executed. */
  private static final int BATCH = 1_000;

  private final Connection connection;
  private final boolean isRemote;
  private final UnaryOperator<String> storable;
  private final Set<PreparedStatement> deferred = new LinkedHashSet<>();
  private final Map<String, PreparedStatement> prepared = new HashMap<>();

  Session(Connection connection) {
    this(connection, false, UnaryOperator.identity());
  }

  /**
   * @param isRemote whether each statement goes to a server, so that many in one are faster
   * @param storable makes of a text one that the database can keep
   */
  Session(Connection connection, boolean isRemote, UnaryOperator<String> storable) {
    this.connection = connection;
    this.isRemote = isRemote;
    this.storable = storable;
  }

  /** Whether each statement goes to a server, so that many in one are faster. */
  boolean isRemote() {
    return isRemote;
  }

  /**
   * From now on a transaction begins with the first statement after another has ended, which saves
   * a way to the server and back.
   */
  void beginByItself() throws SQLException {
    connection.setAutoCommit(false);
  }

  /** Makes a value of a row. */
  interface Mapper<T> {
    T map(ResultSet row) throws SQLException;
  }

  /** Executes one or more statements that have no parameters. */
  void execute(String script) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.executeUpdate(script);
    }
  }

  /** Executes a statement and tells how many rows it changed. */
  int update(String sql, @Nullable Object... arguments) throws SQLException {
    return prepare(sql, arguments).executeUpdate();
  }

  /** Executes a statement whose values are large, so that nothing keeps them afterwards. */
  void updateOnce(String sql, @Nullable Object... arguments) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      bind(statement, arguments);
      statement.executeUpdate();
    }
  }

  /** Executes a statement for each of some items and tells how many rows it changed in all. */
  <T> int updateAll(String sql, List<T> items, Function<T, @Nullable Object[]> arguments)
      throws SQLException {
    PreparedStatement statement = prepare(sql);
    int changed = 0;
    try {
      for (int start = 0; start < items.size(); start += BATCH) {
        for (T item : items.subList(start, Math.min(start + BATCH, items.size()))) {
          bind(statement, arguments.apply(item));
          statement.addBatch();
        }
        changed += Arrays.stream(statement.executeBatch()).sum();
      }
    } finally {
      statement.clearBatch();
    }
    return changed;
  }

  /**
   * Executes a statement whose count of rows doesn't matter with others like it at the next {@link
   * #flush}. Nothing may be read in between.
   */
  void send(String sql, @Nullable Object... arguments) throws SQLException {
    PreparedStatement statement = prepare(sql, arguments);
    statement.addBatch();
    deferred.add(statement);
  }

  /** Executes what was sent and not yet executed, statements that are alike in their order. */
  void flush() throws SQLException {
    try {
      for (PreparedStatement statement : deferred) {
        statement.executeBatch();
      }
    } finally {
      discard();
    }
  }

  /** Forgets what was sent and not yet executed. */
  void discard() throws SQLException {
    for (PreparedStatement statement : deferred) {
      statement.clearBatch();
    }
    deferred.clear();
  }

  /** Every row that a query gives. */
  <T> List<T> list(String sql, Mapper<T> mapper, @Nullable Object... arguments)
      throws SQLException {
    List<T> found = new ArrayList<>();
    try (ResultSet rows = prepare(sql, arguments).executeQuery()) {
      while (rows.next()) {
        found.add(mapper.map(rows));
      }
    }
    return found;
  }

  /** The first row that a query gives. */
  <T> Optional<T> first(String sql, Mapper<T> mapper, @Nullable Object... arguments)
      throws SQLException {
    try (ResultSet rows = prepare(sql, arguments).executeQuery()) {
      return rows.next() ? Optional.of(mapper.map(rows)) : Optional.empty();
    }
  }

  /** The number that a query gives, which has one row and one column. */
  long number(String sql, @Nullable Object... arguments) throws SQLException {
    return first(sql, row -> row.getLong(1), arguments)
        .orElseThrow(() -> new SQLException("No row: " + sql));
  }

  /** The moment in a column of milliseconds. */
  static Instant instant(ResultSet row, String column) throws SQLException {
    return Instant.ofEpochMilli(row.getLong(column));
  }

  /** The moment in a column of milliseconds that may be NULL. */
  static Optional<Instant> optionalInstant(ResultSet row, String column) throws SQLException {
    long millis = row.getLong(column);
    return row.wasNull() ? Optional.empty() : Optional.of(Instant.ofEpochMilli(millis));
  }

  /** The column's form of a moment that may not have come. */
  static @Nullable Long millis(Optional<Instant> instant) {
    return instant.map(Instant::toEpochMilli).orElse(null);
  }

  @Override
  public void close() throws SQLException {
    connection.close();
  }

  private PreparedStatement prepare(String sql, @Nullable Object... arguments) throws SQLException {
    PreparedStatement statement = prepared.get(sql);
    if (statement == null) {
      statement = connection.prepareStatement(sql);
      prepared.put(sql, statement);
    }
    bind(statement, arguments);
    return statement;
  }

  private void bind(PreparedStatement statement, @Nullable Object[] arguments) throws SQLException {
    for (int i = 0; i < arguments.length; i++) {
      bind(statement, i + 1, arguments[i]);
    }
  }

  private void bind(PreparedStatement statement, int index, @Nullable Object argument)
      throws SQLException {
    if (argument == null) {
      statement.setNull(index, Types.NULL);
    } else if (argument instanceof String text) {
      statement.setString(index, storable.apply(text));
    } else if (argument instanceof Double number) {
      statement.setDouble(index, number);
    } else if (argument instanceof Number number) {
      statement.setLong(index, number.longValue());
    } else if (argument instanceof Instant instant) {
      statement.setLong(index, instant.toEpochMilli());
    } else if (argument instanceof Enum<?> constant) {
      statement.setString(index, constant.name());
    } else if (argument instanceof Long[] numbers) {
      statement.setArray(index, connection.createArrayOf("bigint", numbers));
    } else if (argument instanceof String[] texts) {
      String[] kept = new String[texts.length];
      Arrays.setAll(kept, i -> texts[i] == null ? null : storable.apply(texts[i]));
      statement.setArray(index, connection.createArrayOf("text", kept));
    } else {
      throw new IllegalArgumentException("Not a column's type: " + argument.getClass());
    }
  }
}
