package io.trainmaster.cli.project;

import io.trainmaster.cli.console.CommandException;
import io.trainmaster.cli.console.ExitCode;
import io.trainmaster.cli.console.Letter;
import io.trainmaster.dsl.Compilation;
import io.trainmaster.dsl.ParameterException;
import io.trainmaster.dsl.ParameterReader;
import io.trainmaster.dsl.diagnostic.Nearest;
import io.trainmaster.model.RunFact;
import io.trainmaster.model.Value;
import io.trainmaster.model.WorkflowGraph;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Picks a workflow of a compiled file and reads the parameters that the command line gives it. */
public final class Invocation {
  private Invocation() {}

  /**
   * The workflow that was named, or the only one.
   *
   * @throws CommandException where there is none, or more than one and no name
   */
  public static WorkflowGraph workflow(Compilation compilation, Optional<String> name) {
    List<String> names = compilation.workflows().stream().map(WorkflowGraph::name).toList();
    if (name.isPresent()) {
      return compilation
          .workflow(name.get())
          .orElseThrow(
              () ->
                  new CommandException(
                      ExitCode.INPUT_MISSING,
                      "There is no workflow " + name.get() + " in " + compilation.file() + ".",
                      Nearest.to(name.get(), names)
                          .map(near -> "Did you mean " + near + "?")
                          .orElse("It has: " + String.join(", ", names) + ".")));
    }
    if (names.size() != 1) {
      throw new CommandException(
          names.isEmpty() ? ExitCode.INPUT_MISSING : ExitCode.USAGE,
          names.isEmpty()
              ? "There is no workflow in " + compilation.file() + "."
              : compilation.file() + " has several workflows.",
          names.isEmpty()
              ? "Write one: workflow NAME() { … }"
              : "Name one with --workflow: " + String.join(", ", names) + ".");
    }
    return compilation.workflows().get(0);
  }

  /**
   * The values that were given.
   *
   * @param known the parameters that need no value, since they have one
   * @throws CommandException where a name or a value is wrong, or one without default is missing
   */
  public static Map<String, Value> parameters(
      WorkflowGraph graph, Map<String, String> given, Set<String> known) {
    List<WorkflowGraph.Parameter> declared =
        graph.parameters().stream().filter(parameter -> !RunFact.is(parameter)).toList();
    List<String> names = declared.stream().map(WorkflowGraph.Parameter::name).toList();
    for (String name : given.keySet()) {
      if (!names.contains(name)) {
        throw wrong(
            "The workflow " + graph.name() + " has no parameter " + name + ".",
            "-p " + name,
            Nearest.to(name, names)
                .map(near -> "Did you mean " + near + "?")
                .orElse(
                    names.isEmpty()
                        ? "It takes none."
                        : "It takes: " + String.join(", ", names) + "."));
      }
    }
    Map<String, Value> values = new LinkedHashMap<>();
    for (WorkflowGraph.Parameter parameter : declared) {
      String text = given.get(parameter.name());
      if (text != null) {
        values.put(parameter.name(), read(parameter, text));
      } else if (parameter.defaultValue().isEmpty() && !known.contains(parameter.name())) {
        throw wrong(
            "The parameter %s of %s has no default.".formatted(parameter.name(), graph.name()),
            "",
            "Give it: -p %s=VALUE (%s).".formatted(parameter.name(), parameter.type()));
      }
    }
    return values;
  }

  /** The values that a run will have: those given, and the defaults of the others. */
  public static Map<String, Value> withDefaults(WorkflowGraph graph, Map<String, Value> given) {
    Map<String, Value> all = new LinkedHashMap<>(given);
    for (WorkflowGraph.Parameter parameter : graph.parameters()) {
      parameter.defaultValue().ifPresent(value -> all.putIfAbsent(parameter.name(), value));
    }
    return all;
  }

  private static Value read(WorkflowGraph.Parameter parameter, String text) {
    try {
      return ParameterReader.read(parameter, text);
    } catch (ParameterException e) {
      throw wrong(
          String.valueOf(e.getMessage()),
          "-p " + parameter.name() + "=" + text,
          "It takes " + parameter.type() + ".");
    }
  }

  private static CommandException wrong(String message, String place, String mend) {
    return new CommandException(ExitCode.USAGE, new Letter("", message, place, mend));
  }
}
