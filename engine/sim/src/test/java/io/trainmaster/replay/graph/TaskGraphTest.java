package io.trainmaster.replay.graph;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.trainmaster.search.SplitMix;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TaskGraphTest {

  private static final List<GraphPolicy> POLICIES =
      List.of(new EarliestFinish(), new CriticalPath(), new OptimisticCost(), new ShortestPlan());

  @Test
  void tasksThatWaitForEachOtherAreRefused() {
    double[][] cost = {{1}, {1}};
    assertThatThrownBy(
            () ->
                new TaskGraph(
                    cost, List.of(new TaskGraph.Edge(0, 1, 0), new TaskGraph.Edge(1, 0, 0))))
        .hasMessage("Some tasks wait for each other.");
    assertThatThrownBy(() -> new TaskGraph(cost, List.of(new TaskGraph.Edge(0, 2, 0))))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void aChainStaysOnTheFastestMachineWhereDataTakeLong() {
    TaskGraph graph =
        new TaskGraph(
            new double[][] {{4, 2}, {4, 2}, {2, 3}},
            List.of(new TaskGraph.Edge(0, 1, 10), new TaskGraph.Edge(1, 2, 10)));

    for (GraphPolicy policy : POLICIES) {
      GraphSchedule schedule = policy.schedule(graph);
      assertThat(schedule.makespan()).isEqualTo(7);
      assertThat(schedule.lengthRatio()).isCloseTo(7.0 / 6, within(1e-12));
      assertThat(schedule.machine(2)).isEqualTo(1);
    }
  }

  /** No task before its data, no two at a time on one machine, none left out. */
  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
  void schedulesKeepTheRulesOfTheGraph(long seed) {
    SplitMix random = new SplitMix(seed);
    TaskGraph graph = randomGraph(random);
    for (GraphPolicy policy : POLICIES) {
      GraphSchedule schedule = policy.schedule(graph);
      for (int task = 0; task < graph.tasks(); task++) {
        for (TaskGraph.Edge edge : graph.parents(task)) {
          boolean same = schedule.machine(edge.from()) == schedule.machine(task);
          assertThat(schedule.start(task))
              .as("seed %d, task %d", seed, task)
              .isGreaterThanOrEqualTo(schedule.end(edge.from()) + (same ? 0 : edge.transfer()));
        }
        for (int other = 0; other < task; other++) {
          boolean apart =
              schedule.machine(other) != schedule.machine(task)
                  || schedule.end(other) <= schedule.start(task)
                  || schedule.end(task) <= schedule.start(other);
          assertThat(apart).as("seed %d, tasks %d and %d", seed, task, other).isTrue();
        }
      }
      assertThat(schedule.lengthRatio()).isGreaterThanOrEqualTo(1 - 1e-12);
    }
  }

  private static TaskGraph randomGraph(SplitMix random) {
    int tasks = 1 + (int) random.nextLong(60);
    int machines = 1 + (int) random.nextLong(5);
    double[][] cost = new double[tasks][machines];
    List<TaskGraph.Edge> edges = new ArrayList<>();
    for (int task = 0; task < tasks; task++) {
      for (int machine = 0; machine < machines; machine++) {
        cost[task][machine] = random.nextLong(20);
      }
      for (int parent = 0; parent < task; parent++) {
        if (random.nextDouble() < 0.1) {
          edges.add(new TaskGraph.Edge(parent, task, random.nextLong(15)));
        }
      }
    }
    return new TaskGraph(cost, edges);
  }
}
