package io.trainmaster.model;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * A vertex of a workflow's graph. Edges are read off it: to the tasks whose outputs its expressions
 * read, and to the tasks it must come after.
 */
public sealed interface TaskSpec {

  /** Its name. */
  TaskId id();

  /** The line of the workflow file it comes from, counted from 1. */
  int line();

  /** Tasks that must have ended well before this one starts, though it reads nothing of them. */
  Set<TaskId> after();

  /** The expressions that it reads. */
  Stream<Expression> expressions();

  /** The tasks that must have ended well before this one starts. */
  default Set<TaskId> dependencies() {
    Set<TaskId> all = new LinkedHashSet<>();
    expressions().forEach(expression -> all.addAll(expression.tasks()));
    all.addAll(after());
    return all;
  }

  /**
   * Runs an operator in a task process.
   *
   * @param operator its name, such as {@code ingest.csv}
   * @param arguments its arguments by name; those left out take the signature's default
   * @param block the lines of its block, without those of the policy
   * @param isolation whether it shares the run's warm session or has a process of its own
   */
  record Operator(
      TaskId id,
      int line,
      Set<TaskId> after,
      String operator,
      Map<String, Expression> arguments,
      List<EntrySpec> block,
      Policy policy,
      Isolation isolation)
      implements TaskSpec {

    public Operator {
      after = copy(after);
      arguments = Collections.unmodifiableMap(new LinkedHashMap<>(arguments));
      block = List.copyOf(block);
    }

    @Override
    public Stream<Expression> expressions() {
      return Stream.concat(
          arguments.values().stream(), block.stream().flatMap(EntrySpec::expressions));
    }
  }

  /**
   * Searches an operator's arguments for the best. When a run starts it is expanded into a task for
   * each trial (and fold), and one that chooses.
   *
   * @param trial the operator with the arguments that don't vary; its id is this task's id
   * @param method {@code grid} or {@code random(trials: 6, seed: 1)}
   * @param space the arguments that vary: a list of choices, a range, or {@code log(range)}
   * @param metric the metric that a trial reports, such as {@code validation.auc}
   * @param maximize whether more is better
   * @param parallel the most trials at one time
   * @param folds cross-validation folds; empty when the trial has its own validation data
   */
  record Tune(
      TaskId id,
      int line,
      Set<TaskId> after,
      Operator trial,
      Expression method,
      Map<String, Expression> space,
      String metric,
      boolean maximize,
      Optional<Expression> parallel,
      Optional<Expression> folds)
      implements TaskSpec {

    public Tune {
      after = copy(after);
      space = Collections.unmodifiableMap(new LinkedHashMap<>(space));
    }

    @Override
    public Stream<Expression> expressions() {
      return Stream.of(
              trial.expressions(),
              Stream.of(method),
              space.values().stream(),
              parallel.stream(),
              folds.stream())
          .flatMap(stream -> stream);
    }
  }

  /**
   * Lets the tasks after it run only where a condition holds: {@code require … else skip|fail}.
   *
   * @param otherwise what happens to the run where it doesn't
   * @param message why, for the person who reads it
   */
  record Gate(
      TaskId id,
      int line,
      Set<TaskId> after,
      Expression condition,
      Otherwise otherwise,
      Expression message)
      implements TaskSpec {

    public Gate {
      after = copy(after);
    }

    @Override
    public Stream<Expression> expressions() {
      return Stream.of(condition, message);
    }
  }

  /**
   * Runs another workflow as a run of its own.
   *
   * @param workflow its name, with the name of the imported file before it where it is in one
   * @param version the hash of the version that is meant; empty where it wasn't known
   * @param arguments its parameters; those left out take their defaults
   */
  record Child(
      TaskId id,
      int line,
      Set<TaskId> after,
      String workflow,
      Optional<String> version,
      Map<String, Expression> arguments,
      Policy policy)
      implements TaskSpec {

    public Child {
      after = copy(after);
      arguments = Collections.unmodifiableMap(new LinkedHashMap<>(arguments));
    }

    @Override
    public Stream<Expression> expressions() {
      return arguments.values().stream();
    }
  }

  /** What a failed gate does to the run. */
  enum Otherwise {
    SKIP,
    FAIL
  }

  /** Where an operator's attempt runs. */
  enum Isolation {
    /** In the run's warm Spark session, beside other tasks. */
    SHARED,
    /** In a process of its own. */
    OWN,
    /** In the engine itself: it touches no data. */
    ENGINE
  }

  private static Set<TaskId> copy(Set<TaskId> tasks) {
    return Collections.unmodifiableSet(new LinkedHashSet<>(tasks));
  }
}
