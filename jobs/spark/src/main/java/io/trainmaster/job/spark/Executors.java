package io.trainmaster.job.spark;

import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Pattern;

/** What a session needs of the executors of a cluster; in {@code local} mode there are none. */
public final class Executors {

  private static final Pattern LOOPBACK =
      Pattern.compile("spark://(127\\.[0-9.]+|localhost)(:[0-9]+)?");

  private Executors() {}

  /**
   * Spark's settings for a session on a cluster.
   *
   * @param master Spark's master URL, such as {@code spark://host:7077}
   */
  public static Map<String, String> settings(String master) {
    Map<String, String> all = new LinkedHashMap<>();
    all.put("spark.executor.extraClassPath", ours().resolve("*").toString());
    all.put("spark.executorEnv.OMP_NUM_THREADS", "1");
    all.putAll(givenBack());
    all.putAll(loopback(master));
    return all;
  }

  /** Where a driver is to be found by executors that are on its own machine, as its master is. */
  public static Map<String, String> loopback(String master) {
    return LOOPBACK.matcher(master).matches()
        ? Map.of("spark.driver.host", "127.0.0.1", "spark.driver.bindAddress", "127.0.0.1")
        : Map.of();
  }

  /**
   * A session lives as long as its run, and most of the time it computes nothing: executors that
   * have nothing to do go to others. Nothing that they keep is read by a later task.
   */
  private static Map<String, String> givenBack() {
    Map<String, String> all = new LinkedHashMap<>();
    all.put("spark.dynamicAllocation.enabled", "true");
    all.put("spark.dynamicAllocation.shuffleTracking.enabled", "true");
    all.put("spark.dynamicAllocation.shuffleTracking.timeout", "30s");
    all.put("spark.dynamicAllocation.executorIdleTimeout", "10s");
    all.put("spark.dynamicAllocation.cachedExecutorIdleTimeout", "30s");
    return all;
  }

  /** The folder with our jars, which must be at the same place on every machine of the cluster. */
  private static Path ours() {
    try {
      Path jar =
          Path.of(Executors.class.getProtectionDomain().getCodeSource().getLocation().toURI());
      Path folder = jar.getParent();
      return folder == null ? jar : folder;
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }
}
