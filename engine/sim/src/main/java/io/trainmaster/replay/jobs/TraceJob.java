package io.trainmaster.replay.jobs;

import io.trainmaster.replay.CsvTable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/**
 * A job of the trace.
 *
 * @param submitSeconds when it arrives
 * @param iterations how many steps of training it has
 * @param iterationSeconds how long one takes
 * @param model what it trains, which decides how long a restart takes
 */
public record TraceJob(
    int id,
    int gpus,
    double submitSeconds,
    double iterations,
    double iterationSeconds,
    String model) {

  /** By how much each step is slower in the published program than in its trace. */
  private static final double PUBLISHED_SLOWDOWN = 1.015;

  private static final double MILLIS = 1000;

  /**
   * Reads a trace: job_id, num_gpu, submit_time and iteration_time in milliseconds, iterations,
   * model_name and others, which are not used.
   *
   * @throws IOException where the file can't be read
   * @throws io.trainmaster.replay.TraceException where it isn't such a trace
   */
  public static List<TraceJob> read(Path file) throws IOException {
    return CsvTable.read(file).map(TraceJob::of);
  }

  private static TraceJob of(CsvTable.Row row) {
    int gpus = row.integer("num_gpu");
    if (gpus < 1) {
      throw row.wrong("num_gpu", "1 or more");
    }
    return new TraceJob(
        row.integer("job_id"),
        gpus,
        row.number("submit_time") / MILLIS,
        row.number("iterations"),
        row.number("iteration_time") * PUBLISHED_SLOWDOWN / MILLIS,
        row.text("model_name"));
  }
}
