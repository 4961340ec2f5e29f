package io.trainmaster.runtime;

import com.zaxxer.hikari.HikariDataSource;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Properties;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import org.quartz.Job;
import org.quartz.JobBuilder;
import org.quartz.JobExecutionContext;
import org.quartz.JobExecutionException;
import org.quartz.Scheduler;
import org.quartz.SchedulerException;
import org.quartz.TriggerBuilder;
import org.quartz.impl.StdSchedulerFactory;
import org.quartz.impl.matchers.GroupMatcher;
import org.quartz.utils.ConnectionProvider;
import org.quartz.utils.DBConnectionManager;

/**
 * Quartz with its JDBC store on PostgreSQL. It knows no graphs; a body schedules those for which it
 * was the last. Up to as many triggers are acquired at a time as there are threads.
 */
final class QuartzContender implements Contender {

  private static final int THREADS = 16;
  private static final Map<String, QuartzContender> OPEN = new ConcurrentHashMap<>();

  private final HikariDataSource database;
  private final Scheduler scheduler;
  private volatile @Nullable Load load;
  private volatile CountDownLatch left = new CountDownLatch(0);

  QuartzContender(HikariDataSource database) throws SQLException, IOException, SchedulerException {
    this.database = database;
    makeTables();
    DBConnectionManager.getInstance().addConnectionProvider("benchmark", new Pool(database));
    Properties settings = new Properties();
    settings.putAll(
        Map.of(
            "org.quartz.scheduler.instanceName", "benchmark",
            "org.quartz.scheduler.skipUpdateCheck", "true",
            "org.quartz.scheduler.batchTriggerAcquisitionMaxCount", Integer.toString(THREADS),
            "org.quartz.threadPool.threadCount", Integer.toString(THREADS),
            "org.quartz.jobStore.class", "org.quartz.impl.jdbcjobstore.JobStoreTX",
            "org.quartz.jobStore.acquireTriggersWithinLock", "true",
            "org.quartz.jobStore.driverDelegateClass",
                "org.quartz.impl.jdbcjobstore.PostgreSQLDelegate",
            "org.quartz.jobStore.dataSource", "benchmark"));
    this.scheduler = new StdSchedulerFactory(settings).getScheduler();
    OPEN.put(scheduler.getSchedulerName(), this);
    scheduler.start();
  }

  private void makeTables() throws SQLException, IOException {
    try (InputStream script =
            Objects.requireNonNull(
                Scheduler.class.getResourceAsStream("impl/jdbcjobstore/tables_postgres.sql"));
        Connection connection = database.getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute(new String(script.readAllBytes(), StandardCharsets.UTF_8));
      if (!connection.getAutoCommit()) {
        connection.commit();
      }
    }
  }

  @Override
  public String name() {
    return "Quartz JDBC, PostgreSQL";
  }

  @Override
  public int mostTasks() {
    return 1_000;
  }

  @Override
  public double run(Load next) throws Exception {
    left = new CountDownLatch(next.size());
    load = next;
    schedule(next.start());
    left.await();
    while (!scheduler.getTriggerKeys(GroupMatcher.anyTriggerGroup()).isEmpty()) {
      Thread.onSpinWait();
    }
    double seconds = next.seconds();
    next.requireEachBodyOnce(name());
    return seconds;
  }

  private void body(int index) throws SchedulerException {
    Load running = Objects.requireNonNull(load);
    running.run(index);
    schedule(running.readyAfter(index));
    left.countDown();
  }

  private void schedule(List<Integer> ready) throws SchedulerException {
    for (int index : ready) {
      scheduler.scheduleJob(
          JobBuilder.newJob(Body.class)
              .withIdentity("task-" + index)
              .usingJobData("index", index)
              .build(),
          TriggerBuilder.newTrigger().withIdentity("task-" + index).startNow().build());
    }
  }

  @Override
  public void close() throws SchedulerException {
    OPEN.remove(scheduler.getSchedulerName());
    scheduler.shutdown(true);
    database.close();
  }

  /** Made by Quartz, which finds it by its class. */
  public static final class Body implements Job {
    @Override
    public void execute(JobExecutionContext context) throws JobExecutionException {
      try {
        Objects.requireNonNull(OPEN.get(context.getScheduler().getSchedulerName()))
            .body(context.getMergedJobDataMap().getInt("index"));
      } catch (SchedulerException e) {
        throw new JobExecutionException(e);
      }
    }
  }

  private record Pool(HikariDataSource database) implements ConnectionProvider {
    @Override
    public Connection getConnection() throws SQLException {
      return database.getConnection();
    }

    @Override
    public void shutdown() {}

    @Override
    public void initialize() {}
  }
}
