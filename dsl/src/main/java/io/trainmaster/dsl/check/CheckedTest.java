package io.trainmaster.dsl.check;

import io.trainmaster.dsl.source.Span;
import io.trainmaster.dsl.type.Type;
import io.trainmaster.model.Expression;
import io.trainmaster.model.Outcome;
import io.trainmaster.model.Value;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A test whose names and types are sound.
 *
 * @param span the test's name in the text
 * @param steps its lines from top to bottom; what a line says holds for the runs below it
 * @param results what the operators give that the file itself declares
 */
public record CheckedTest(String name, Span span, List<Step> steps, Map<String, Type> results) {

  public CheckedTest {
    steps = List.copyOf(steps);
    results = Map.copyOf(results);
  }

  /** A line of a test. */
  public sealed interface Step {
    /** Its place in the text. */
    Span span();
  }

  /**
   * What an operator, or one task, does instead of running.
   *
   * @param name an operator or a task
   * @param task whether it is a task
   * @param fields what it gives, by the path of the field; the empty path is the whole
   * @param failures how its attempts fail, the first attempts first
   * @param takes how long an attempt takes
   */
  public record Fake(
      String name,
      boolean task,
      Map<String, Value> fields,
      List<Failing> failures,
      Duration takes,
      Span span)
      implements Step {
    public Fake {
      fields = Collections.unmodifiableMap(new LinkedHashMap<>(fields));
      failures = List.copyOf(failures);
    }
  }

  /**
   * Attempts that fail.
   *
   * @param times how many; empty: all that follow
   */
  public record Failing(String message, Outcome outcome, Optional<Long> times) {}

  /**
   * The machine that the run has.
   *
   * @param gpuMemoryBytes the memory of each GPU; 0 where nothing is said of it
   * @param gpuModel the model of each GPU; empty where nothing is said of it
   */
  public record Devices(
      int cpus, long memoryBytes, int gpus, long gpuMemoryBytes, String gpuModel, Span span)
      implements Step {}

  /** The time at which the runs below begin. */
  public record Clock(Instant at, Span span) implements Step {}

  /** A run of a workflow. */
  public record Run(String workflow, Map<String, Value> arguments, Span span) implements Step {
    public Run {
      arguments = Collections.unmodifiableMap(new LinkedHashMap<>(arguments));
    }
  }

  /**
   * What must be so after the run above.
   *
   * @param condition a Bool; its calls are questions, such as {@code skipped("register")}, and
   *     {@code run()}, which is the run itself
   * @param sides the two sides, where it is a comparison
   */
  public record Assertion(Expression condition, List<Side> sides, Span span) implements Step {
    public Assertion {
      sides = List.copyOf(sides);
    }
  }

  /** One side of a comparison. */
  public record Side(Expression expression, Span span) {}
}
