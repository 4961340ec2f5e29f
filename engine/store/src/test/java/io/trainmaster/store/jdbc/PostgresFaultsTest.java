package io.trainmaster.store.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.trainmaster.run.RunPhase;
import io.trainmaster.testkit.PostgresServer;
import io.trainmaster.testkit.SampleRun;
import io.trainmaster.track.Change;
import io.trainmaster.track.RunStore;
import io.trainmaster.track.StoreException;
import io.trainmaster.track.StoreException.Reason;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What befalls servers and connections; what was answered is there, and nothing twice. */
class PostgresFaultsTest {

  private static final SampleRun RUN = new SampleRun("churn", 1);
  private static final int THREADS = 4;
  private static final Duration LONG = Duration.ofHours(1);

  private final String schema = PostgresServer.newSchema();

  private static PostgresAccess access(String url) {
    return new PostgresAccess(url, PostgresServer.USER, "");
  }

  private PostgresAccess access() {
    return access(PostgresServer.shared().url(schema));
  }

  @Test
  void aServerThatStopsIsWaitedFor() throws Exception {
    try (PostgresServer server = PostgresServer.start();
        JdbcRunStore store = JdbcRunStore.open(access(server.url(schema)), false)) {
      commitWhile(
          store,
          round -> {
            server.stopImmediately();
            server.startAgain();
          },
          3);
    }
  }

  @Test
  void connectionsThatAreTerminatedAreMadeAnew() throws Exception {
    // A server of its own: other tests have connections to the shared one meanwhile.
    try (PostgresServer server = PostgresServer.start();
        JdbcRunStore store = JdbcRunStore.open(access(server.url(schema)), false);
        Connection other =
            DriverManager.getConnection(server.url(schema), PostgresServer.USER, "");
        Statement statement = other.createStatement()) {
      commitWhile(
          store,
          round ->
              statement.execute(
                  "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
                      + " WHERE application_name = 'trainmaster'"),
          30);
    }
  }

  @ParameterizedTest
  @EnumSource
  void aCommitWhoseAnswerIsLostIsWrittenOnce(CuttingProxy.Manner manner) throws Exception {
    PostgresServer server = PostgresServer.shared();
    try (CuttingProxy proxy = new CuttingProxy(server.port(), manner, 4);
        JdbcRunStore store =
            JdbcRunStore.open(
                access(server.url(schema, proxy.port()) + "&socketTimeout=1"), false)) {
      RunStore leader = store.under(store.leadership().tryAcquire("a", LONG).orElseThrow());
      leader.commit(List.of(RUN.created(), RUN.registered("churn", List.of("candidate"))));
      for (int i = 0; i < 12; i++) {
        leader.commit(List.of(RUN.event(i, "event " + i)));
      }

      assertThat(proxy.withheld()).isGreaterThanOrEqualTo(3);
      try (RunStore direct = JdbcRunStore.open(access(), true)) {
        assertThat(direct.events(RUN.id())).hasSize(12);
        assertThat(direct.models(Optional.empty())).hasSize(1);
      }
    }
  }

  @Test
  void whatWasRefusedIsNotWrittenWithWhatComesNextThoughItCanNotBeRolledBack() throws Exception {
    AtomicInteger rollbacks = new AtomicInteger();
    PostgresDatabase database =
        new PostgresDatabase(access(), connection -> failingToRollBack(connection, rollbacks));
    try (JdbcRunStore store = JdbcRunStore.open(database, false)) {
      store.commit(List.of(RUN.created()));
      Change impossible =
          new Change.RunChanged(new SampleRun("nowhere", 1).summary(RunPhase.FAILED, ""));

      assertThatThrownBy(() -> store.commit(List.of(RUN.event(1, "refused"), impossible)))
          .isInstanceOf(StoreException.class);
      store.commit(List.of(RUN.event(2, "next")));

      assertThat(rollbacks).hasPositiveValue();
      assertThat(store.events(RUN.id())).extracting(RunStore.Event::text).containsExactly("next");
    }
  }

