package io.trainmaster.job.spark.carrier;

import io.trainmaster.job.spark.Executors;
import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.spark.SparkConf;
import org.apache.spark.SparkException;
import org.apache.spark.api.java.JavaFutureAction;
import org.apache.spark.api.java.JavaSparkContext;
import sun.misc.Signal;
import sun.misc.SignalHandler;

/**
 * The driver that carries a task process. Its arguments are Spark's settings, {@code key=value}, a
 * {@code --}, and the command of the process. Its standard input and output are the process's, and
 * it ends with the process's exit code.
 *
 * <p>Where its executor dies, so does the process, and it ends with {@link #LOST}: that is for the
 * engine to mend. Where it dies itself, Spark ends the executor, and the process goes with it.
 * Where the cluster has no room for the process within {@code spark.trainmaster.within} it ends
 * with {@link #UNMET}, and nothing was started.
 */
public final class CarrierMain {

  /** The exit code where no process was started or it is not known how it ended. */
  static final int LOST = 68;

  /** The exit code where the cluster had no room in time; the last line of the log says so. */
  static final int UNMET = 75;

  private static final long LOOK_MILLIS = 200;

  /** How long the end of a process and its last words may be under way. */
  private static final long LAST_WORDS_MILLIS = 10_000;

  private static final String REASON = "Reason: ";

  /** Whoever may write to the place that the process calls back to could speak for it. */
  private static final int TOKEN_BYTES = 32;

  private CarrierMain() {}

  /** Carries a process to its end. */
  public static void main(String[] arguments) throws IOException, InterruptedException {
    FileOutputStream wire = new FileOutputStream(FileDescriptor.out);
    System.setOut(System.err);
    // An interrupt from a terminal reaches every process of the group; the engine decides on it.
    Signal.handle(new Signal("INT"), SignalHandler.SIG_IGN);
    int split = List.of(arguments).indexOf("--");
    SparkConf conf = conf(List.of(arguments).subList(0, split));
    List<String> command = List.of(arguments).subList(split + 1, arguments.length);
    int code = LOST;
    try (JavaSparkContext spark = new JavaSparkContext(conf)) {
      code = carry(spark, command, wire);
    } catch (Patience.OverException unmet) {
      System.err.println(unmet.getMessage());
      // Spark has things to say while it ends, and this is to be the last word.
      Runtime.getRuntime().halt(UNMET);
    } catch (SparkException | RuntimeException lost) {
      System.err.println(said(lost));
    }
    // Threads of Spark's may linger.
    Runtime.getRuntime().halt(code);
  }

  private static SparkConf conf(List<String> settings) {
    Map<String, String> given = new HashMap<>();
    for (String setting : settings) {
      int equals = setting.indexOf('=');
      given.put(setting.substring(0, equals), setting.substring(equals + 1));
    }
    SparkConf conf = new SparkConf(false);
    Executors.settings(given.getOrDefault("spark.master", "")).forEach(conf::set);
    conf.set("spark.log.level", "WARN");
    given.forEach(conf::set);
    return conf;
  }

  private static int carry(JavaSparkContext spark, List<String> command, FileOutputStream wire)
      throws IOException, SparkException, InterruptedException, Patience.OverException {
    SparkConf conf = spark.getConf();
    try (Line line = Line.open(conf.get("spark.driver.host"), TOKEN_BYTES)) {
      Thread passing =
          new Thread(() -> line.serve(new FileInputStream(FileDescriptor.in), wire), "wire");
      passing.setDaemon(true);
      passing.start();
      String origin = conf.get("spark.master") + " " + spark.sc().applicationId();
      Carried carried =
          new Carried(
              command, passedOn(), line.address(), origin, conf.get("spark.trainmaster.log", ""));
      Patience patience = Patience.of(conf, spark.sc().applicationId());
      return await(spark.parallelize(List.of(0), 1).map(carried).collectAsync(), line, patience);
    }
  }

  /**
   * Waits for the process's exit code. Spark would start again what was lost with a worker, and
   * wait for another worker as long as that takes: that is the engine's to decide.
   */
  private static int await(JavaFutureAction<List<Integer>> task, Line line, Patience patience)
      throws SparkException, InterruptedException, Patience.OverException {
    boolean over = false;
    while (!over && !task.isDone()) {
      if (!line.isCalled() && patience.isOver() && line.giveUp()) {
        throw patience.over();
      }
      over = line.awaitEnd(LOOK_MILLIS);
    }
    try {
      int code = task.get(LAST_WORDS_MILLIS, TimeUnit.MILLISECONDS).get(0);
      line.awaitEnd(LAST_WORDS_MILLIS);
      return code;
    } catch (ExecutionException failed) {
      Throwable why = failed.getCause() == null ? failed : failed.getCause();
      throw new SparkException(String.valueOf(why.getMessage()), failed);
    } catch (TimeoutException silent) {
      throw new SparkException("Its executor has gone, or can't be reached.", silent);
    }
  }

  /** The variables that the engine gives a task process; the rest is as it is on the worker. */
  private static Map<String, String> passedOn() {
    Map<String, String> variables = new HashMap<>(System.getenv());
    variables
        .keySet()
        .removeIf(
            name ->
                !name.startsWith("TRAINMASTER_")
                    && !name.equals("OMP_NUM_THREADS")
                    && !name.equals("SPARK_HOME"));
    return variables;
  }

  /** What Spark says of it in its first line, which ends with the reason; without a full stop. */
  private static String said(Throwable lost) {
    String line =
        String.valueOf(lost.getMessage()).lines().findFirst().orElse(lost.getClass().getName());
    int reason = line.indexOf(REASON);
    String why = reason < 0 ? line : line.substring(reason + REASON.length());
    return "The process on the cluster is lost: "
        + (why.endsWith(".") ? why.substring(0, why.length() - 1) : why);
  }
}
