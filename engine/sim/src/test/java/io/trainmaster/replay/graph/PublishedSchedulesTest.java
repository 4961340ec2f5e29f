package io.trainmaster.replay.graph;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.trainmaster.replay.CsvTable;
import io.trainmaster.replay.Traces;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** The graphs of ten tasks on three machines that the papers explain themselves with. */
class PublishedSchedulesTest {

  private static final int TASKS = 10;
  private static final int MACHINES = 3;

  @Test
  void theGraphOfTopcuogluTakesWhatThePaperSays() throws IOException {
    TaskGraph graph = graph("topcuoglu2002");

    assertThat(new EarliestFinish().schedule(graph).makespan()).isEqualTo(80);
    assertThat(new CriticalPath().schedule(graph).makespan()).isEqualTo(86);
    // The paper's table gives 108 for the first task and 14.667 for the last.
    assertThat(Ranks.upward(graph)[0]).isCloseTo(108, within(0.001));
    assertThat(Ranks.upward(graph)[9]).isCloseTo(14.667, within(0.001));
  }

  @Test
  void theGraphOfArabnejadTakesWhatThePaperSays() throws IOException {
    TaskGraph graph = graph("arabnejad2014");

    assertThat(new OptimisticCost().schedule(graph).makespan()).isEqualTo(122);
    assertThat(new EarliestFinish().schedule(graph).makespan()).isEqualTo(133);
  }

  @Test
  void ourSchedulesAreNoLongerThanTheShortestThatThePapersGive() throws IOException {
    GraphPolicy ours = new ShortestPlan();

    assertThat(ours.schedule(graph("topcuoglu2002")).makespan()).isLessThanOrEqualTo(80);
    assertThat(ours.schedule(graph("arabnejad2014")).makespan()).isLessThanOrEqualTo(122);
  }

  private static TaskGraph graph(String name) throws IOException {
    Path folder = Traces.folder("dag");
    List<double[]> cost =
        CsvTable.read(folder.resolve(name + "_cost.csv")).map(row -> numbers(row, "P_", MACHINES));
    List<double[]> transfers =
        CsvTable.read(folder.resolve(name + "_edges.csv")).map(row -> numbers(row, "T", TASKS));
    List<TaskGraph.Edge> edges = new ArrayList<>();
    for (int from = 0; from < TASKS; from++) {
      for (int to = 0; to < TASKS; to++) {
        if (transfers.get(from)[to] > 0) {
          edges.add(new TaskGraph.Edge(from, to, transfers.get(from)[to]));
        }
      }
    }
    return new TaskGraph(cost.toArray(double[][]::new), edges);
  }

  private static double[] numbers(CsvTable.Row row, String prefix, int columns) {
    return IntStream.range(0, columns).mapToDouble(i -> row.number(prefix + i)).toArray();
  }
}
