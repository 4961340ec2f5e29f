package io.trainmaster.cli.command;

import com.fasterxml.jackson.databind.node.ArrayNode;
import io.trainmaster.cli.console.Table;
import io.trainmaster.replay.jobs.InServiceOrder;
import io.trainmaster.replay.jobs.JobOrder;
import io.trainmaster.replay.jobs.JobReplay;
import io.trainmaster.replay.jobs.JobTimes;
import io.trainmaster.replay.jobs.LeastAttained;
import io.trainmaster.replay.jobs.ShortestFirst;
import io.trainmaster.replay.jobs.TraceJob;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Supplier;

/** {@code simulate jobs}. */
final class SimulateJobs extends TraceReplay {
  private static final List<Named> ORDERS =
      List.of(
          new Named("SRTF", ShortestFirst::byTime),
          new Named("SRSF", ShortestFirst::byService),
          new Named("Tiresias-L", LeastAttained::new),
          new Named("Trainmaster, times known", InServiceOrder::byRemaining),
          new Named("Trainmaster", InServiceOrder::byHistory));

  private final Argument<List<Path>> traces =
      parameters(Path.class, "TRACE", "Traces, such as trace3.csv.");

  private record Named(String name, Supplier<JobOrder> order) {}

  SimulateJobs() {
    super("TRACE", "ORDER", "AVERAGE", "P99", "MAKESPAN");
  }

  @Override
  void replay(Workplace place, Table table, ArrayNode json) {
    for (Path trace : traces.value()) {
      List<TraceJob> jobs = RecordedFile.read(place, trace, TraceJob::read);
      String name = String.valueOf(trace.getFileName());
      for (Named order : ORDERS) {
        JobTimes times = JobReplay.run(jobs, order.order().get());
        table.row(
            name,
            order.name(),
            seconds(times.average()),
            seconds(times.p99()),
            seconds(times.makespan()));
        json.addObject()
            .put("trace", name)
            .put("order", order.name())
            .put("averageSeconds", times.average())
            .put("p99Seconds", times.p99())
            .put("makespanSeconds", times.makespan());
      }
    }
  }

  private static String seconds(double seconds) {
    return "%,d s".formatted(Math.round(seconds));
  }
}
