package io.trainmaster.job.spark;

import io.trainmaster.job.ProcessSettings;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.spark.sql.SparkSession;

/** The one session of a test process, made by the provider that production uses. */
public final class SharedSession {

  private static final SparkSessionProvider PROVIDER = new SparkSessionProvider();
  private static final Path DIRECTORY = directory();
  private static final SparkSession SESSION = PROVIDER.create(settings());

  private SharedSession() {}

  /** The session, on two cores. */
  public static SparkSession get() {
    return SESSION;
  }

  /** What made the session. */
  public static SparkSessionProvider provider() {
    return PROVIDER;
  }

  private static ProcessSettings settings() {
    return new ProcessSettings("tests", 2, DIRECTORY, Map.of());
  }

  private static Path directory() {
    try {
      Path directory = Files.createTempDirectory("trainmaster-spark");
      Runtime.getRuntime().addShutdownHook(new Thread(() -> delete(directory)));
      return directory;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void delete(Path directory) {
    SESSION.stop();
    try (Stream<Path> files = Files.walk(directory)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(file);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
