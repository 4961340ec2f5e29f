package io.trainmaster.why;

import static io.trainmaster.why.Yard.GIB;
import static io.trainmaster.why.Yard.task;
import static org.assertj.core.api.Assertions.assertThat;

import io.trainmaster.model.ResourceRequest;
import io.trainmaster.model.TaskId;
import io.trainmaster.model.TaskSpec;
import io.trainmaster.placement.Gpu;
import io.trainmaster.placement.Node;
import io.trainmaster.run.RunId;
import io.trainmaster.schedule.Past;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Whatever goes on: what is said to start a task does start it. */
class RemediesTest {

  private static final int ROUNDS = 150;
  private static final String CANCEL = "trainmaster cancel ";
  private static final String CPUS = "engine.cpus = ";

  @Test
  void whatIsSaidToStartATaskStartsIt() {
    long base = Long.getLong("trainmaster.seed", 20_261_127);
    System.out.println("seed " + base);
    int stops = 0;
    int cpus = 0;
    for (long seed = base; seed < base + ROUNDS; seed++) {
      Yard yard = yard(new Random(seed), 4);
      for (String waiting : yard.queued()) {
        RunId run = new RunId(waiting.substring(0, waiting.indexOf(' ')));
        String task = waiting.substring(waiting.indexOf(' ') + 1);
        for (Explanation.Remedy remedy : yard.why(run, task).remedies()) {
          if (remedy.how().startsWith(CANCEL)) {
            Yard stopped = yard(new Random(seed), 4);
            stopped.cancel(new RunId(remedy.how().substring(CANCEL.length())));
            assertThat(stopped.hasStarted(run, task))
                .as("seed %d: %s %s", seed, waiting, remedy)
                .isTrue();
            stops++;
          } else if (remedy.how().startsWith(CPUS)) {
            int enough = Integer.parseInt(remedy.how().substring(CPUS.length()));
            assertThat(starts(yard, enough, run, task))
                .as("seed %d: %s %s", seed, waiting, remedy)
                .isTrue();
            assertThat(starts(yard, enough - 1, run, task))
                .as("seed %d: one less would do, for %s %s", seed, waiting, remedy)
                .isFalse();
            cpus++;
          }
        }
      }
    }
    assertThat(stops).as("runs that were to be stopped").isGreaterThan(ROUNDS / 4);
    assertThat(cpus).as("CPUs that were to be added").isGreaterThan(ROUNDS / 4);
  }

  /** Whether a server that is started with so many CPUs on what was recorded starts a task. */
  private static boolean starts(Yard yard, int cpus, RunId run, String task) {
    Situation situation = yard.situation();
    Node node = situation.nodes().get(0);
    Node other = new Node(node.name(), cpus, node.memoryBytes(), node.gpus());
    return Rehearsal.of(situation.with(other), Past.NOTHING, yard.now(), yard.now())
        .starts(run, new TaskId(task));
  }

  /** Runs with tasks that ask for this and that; some have ended. */
  private static Yard yard(Random random, int cpus) {
    Node node =
        new Node("here", cpus, 8 * GIB, List.of(new Gpu(0, "GPU-a", "A100", 80 * GIB, "8.0")));
    Yard yard = new Yard(node, Map.of("w", 2), 10);
    int runs = 2 + random.nextInt(4);
    for (int i = 0; i < runs; i++) {
      List<TaskSpec> tasks = new ArrayList<>();
      int count = 1 + random.nextInt(3);
      for (int t = 0; t < count; t++) {
        int asked = 1 + random.nextInt(cpus);
        int gpus = random.nextInt(4) == 0 ? 1 : 0;
        tasks.add(
            task(
                "t" + t,
                new ResourceRequest(
                    asked,
                    asked,
                    (1 + random.nextInt(5)) * GIB,
                    gpus,
                    0,
                    List.of(),
                    Optional.empty())));
      }
      yard.run("w" + i, random.nextInt(3), tasks.toArray(TaskSpec[]::new));
    }
    return yard;
  }
}
