package io.trainmaster.job.spark;

import io.trainmaster.job.ProcessSettings;
import io.trainmaster.job.spark.ingest.CsvIngest;
import io.trainmaster.job.spark.prepare.Split;
import io.trainmaster.job.spark.prepare.SqlTransform;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.apache.spark.sql.SparkSession;

/** Ingests, queries and splits one file; tells the digest of all that came out. */
final class PreparationProgram {

  private static final int ROWS = 40_000;

  private PreparationProgram() {}

  /**
   * Runs in a process of its own.
   *
   * @param arguments the folder that holds the file, and the number of cores
   */
  public static void main(String[] arguments) throws Exception {
    Path project = Path.of(arguments[0]);
    int cpus = Integer.parseInt(arguments[1]);
    ProcessSettings settings =
        new ProcessSettings("alone", cpus, project.resolve("process"), Map.of());
    try (SparkSession session = new SparkSessionProvider().create(settings)) {
      Files.writeString(project.resolve("digests"), digests(project, session));
    }
  }

  /** Writes the file. */
  static void fill(Path project) throws Exception {
    Random random = new Random(21);
    StringBuilder text = new StringBuilder("id,x,y,city\n");
    for (int i = 0; i < ROWS; i++) {
      text.append(i).append(',').append(random.nextGaussian());
      text.append(',').append(random.nextBoolean()).append(",c").append(random.nextInt(9));
      text.append('\n');
    }
    Files.writeString(project.resolve("a.csv"), text);
  }

  /** The digests of the outputs, one to a line. */
  static String digests(Path project, SparkSession session) throws Exception {
    RecordingContext raw =
        new RecordingContext(project, session)
            .with("path", "a.csv")
            .with("header", true)
            .with("delimiter", ",")
            .with("quote", "\"")
            .with("encoding", "UTF-8")
            .with("nulls", List.of(""))
            .with("trim", true)
            .with("malformed", "refuse")
            .run(new CsvIngest());
    RecordingContext means =
        new RecordingContext(project, session)
            .with("input", raw.artifact("out"))
            .with(
                "query",
                "select *, avg(x) over (partition by city) as mean,"
                    + " (select sum(s) from (select sum(x) as s from input group by id % 1000)) as s"
                    + " from input")
            .run(new SqlTransform());
    RecordingContext parts =
        new RecordingContext(project, session)
            .with("data", means.artifact("out"))
            .with("train", 0.7)
            .with("validation", 0.1)
            .with("test", 0.2)
            .with("stratify", "y")
            .with("seed", 3L)
            .run(new Split());
    return String.join(
        "\n",
        raw.artifact("out").digest(),
        means.artifact("out").digest(),
        parts.artifact("train").digest(),
        parts.artifact("validation").digest(),
        parts.artifact("test").digest());
  }
}
