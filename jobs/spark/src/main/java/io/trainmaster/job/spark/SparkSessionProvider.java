package io.trainmaster.job.spark;

import io.trainmaster.job.AttemptId;
import io.trainmaster.job.ProcessSettings;
import io.trainmaster.job.ResourceProvider;
import io.trainmaster.job.TaskContext;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.spark.SparkConf;
import org.apache.spark.SparkContext;
import org.apache.spark.sql.SparkSession;

/**
 * Offers the process's {@link SparkSession} to its tasks. Each attempt has a job group of its own,
 * by which it is cancelled and its progress is told, and a pool of the FAIR scheduler, so that a
 * long task doesn't hold up a short one.
 *
 * <p>Nothing that decides a result may depend on the cluster: partition counts are constants here,
 * never taken from the number of cores, and files are read one to a partition.
 */
public final class SparkSessionProvider implements ResourceProvider<SparkSession> {

  private static final String POOL_KEY = "spark.scheduler.pool";

  /** More bytes than a file of a data set ever has: no file is split or joined with another. */
  private static final String WHOLE_FILES = Long.toString(1L << 40);

  private final ProgressListener progress = new ProgressListener();

  @Override
  public Class<SparkSession> type() {
    return SparkSession.class;
  }

  @Override
  public SparkSession create(ProcessSettings settings) {
    SparkConf conf = new SparkConf(false);
    configuration(settings).forEach(conf::set);
    SparkSession session = SparkSession.builder().config(conf).getOrCreate();
    session.sparkContext().addSparkListener(progress);
    return session;
  }

  /** The settings of the session: ours, where the process's properties don't say otherwise. */
  static Map<String, String> configuration(ProcessSettings settings) {
    Map<String, String> all = new LinkedHashMap<>();
    all.put("spark.master", "local[" + settings.cpus() + "]");
    all.put("spark.app.name", settings.name());
    all.put("spark.ui.enabled", "false");
    all.put("spark.ui.showConsoleProgress", "false");
    all.put("spark.scheduler.mode", "FAIR");
    all.put("spark.default.parallelism", "2");
    all.put("spark.local.dir", settings.directory().resolve("spark").toString());
    all.put("spark.sql.warehouse.dir", settings.directory().resolve("warehouse").toString());
    all.put("spark.sql.catalogImplementation", "in-memory");
    all.put("spark.sql.shuffle.partitions", "4");
    all.put("spark.hadoop.mapreduce.fileoutputcommitter.marksuccessfuljobs", "false");
    String master = settings.properties().getOrDefault("spark.master", "local");
    if (!master.startsWith("local")) {
      all.putAll(Executors.settings(master));
    }
    settings
        .properties()
        .forEach(
            (key, value) -> {
              if (key.startsWith("spark.")) {
                all.put(key, value);
              }
            });
    if (all.get("spark.master").startsWith("local")) {
      all.putIfAbsent("spark.driver.host", "127.0.0.1");
      all.putIfAbsent("spark.driver.bindAddress", "127.0.0.1");
    }
    all.putAll(semantics());
    return all;
  }

  /** What our operators' results rest on; no property overrides it. */
  private static Map<String, String> semantics() {
    Map<String, String> fixed = new LinkedHashMap<>();
    fixed.put("spark.sql.session.timeZone", "UTC");
    fixed.put("spark.sql.ansi.enabled", "true");
    fixed.put("spark.sql.datetime.java8API.enabled", "true");
    fixed.put("spark.sql.files.maxPartitionBytes", WHOLE_FILES);
    fixed.put("spark.sql.files.openCostInBytes", WHOLE_FILES);
    fixed.put("spark.sql.parquet.outputTimestampType", "TIMESTAMP_MICROS");
    fixed.put("spark.sql.adaptive.enabled", "true");
    // Partitions are coalesced by their bytes, never by the number of cores.
    fixed.put("spark.sql.adaptive.coalescePartitions.parallelismFirst", "false");
    return fixed;
  }

  @Override
  public Map<String, String> versions() {
    Map<String, String> versions = new LinkedHashMap<>();
    versions.put("spark", org.apache.spark.package$.MODULE$.SPARK_VERSION());
    versions.put("scala", scala.util.Properties.versionNumberString());
    versions.put("hadoop", org.apache.hadoop.util.VersionInfo.getVersion());
    return versions;
  }

  @Override
  public AutoCloseable enter(SparkSession session, TaskContext context) {
    SparkContext spark = session.sparkContext();
    String group = context.attempt().toString();
    spark.setJobGroup(group, context.attempt().task(), true);
    spark.setLocalProperty(POOL_KEY, group);
    spark.setLocalProperty(AttemptId.LOG_KEY, group);
    progress.watch(group, context);
    context.param("spark.master", spark.master());
    return () -> {
      progress.forget(group);
      spark.clearJobGroup();
      spark.setLocalProperty(POOL_KEY, null);
      spark.setLocalProperty(AttemptId.LOG_KEY, null);
    };
  }

  @Override
  public void cancel(SparkSession session, AttemptId attempt) {
    session
        .sparkContext()
        .cancelJobGroupAndFutureJobs(attempt.toString(), "The attempt was cancelled.");
  }
}
