package io.trainmaster.testkit;

import io.trainmaster.model.Policy;
import io.trainmaster.model.TaskId;
import io.trainmaster.model.TaskSpec;
import io.trainmaster.model.WorkflowGraph;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;

/** The forms of graphs that an engine's speed is measured with. Their tasks do nothing. */
public enum GraphShape {
  /** Each task depends on the one before. */
  CHAIN {
    @Override
    IntStream dependencies(int task, int size) {
      return task == 0 ? IntStream.empty() : IntStream.of(task - 1);
    }
  },
  /** No task depends on another. */
  FAN {
    @Override
    IntStream dependencies(int task, int size) {
      return IntStream.empty();
    }
  },
  /** Each task of a layer of 100 depends on three of the layer above. */
  LAYERS {
    @Override
    IntStream dependencies(int task, int size) {
      int above = (task / WIDTH - 1) * WIDTH;
      return task < WIDTH
          ? IntStream.empty()
          : IntStream.of(
              above + task % WIDTH,
              above + (task * 7 + 3) % WIDTH,
              above + (task * 13 + 11) % WIDTH);
    }
  },
  /** Ten layers; each task of one depends on three of the layer above. */
  TEN_LAYERS {
    @Override
    IntStream dependencies(int task, int size) {
      int width = Math.max(1, size / 10);
      int above = (task / width - 1) * width;
      return task < width
          ? IntStream.empty()
          : IntStream.of(
                  above + task % width,
                  above + (task * 7 + 3) % width,
                  above + (task * 13 + 11) % width)
              .distinct();
    }
  },
  /** The last task depends on all others. */
  JOIN {
    @Override
    IntStream dependencies(int task, int size) {
      return task == size - 1 ? IntStream.range(0, task) : IntStream.empty();
    }
  };

  private static final int WIDTH = 100;

  abstract IntStream dependencies(int task, int size);

  /** A graph of so many tasks, each of which asks for one CPU and a process of its own. */
  public WorkflowGraph graph(int size) {
    List<TaskId> ids = IntStream.range(0, size).mapToObj(task -> new TaskId("t" + task)).toList();
    List<TaskSpec> tasks = new ArrayList<>();
    for (int i = 0; i < size; i++) {
      Set<TaskId> after = new LinkedHashSet<>();
      dependencies(i, size).mapToObj(ids::get).forEach(after::add);
      tasks.add(
          new TaskSpec.Operator(
              ids.get(i),
              1,
              after,
              "noop",
              Map.of(),
              List.of(),
              Policy.DEFAULT,
              TaskSpec.Isolation.OWN));
    }
    return new WorkflowGraph("bench", "", List.of(), tasks, Optional.empty());
  }
}
