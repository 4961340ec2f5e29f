package io.trainmaster.model;

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
    Set<TaskId> read = Expression.tasks(expressions());
    if (read.isEmpty()) {
      return after();
    }
    read.addAll(after());
    return read;
  }

  /** Whether all its dependencies are among some tasks. */
  default boolean dependsOnlyOn(Set<TaskId> tasks) {
    return tasks.containsAll(dependencies());
  }

  /**
   * Runs an operator in a task process.
   *
   * @param operator its name, such as {@code ingest.csv}
   * @param arguments its arguments by name; those left out take the signature's default
   * @param block the lines of its block, without those of the policy
   * @param isolation whether it shares the run's warm session or has a process of its own
   * @param reusable whether the result of an equal call may stand for its own: it changes nothing
   *     outside, and tells what it reads
   */
  record Operator(
      TaskId id,
      int line,
      Set<TaskId> after,
      String operator,
      Map<String, Expression> arguments,
      List<EntrySpec> block,
      Policy policy,
      Isolation isolation,
      boolean reusable)
      implements TaskSpec {

    /** The name of the one that starts a command. */
    public static final String COMMAND = "shell";

    /** One that is carried out each time. */
    public Operator(
        TaskId id,
        int line,
        Set<TaskId> after,
        String operator,
        Map<String, Expression> arguments,
        List<EntrySpec> block,
        Policy policy,
        Isolation isolation) {
      this(id, line, after, operator, arguments, block, policy, isolation, false);
    }

    public Operator {
      after = Ordered.set(after);
      arguments = Ordered.map(arguments);
      block = List.copyOf(block);
    }

    @Override
    public Stream<Expression> expressions() {
      Stream<Expression> given = arguments.values().stream();
      return block.isEmpty()
          ? given
          : Stream.concat(given, block.stream().flatMap(EntrySpec::expressions));
    }

    /** Collects nothing: a graph may hold very many of these. */
    @Override
    public boolean dependsOnlyOn(Set<TaskId> tasks) {
      return tasks.containsAll(after)
          && expressions().allMatch(expression -> expression.readsOnly(tasks));
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
      after = Ordered.set(after);
      space = Ordered.map(space);
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
      after = Ordered.set(after);
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
      after = Ordered.set(after);
      arguments = Ordered.map(arguments);
    }

    @Override
    public Stream<Expression> expressions() {
      return arguments.values().stream();
    }
  }

  /** What a gate does to what comes after it where its condition doesn't hold. */
  enum Otherwise {
    /** The run, or the innermost item of a loop, ends as skipped. */
    SKIP,
    /** The run, or the innermost item of a loop, ends as failed. */
    FAIL,
    /** What comes after it is left out, and nothing else: a branch that was not taken. */
    OMIT
  }

  /**
   * Gives the value of the branch that was taken, and nothing where none was: an {@code if} that is
   * read. Its dependencies may be left out, but for those in {@code after}.
   *
   * @param cases the branches, in the order of the text
   */
  record Merge(TaskId id, int line, Set<TaskId> after, List<Case> cases) implements TaskSpec {

    public Merge {
      after = Ordered.set(after);
      cases = List.copyOf(cases);
    }

    @Override
    public Stream<Expression> expressions() {
      return cases.stream()
          .flatMap(branch -> Stream.of(new Expression.Output(branch.gate()), branch.value()));
    }
  }

  /**
   * A branch and what it gives.
   *
   * @param gate the gate that the branch stands behind
   */
  record Case(TaskId gate, Expression value) {}

  /**
   * Runs a body once for each item of a list that may be known only once the run is under way. Its
   * output is a record: what the items give, in the order of the list and without those that were
   * skipped or failed, and the items that failed.
   *
   * @param variable the parameter by which the body reads its item
   * @param over a list, or a range of integers or dates
   * @param body the tasks of one item; their names get the item's key in front
   * @param result what an item gives
   */
  record ForEach(
      TaskId id,
      int line,
      Set<TaskId> after,
      String variable,
      Expression over,
      List<TaskSpec> body,
      Optional<Expression> result,
      Bounds bounds)
      implements TaskSpec {

    /** The field of its output with what the items gave. */
    public static final String ITEMS = "items";

    /** The field of its output with the items that failed. */
    public static final String FAILED = "failed";

    public ForEach {
      after = Ordered.set(after);
      body = List.copyOf(body);
    }

    @Override
    public Stream<Expression> expressions() {
      return Stream.concat(
          Stream.of(over),
          Stream.concat(body.stream().flatMap(TaskSpec::expressions), result.stream()));
    }

    @Override
    public Set<TaskId> dependencies() {
      return outside(body, Stream.concat(Stream.of(over), result.stream()), after);
    }
  }

  /**
   * What bounds a loop.
   *
   * @param tolerate the share of the items, from 0 to 1, that may fail
   * @param parallel the most tasks of the loop at one time; empty for as many as there is room for
   * @param max the most items; empty for the engine's own bound
   */
  record Bounds(double tolerate, Optional<Integer> parallel, Optional<Integer> max) {
    /** No item may fail; as many at one time, and as many in all, as the engine allows. */
    public static final Bounds DEFAULT = new Bounds(0, Optional.empty(), Optional.empty());
  }

  /**
   * Runs a body once everything else of the run has ended, however it ended: {@code finally}. What
   * the body reads of other tasks is absent where they gave nothing.
   */
  record Cleanup(TaskId id, int line, Set<TaskId> after, List<TaskSpec> body) implements TaskSpec {

    public Cleanup {
      after = Ordered.set(after);
      body = List.copyOf(body);
    }

    @Override
    public Stream<Expression> expressions() {
      return body.stream().flatMap(TaskSpec::expressions);
    }

    @Override
    public Set<TaskId> dependencies() {
      return outside(body, Stream.empty(), after);
    }
  }

  /** This task and, after it, those of its body, and of theirs. */
  default Stream<TaskSpec> all() {
    List<TaskSpec> body =
        this instanceof ForEach loop
            ? loop.body()
            : this instanceof Cleanup cleanup ? cleanup.body() : List.of();
    return Stream.concat(Stream.of(this), body.stream().flatMap(TaskSpec::all));
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

  /** What a body and other expressions depend on that is no task of the body. */
  private static Set<TaskId> outside(
      List<TaskSpec> body, Stream<Expression> others, Set<TaskId> after) {
    Set<TaskId> all = Expression.tasks(others);
    all.addAll(after);
    body.forEach(task -> all.addAll(task.dependencies()));
    body.forEach(task -> all.remove(task.id()));
    return all;
  }
}
