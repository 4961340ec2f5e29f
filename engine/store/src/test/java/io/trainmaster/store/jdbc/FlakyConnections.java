package io.trainmaster.store.jdbc;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Random;
import java.util.function.UnaryOperator;

/**
 * Connections on which now and then a statement fails before it is executed, or is executed and its
 * answer is lost, or takes long. Those that fail are lost.
 */
final class FlakyConnections implements UnaryOperator<Connection> {

  private static final int ONE_IN = 40;

  private final Random random;
  private int faults;

  FlakyConnections(long seed) {
    this.random = new Random(seed);
  }

  synchronized int faults() {
    return faults;
  }

  private enum Fate {
    FAILS_BEFORE,
    ANSWER_IS_LOST,
    IS_GIVEN_UP,
    TAKES_LONG,
    GOES_WELL
  }

  private synchronized Fate draw() {
    Fate[] fates = Fate.values();
    Fate fate =
        random.nextInt(ONE_IN) == 0 ? fates[random.nextInt(fates.length - 1)] : Fate.GOES_WELL;
    faults += fate == Fate.GOES_WELL ? 0 : 1;
    return fate;
  }

  @Override
  public Connection apply(Connection connection) {
    return wrap(connection, Connection.class, connection);
  }

  private <T> T wrap(Connection connection, Class<T> type, Object target) {
    InvocationHandler handler =
        (proxy, method, arguments) -> {
          Fate fate = method.getName().startsWith("execute") ? draw() : Fate.GOES_WELL;
          before(fate, connection);
          Object result;
          try {
            result = method.invoke(target, arguments);
          } catch (InvocationTargetException e) {
            throw e.getCause();
          }
          if (fate == Fate.ANSWER_IS_LOST) {
            connection.close();
            throw new SQLException("injected after the statement", "08006");
          }
          if (result instanceof PreparedStatement) {
            return wrap(connection, PreparedStatement.class, result);
          }
          return result instanceof Statement ? wrap(connection, Statement.class, result) : result;
        };
    return type.cast(
        Proxy.newProxyInstance(
            FlakyConnections.class.getClassLoader(), new Class<?>[] {type}, handler));
  }

  private static void before(Fate fate, Connection connection) throws Exception {
    if (fate == Fate.FAILS_BEFORE) {
      connection.close();
      throw new SQLException("injected before the statement", "08006");
    } else if (fate == Fate.IS_GIVEN_UP) {
      throw new SQLException("injected deadlock", "40P01");
    } else if (fate == Fate.TAKES_LONG) {
      Thread.sleep(3);
    }
  }
}
