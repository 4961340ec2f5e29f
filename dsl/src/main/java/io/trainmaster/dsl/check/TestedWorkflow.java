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

  /** Whether a task may be called so: by its name, or by one that begins with it. */
  boolean hasTask(String name) {
    return tasks.names().contains(name)
        || name.indexOf('.') > 0 && tasks.names().contains(name.substring(0, name.indexOf('.')));
  }

  /** The task of a name, where it is known before a run. */
  Optional<CheckedTask> task(String name) {
    TaskId id = new TaskId(name);
    return tasks.all().stream().filter(task -> task.id().equals(id)).findFirst();
  }
}
