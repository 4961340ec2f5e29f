package io.trainmaster.runtime;

import com.sun.management.OperatingSystemMXBean;
import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.trainmaster.store.StateLocation;
import io.trainmaster.store.jdbc.PostgresAccess;
import io.trainmaster.testkit.GraphShape;
import io.trainmaster.testkit.PostgresServer;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * Durable runs of tasks that do nothing, within the process, beside what others in the field make
 * of the same graphs on the same machine in the same minute. Each round asserts that everything
 * ended well, is recorded so, and that each body ran once. A version is stored before it is
 * measured, and every contender has run it before. See {@code scripts/bench/throughput}.
 */
public final class EngineBenchmark {

  private static final int LARGE = 100_000;

  private final Path folder;

  private EngineBenchmark(Path folder) {
    this.folder = folder;
  }

  /** How a load is formed. */
  private record Form(GraphShape shape, int tasks) {
    @Override
    public String toString() {
      return "%s %,d".formatted(shape.name().toLowerCase(java.util.Locale.ROOT), tasks);
    }
  }

  /**
   * Prints a line for each contender and form.
   *
   * @param arguments a folder on the disk that is to be measured; then who takes part: {@code
   *     sqlite}, {@code postgres}, {@code peers}, and {@code large} for fans of 100,000 tasks;
   *     {@code million} for a run of a million tasks alone, {@code processes} for commands alone,
   *     and {@code replay} and a folder for recorded executions alone
   */
  public static void main(String[] arguments) throws Exception {
    EngineBenchmark benchmark = new EngineBenchmark(Path.of(arguments[0]));
    List<String> wishes = List.of(arguments);
    if (wishes.contains("million")) {
      LargeRun.print(benchmark.folder, 1_000_000);
      System.exit(0);
    }
    if (wishes.contains("processes")) {
      ProcessRun.print(benchmark.folder, 2_000);
      System.exit(0);
    }
    List<Form> forms =
        new ArrayList<>(
            List.of(
                new Form(GraphShape.FAN, 1_000),
                new Form(GraphShape.FAN, 10_000),
                new Form(GraphShape.CHAIN, 1_000),
                new Form(GraphShape.LAYERS, 1_000)));
    if (wishes.contains("large")) {
      forms.add(new Form(GraphShape.FAN, LARGE));
    }
    System.out.printf(
        "%-26s %-14s %9s %9s %11s %11s %9s %9s %9s%n",
        "", "", "median ms", "best ms", "tasks/s", "best", "hop p50", "hop p99", "CPU us");
    benchmark.warmUp(wishes);
    if (wishes.contains("replay")) {
      benchmark.replay(wishes);
      System.exit(0);
    }
    for (Form form : forms) {
      benchmark.printDisk();
      for (Contender contender : benchmark.contenders(wishes)) {
        try (contender) {
          if (form.tasks() <= contender.mostTasks()) {
            print(contender, form);
          }
        }
      }
    }
    System.exit(0);
  }

  /** Java compiles what runs often; what it has compiled serves every later contender. */
  private void warmUp(List<String> wishes) throws Exception {
    Load fan = new Load(GraphShape.FAN.graph(10_000));
    Load chain = new Load(GraphShape.CHAIN.graph(300));
    for (Contender contender : contenders(wishes)) {
      try (contender) {
        boolean ours = contender instanceof EngineContender;
        for (int round = 0; ours && round < 20; round++) {
          contender.run(fan.again());
          contender.run(chain.again());
        }
      }
    }
  }

  private void replay(List<String> wishes) throws Exception {
    Path executions = Path.of(wishes.get(wishes.indexOf("replay") + 1));
    printDisk();
    for (Contender contender : contenders(wishes)) {
      try (contender) {
        if (contender instanceof EngineContender engine) {
          Replay.print(engine, executions);
        }
      }
    }
  }

  private void printDisk() throws Exception {
    System.out.printf(
        "4 KiB kept by the disk: %.2f ms; load %.1f%n",
        DiskProbe.medianMillis(folder),
        ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage());
  }

  private List<Contender> contenders(List<String> wishes) throws Exception {
    List<Contender> all = new ArrayList<>();
    if (wishes.contains("sqlite")) {
      Path state = Files.createTempDirectory(folder, "benchmark");
      all.add(new EngineContender("Trainmaster, SQLite", state, StateLocation.of(state)));
    }
    if (wishes.contains("postgres")) {
      Path state = Files.createTempDirectory(folder, "benchmark");
      String url = PostgresServer.shared().url(PostgresServer.newSchema());
      PostgresAccess access = new PostgresAccess(url, PostgresServer.USER, "");
      all.add(
          new EngineContender(
              "Trainmaster, PostgreSQL", state, new StateLocation(state, Optional.of(access))));
    }
    if (wishes.contains("peers")) {
      all.add(new DbSchedulerContender(pool()));
      all.add(new QuartzContender(pool()));
    }
    return all;
  }

  private static HikariDataSource pool() throws Exception {
    String schema = PostgresServer.newSchema();
    HikariConfig config = new HikariConfig();
    config.setJdbcUrl(PostgresServer.shared().url(schema));
    config.setUsername(PostgresServer.USER);
    config.setMaximumPoolSize(20);
    HikariDataSource pool = new HikariDataSource(config);
    try (Connection connection = pool.getConnection();
        var statement = connection.createStatement()) {
      statement.execute("CREATE SCHEMA " + schema);
    }
    return pool;
  }

  private static void print(Contender contender, Form form) throws Exception {
    Load load = new Load(form.shape().graph(form.tasks()));
    boolean quick = form.tasks() < LARGE && contender instanceof EngineContender;
    for (int round = 0; round < (quick ? 5 : 1); round++) {
      contender.run(load.again());
    }
    int rounds = quick ? 9 : 3;
    double[] seconds = new double[rounds];
    double[] middles = new double[rounds];
    double[] lates = new double[rounds];
    long cpu = cpuNanos();
    for (int round = 0; round < rounds; round++) {
      Load again = load.again();
      seconds[round] = contender.run(again);
      double[] latencies = again.latencies();
      middles[round] = latencies[latencies.length / 2];
      lates[round] = latencies[(int) (latencies.length * 0.99)];
    }
    double cpuMicros = (cpuNanos() - cpu) / 1e3 / rounds / form.tasks();
    double median = median(seconds);
    double best = Arrays.stream(seconds).min().orElseThrow();
    System.out.printf(
        "%-26s %-14s %,9.1f %,9.1f %,11.0f %,11.0f %9.3f %9.3f %9.1f%n",
        contender.name(),
        form,
        median * 1e3,
        best * 1e3,
        form.tasks() / median,
        form.tasks() / best,
        median(middles),
        median(lates),
        cpuMicros);
  }

  private static double median(double[] values) {
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    return sorted[sorted.length / 2];
  }

  /** Of this process alone: a database server's is its own. */
  private static long cpuNanos() {
    return ((OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean())
        .getProcessCpuTime();
  }
}