  /** The first rollback isn't carried out, and the connection is there all the same. */
  private static Connection failingToRollBack(Connection connection, AtomicInteger rollbacks) {
    return proxy(
        Connection.class,
        connection,
        (method, arguments, result) ->
            method.getName().equals("createStatement")
                ? proxy(Statement.class, result.call(), refusingFirst("ROLLBACK", rollbacks))
                : result.call());
  }

  private static Around refusingFirst(String sql, AtomicInteger times) {
    return (method, arguments, result) -> {
      if (arguments != null && sql.equals(arguments[0]) && times.getAndIncrement() == 0) {
        throw new SQLException("injected deadlock", "40P01");
      }
      return result.call();
    };
  }

  /** What is done about a call. */
  private interface Around {
    Object call(Method method, Object[] arguments, Callable<Object> result) throws Exception;
  }

  private static <T> T proxy(Class<T> type, Object target, Around around) {
    InvocationHandler handler =
        (self, method, arguments) ->
            around.call(
                method,
                arguments,
                () -> {
                  try {
                    return method.invoke(target, arguments);
                  } catch (InvocationTargetException e) {
                    throw e.getCause() instanceof Exception cause ? cause : e;
                  }
                });
    return type.cast(
        Proxy.newProxyInstance(
            PostgresFaultsTest.class.getClassLoader(), new Class<?>[] {type}, handler));
  }

  @Test
  void whoWaitsForAServerIsLetGoWhenTheStoreIsClosed() throws Exception {
    PostgresServer server = PostgresServer.start();
    JdbcRunStore store = JdbcRunStore.open(access(server.url(schema)), false);
    server.stopImmediately();
    ExecutorService thread = Executors.newSingleThreadExecutor();
    try {
      Future<?> waiting = thread.submit(() -> store.commit(List.of(RUN.created())));
      assertThatThrownBy(() -> waiting.get(300, TimeUnit.MILLISECONDS))
          .as("it waits")
          .isInstanceOf(java.util.concurrent.TimeoutException.class);
      store.close();
      assertThatThrownBy(() -> waiting.get(1, TimeUnit.MINUTES))
          .hasCauseInstanceOf(StoreException.class)
          .hasMessageContaining("closed");
    } finally {
      thread.shutdownNow();
    }
  }

  @Test
  void aReaderGivesUpAfterSomeSecondsAndSaysWhatToDo() throws Exception {
    PostgresServer server = PostgresServer.start();
    try (JdbcRunStore store = JdbcRunStore.open(access(server.url(schema)), false)) {
      server.stopImmediately();

      assertThatThrownBy(() -> store.runs(Optional.empty(), 1))
          .isInstanceOfSatisfying(
              StoreException.class, e -> assertThat(e.reason()).isEqualTo(Reason.UNAVAILABLE))
          .hasMessageContaining("Start its server");
      server.startAgain();
      assertThat(store.runs(Optional.empty(), 1)).isEmpty();
    }
  }

  @Test
  void aDatabaseThatHasLostCommitsIsNoticed() throws Exception {
    try (JdbcRunStore store = JdbcRunStore.open(access(), false)) {
      RunStore leader = store.under(store.leadership().tryAcquire("a", LONG).orElseThrow());
      leader.commit(List.of(RUN.created()));
      leader.commit(List.of(RUN.event(1, "this will be lost")));
      sql("UPDATE leader SET commits = commits - 1");

      assertThatThrownBy(() -> leader.commit(List.of(RUN.event(2, "no"))))
          .isInstanceOfSatisfying(
              StoreException.class, e -> assertThat(e.reason()).isEqualTo(Reason.CORRUPT))
          .hasMessageContaining("has lost what it had confirmed");
      assertThat(store.events(RUN.id())).hasSize(1);
    }
  }

