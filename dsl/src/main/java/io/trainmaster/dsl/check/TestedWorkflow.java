package io.trainmaster.dsl.check;

import io.trainmaster.dsl.catalogue.ParameterSignature;
import io.trainmaster.dsl.syntax.ItemSyntax;
import io.trainmaster.dsl.type.Type;
import io.trainmaster.model.TaskId;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * A workflow as tests see it.
 *
 * @param bindings what its top level binds
 * @param result what it says that it gives
 */
record TestedWorkflow(
    ItemSyntax.Workflow source,
    List<ParameterSignature> parameters,
    TaskList tasks,
    Scope bindings,
    Optional<Type> result) {

  String name() {
    return source.name().text();
  }

  /** The parameters with a default, be it one with a fault. */
  Set<String> withDefaults() {
    return source.parameters().stream()
        .filter(parameter -> parameter.defaultValue().isPresent())
        .map(parameter -> parameter.name().text())
        .collect(Collectors.toSet());
  }

  /**
   * Whether a task may be called so: by its name, or by one that begins with it, such as {@code
   * best.trial-2} or {@code days[2026-05-01].fetch}.
   */
  boolean hasTask(String name) {
    return tasks.names().contains(name) || tasks.names().contains(owner(name));
  }

  /** The search or the loop whose task has a name; the name itself for any other. */
  static String owner(String name) {
    return name.split("[.\\[]", 2)[0];
  }

  /** The call that a task makes, in a loop or outside of one. */
  Optional<CheckedTask.Call> call(String name) {
    return tasks
        .call(new TaskId(name))
        .or(() -> tasks.call(new TaskId(name.substring(name.lastIndexOf('.') + 1))));
  }

  /** The task of a name, where it is known before a run. */
  Optional<CheckedTask> task(String name) {
    TaskId id = new TaskId(name);
    return tasks.all().stream().filter(task -> task.id().equals(id)).findFirst();
  }
}
