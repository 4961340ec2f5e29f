package io.trainmaster.runtime;

import com.github.kagkarlsson.scheduler.Scheduler;
import com.github.kagkarlsson.scheduler.task.TaskDescriptor;
import com.github.kagkarlsson.scheduler.task.TaskInstance;
import com.github.kagkarlsson.scheduler.task.helper.OneTimeTask;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import com.zaxxer.hikari.HikariDataSource;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;

/**
 * db-scheduler on PostgreSQL, as its own documentation tunes it for throughput: it locks and
 * fetches up to four times as many executions as it has threads. It knows no graphs; a body
 * schedules those for which it was the last.
 */
final class DbSchedulerContender implements Contender {

  private static final int THREADS = 20;
  private static final TaskDescriptor<Integer> TASK = TaskDescriptor.of("task", Integer.class);

  private final HikariDataSource database;
  private final OneTimeTask<Integer> task;
  private final Scheduler scheduler;
  private volatile @Nullable Load load;
  private volatile CountDownLatch left = new CountDownLatch(0);

  DbSchedulerContender(HikariDataSource database) throws SQLException {
    this.database = database;
    update(
        "CREATE TABLE scheduled_tasks (task_name text NOT NULL, task_instance text NOT NULL,"
            + " task_data bytea, execution_time timestamptz NOT NULL, picked boolean NOT NULL,"
            + " picked_by text, last_success timestamptz, last_failure timestamptz,"
            + " consecutive_failures int, last_heartbeat timestamptz, version bigint NOT NULL,"
            + " priority smallint, state text, PRIMARY KEY (task_name, task_instance))");
    update("CREATE INDEX execution_time_idx ON scheduled_tasks (execution_time)");
    update("CREATE INDEX last_heartbeat_idx ON scheduled_tasks (last_heartbeat)");
    this.task = Tasks.oneTime(TASK).execute((instance, context) -> body(instance.getData()));
    this.scheduler =
        Scheduler.create(database, task)
            .threads(THREADS)
            .pollUsingLockAndFetch(1.0, 4.0)
            .pollingInterval(Duration.ofSeconds(1))
            .enableImmediateExecution()
            .build();
    scheduler.start();
  }

  @Override
  public String name() {
    return "db-scheduler, PostgreSQL";
  }

  @Override
  public int mostTasks() {
    return 10_000;
  }

  @Override
  public double run(Load next) throws Exception {
    left = new CountDownLatch(next.size());
    load = next;
    schedule(next.start());
    left.await();
    while (count() > 0) {
      Thread.onSpinWait();
    }
    double seconds = next.seconds();
    next.requireEachBodyOnce(name());
    return seconds;
  }

  private void body(int index) {
    Load running = Objects.requireNonNull(load);
    running.run(index);
    schedule(running.readyAfter(index));
    left.countDown();
  }

  private void schedule(List<Integer> ready) {
    Instant now = Instant.now();
    if (ready.size() == 1) {
      scheduler.schedule(instance(ready.get(0)), now);
    } else if (!ready.isEmpty()) {
      scheduler.scheduleBatch(ready.stream().<TaskInstance<?>>map(this::instance), now);
      scheduler.triggerCheckForDueExecutions();
    }
  }

  private TaskInstance<Integer> instance(int index) {
    return task.instance(Integer.toString(index), index);
  }

  private long count() throws SQLException {
    try (Connection connection = database.getConnection();
        Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery("SELECT count(*) FROM scheduled_tasks")) {
      rows.next();
      return rows.getLong(1);
    }
  }

  private void update(String sql) throws SQLException {
    try (Connection connection = database.getConnection();
        Statement statement = connection.createStatement()) {
      statement.executeUpdate(sql);
    }
  }

  @Override
  public void close() {
    scheduler.stop();
    database.close();
  }
}
