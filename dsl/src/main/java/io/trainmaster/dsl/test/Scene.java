package io.trainmaster.dsl.test;

import io.trainmaster.dsl.check.CheckedTest;
import io.trainmaster.model.TaskId;
import io.trainmaster.placement.Gpu;
import io.trainmaster.placement.Node;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** What the lines above a {@code run} have set: fakes, the machine, the time. */
final class Scene {

  private final Map<String, CheckedTest.Fake> operators = new LinkedHashMap<>();
  private final Map<String, CheckedTest.Fake> tasks = new LinkedHashMap<>();
  private Node node = new Node("test", 8, 32L << 30, 0);
  private Instant start = Instant.parse("2026-01-01T00:00:00Z");

  /** Takes a line into account; lines that set nothing change nothing. */
  void set(CheckedTest.Step step) {
    if (step instanceof CheckedTest.Fake fake) {
      (fake.task() ? tasks : operators).put(fake.name(), fake);
    } else if (step instanceof CheckedTest.Devices devices) {
      node =
          new Node(
              "test",
              devices.cpus(),
              devices.memoryBytes(),
              Gpu.alike(devices.gpus(), devices.gpuMemoryBytes(), devices.gpuModel()));
    } else if (step instanceof CheckedTest.Clock clock) {
      start = clock.at();
    }
  }

  Node node() {
    return node;
  }

  Instant start() {
    return start;
  }

  /** The fake for an attempt: that of its task is stronger than that of its operator. */
  Optional<CheckedTest.Fake> fake(TaskId task, String operator) {
    CheckedTest.Fake own = tasks.get(task.value());
    CheckedTest.Fake last = own != null ? own : tasks.get(TaskNames.last(task.value()));
    return Optional.ofNullable(last != null ? last : operators.get(operator));
  }

  /** The fake of an operator. */
  Optional<CheckedTest.Fake> fake(String operator) {
    return Optional.ofNullable(operators.get(operator));
  }
}
