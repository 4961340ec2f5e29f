package io.trainmaster.store.jdbc;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;

/** Sessions whose n-th statement fails, before it is executed or after. */
final class FaultySession {

  private final boolean executedFirst;
  private int statementsLeft;

  private FaultySession(int failing, boolean executedFirst) {
    this.statementsLeft = failing;
    this.executedFirst = executedFirst;
  }

  /**
   * A session on an existing store.
   *
   * @param failing which statement fails, counted from 1
   * @param executedFirst whether it fails when it has been executed, as if the answer was lost
   */
  static Session open(Path database, int failing, boolean executedFirst) throws SQLException {
    Connection connection = DriverManager.getConnection("jdbc:sqlite:" + database);
    try (Statement statement = connection.createStatement()) {
      statement.execute("PRAGMA foreign_keys = ON");
      statement.execute("PRAGMA synchronous = FULL");
    }
    FaultySession faults = new FaultySession(failing, executedFirst);
    return new Session(faults.wrap(Connection.class, connection));
  }

  private <T> T wrap(Class<T> type, Object target) {
    InvocationHandler handler =
        (proxy, method, arguments) -> {
          boolean fails = method.getName().startsWith("execute") && --statementsLeft == 0;
          if (fails && !executedFirst) {
            throw new SQLException("injected before the statement");
          }
          Object result;
          try {
            result = method.invoke(target, arguments);
          } catch (InvocationTargetException e) {
            throw e.getCause();
          }
          if (fails) {
            throw new SQLException("injected after the statement");
          }
          if (result instanceof PreparedStatement) {
            return wrap(PreparedStatement.class, result);
          }
          return result instanceof Statement ? wrap(Statement.class, result) : result;
        };
    return type.cast(
        Proxy.newProxyInstance(
            FaultySession.class.getClassLoader(), new Class<?>[] {type}, handler));
  }
}