  @Test
  void aLeaderThatStandsStillDoesNotHoldUpWhoTakesOver() throws Exception {
    try (JdbcRunStore store = JdbcRunStore.open(access(), false);
        Session standing = new PostgresDatabase(access()).openWriter()) {
      long epoch = store.leadership().tryAcquire("a", Duration.ZERO).orElseThrow();
      standing.execute("BEGIN");
      assertThat(standing.number(new PostgresDatabase(access()).claimToLead(), epoch)).isEqualTo(1);

      assertThat(store.leadership().tryAcquire("b", LONG).orElseThrow()).isGreaterThan(epoch);
      assertThatThrownBy(() -> standing.execute("COMMIT")).isInstanceOf(SQLException.class);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "socketFactory=org.example.Evil",
        "password=secret",
        "user=me",
        "sslfactory=org.example.Evil",
        "currentSchema=a%3Bdrop"
      })
  void whatAUrlMustNotSayIsRefusedAndNotRepeated(String parameter) {
    String url = "jdbc:postgresql://127.0.0.1:1/postgres?" + parameter;

    assertThatThrownBy(() -> JdbcRunStore.open(access(url), false))
        .isInstanceOf(StoreException.class)
        .hasMessageContaining("jdbc:postgresql://127.0.0.1:1/postgres")
        .hasMessageNotContaining("secret");
  }

  @Test
  void aDatabaseThatIsNotThereIsNamed() {
    String url = access().url().replace("/postgres?", "/nowhere?");

    assertThatThrownBy(() -> JdbcRunStore.open(access(url), false))
        .isInstanceOfSatisfying(
            StoreException.class, e -> assertThat(e.reason()).isEqualTo(Reason.FAILED))
        .hasMessageContaining("Create the database");
  }

  @Test
  void aReaderNeedsAStore() {
    assertThat(JdbcRunStore.isBegun(access())).isFalse();
    assertThatThrownBy(() -> JdbcRunStore.open(access(), true))
        .isInstanceOf(StoreException.class)
        .hasMessageContaining("nothing has been run here");
    JdbcRunStore.open(access(), false).close();
    assertThat(JdbcRunStore.isBegun(access())).isTrue();
  }

  @Test
  void aLaterSchemaIsRefused() throws Exception {
    JdbcRunStore.open(access(), false).close();
    sql("INSERT INTO migration (number, checksum, applied_at) VALUES (999, '', 0)");

    assertThatThrownBy(() -> JdbcRunStore.open(access(), false))
        .isInstanceOfSatisfying(
            StoreException.class, e -> assertThat(e.reason()).isEqualTo(Reason.TOO_NEW));
  }

  private interface Disturbance {
    void disturb(int round) throws Exception;
  }

  /** Commits from several threads until something has happened so many times. */
  private static void commitWhile(JdbcRunStore store, Disturbance disturbance, int rounds)
      throws Exception {
    RunStore leader = store.under(store.leadership().tryAcquire("a", LONG).orElseThrow());
    leader.commit(List.of(RUN.created()));
    AtomicBoolean over = new AtomicBoolean();
    AtomicInteger answered = new AtomicInteger();
    ExecutorService threads = Executors.newFixedThreadPool(THREADS);
    try {
      List<Future<List<String>>> writers = new ArrayList<>();
      for (int thread = 0; thread < THREADS; thread++) {
        String prefix = thread + "/";
        writers.add(threads.submit(() -> write(leader, prefix, over, answered)));
      }
      for (int round = 0; round < rounds; round++) {
        int before = answered.get();
        disturbance.disturb(round);
        while (answered.get() < before + 2 * THREADS) {
          Thread.yield();
        }
      }
      over.set(true);
      List<String> acknowledged = new ArrayList<>();
      for (Future<List<String>> writer : writers) {
        acknowledged.addAll(writer.get(2, TimeUnit.MINUTES));
      }
      assertThat(store.events(RUN.id()))
          .extracting(RunStore.Event::text)
          .containsExactlyInAnyOrderElementsOf(acknowledged);
    } finally {
      threads.shutdownNow();
    }
  }

  private static List<String> write(
      RunStore store, String prefix, AtomicBoolean over, AtomicInteger answered) {
    List<String> acknowledged = new ArrayList<>();
    for (int i = 0; !over.get(); i++) {
      Change.EventRecorded event = RUN.event(i, prefix + i);
      store.commit(List.of(event));
      acknowledged.add(event.text());
      answered.incrementAndGet();
    }
    return acknowledged;
  }

  private void sql(String statement) throws SQLException {
    try (Connection connection =
            DriverManager.getConnection(access().url(), PostgresServer.USER, "");
        Statement sql = connection.createStatement()) {
      sql.executeUpdate(statement);
    }
  }
}
