package io.trainmaster.dsl.check;

import io.trainmaster.dsl.catalogue.OperatorSignature;
import io.trainmaster.dsl.source.Span;
import io.trainmaster.dsl.type.Type;
import io.trainmaster.model.EntrySpec;
import io.trainmaster.model.Expression;
import io.trainmaster.model.Policy;
import io.trainmaster.model.TaskId;
import io.trainmaster.model.TaskSpec;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** A task of a checked workflow. */
public sealed interface CheckedTask {

  /** Its name. */
  TaskId id();

  /** The line it comes from, counted from 1. */
  int line();

  /** The tasks and gates that it must come after. */
  Set<TaskId> after();

  /**
   * A call of an operator.
   *
   * @param arguments those that are given
   */
  record Call(
      TaskId id,
      int line,
      Set<TaskId> after,
      OperatorSignature signature,
      Map<String, Expression> arguments,
      List<EntrySpec> block,
      Policy policy)
      implements CheckedTask {}

  /** A search over a call's arguments. */
  record Search(
      Call trial,
      Expression method,
      Map<String, Expression> space,
      String metric,
      boolean maximize,
      Optional<Expression> parallel,
      Optional<Expression> folds)
      implements CheckedTask {
    @Override
    public TaskId id() {
      return trial.id();
    }

    @Override
    public int line() {
      return trial.line();
    }

    @Override
    public Set<TaskId> after() {
      return trial.after();
    }
  }

  /**
   * A call of a workflow.
   *
   * @param span where it is called
   * @param workflow as the caller writes it, such as {@code training.churn}
   * @param arguments those that are given
   * @param callee the workflow, asked for when the whole file has been checked; empty where it is
   *     unknown or has faults
   */
  record Child(
      TaskId id,
      int line,
      Set<TaskId> after,
      Span span,
      String workflow,
      Map<String, Expression> arguments,
      Policy policy,
      Supplier<Optional<CheckedWorkflow>> callee)
      implements CheckedTask {}

  /** The calls of workflows among tasks and those of their bodies. */
  static Stream<Child> calls(List<CheckedTask> tasks) {
    return tasks.stream()
        .flatMap(
            task -> {
              if (task instanceof Child child) {
                return Stream.of(child);
              } else if (task instanceof Loop loop) {
                return calls(loop.body());
              }
              return task instanceof Cleanup cleanup ? calls(cleanup.body()) : Stream.empty();
            });
  }

  /** A {@code require}. */
  record Gate(
      TaskId id,
      int line,
      Set<TaskId> after,
      Expression condition,
      TaskSpec.Otherwise otherwise,
      Expression message)
      implements CheckedTask {}

  /** An {@code if} whose value is read; its branches are tasks and gates before it. */
  record Merge(TaskId id, int line, Set<TaskId> after, List<TaskSpec.Case> cases)
      implements CheckedTask {}

  /**
   * A {@code for}.
   *
   * @param body the tasks of one item, each after those that it depends on
   * @param item the type of an item
   */
  record Loop(
      TaskId id,
      int line,
      Set<TaskId> after,
      String variable,
      Type item,
      Expression over,
      List<CheckedTask> body,
      Optional<Expression> result,
      TaskSpec.Bounds bounds)
      implements CheckedTask {}

  /** A {@code finally}. */
  record Cleanup(TaskId id, int line, Set<TaskId> after, List<CheckedTask> body)
      implements CheckedTask {}
}
