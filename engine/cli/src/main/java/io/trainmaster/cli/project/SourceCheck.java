package io.trainmaster.cli.project;

import io.trainmaster.cli.console.CommandException;
import io.trainmaster.cli.console.ExitCode;
import io.trainmaster.cli.console.Letter;
import io.trainmaster.dsl.catalogue.Catalogue;
import io.trainmaster.dsl.catalogue.OperatorSignature;
import io.trainmaster.dsl.catalogue.ParameterSignature;
import io.trainmaster.dsl.diagnostic.Nearest;
import io.trainmaster.dsl.type.ScalarKind;
import io.trainmaster.dsl.type.Type;
import io.trainmaster.model.EvaluationException;
import io.trainmaster.model.Evaluator;
import io.trainmaster.model.Expression;
import io.trainmaster.model.TaskSpec;
import io.trainmaster.model.Value;
import io.trainmaster.model.WorkflowGraph;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Finds out before anything is started that a file is missing that a task reads first of all. Tasks
 * that come after others are left alone: those may make the file.
 */
public final class SourceCheck {
  private final Catalogue catalogue;
  private final Project project;
  private final String workflowFile;

  /** For a workflow file, as messages call it. */
  public SourceCheck(Catalogue catalogue, Project project, String workflowFile) {
    this.catalogue = catalogue;
    this.project = project;
    this.workflowFile = workflowFile;
  }

  /**
   * Looks for every local path that is read first of all.
   *
   * @throws CommandException for the first that is missing
   */
  public void requireSources(WorkflowGraph graph, Map<String, Value> parameters) {
    Evaluator evaluator =
        new Evaluator(
            parameters,
            task -> {
              throw new EvaluationException("Nothing has run yet.");
            });
    for (TaskSpec task : graph.tasks()) {
      if (task instanceof TaskSpec.Operator operator && task.dependencies().isEmpty()) {
        catalogue
            .operator(operator.operator())
            .filter(signature -> signature.effect() == OperatorSignature.Effect.READS)
            .ifPresent(signature -> require(operator, signature, evaluator));
      }
    }
  }

  private void require(TaskSpec.Operator task, OperatorSignature signature, Evaluator evaluator) {
    for (ParameterSignature parameter : signature.parameters()) {
      Expression argument = task.arguments().get(parameter.name());
      if (argument != null
          && isPath(parameter.type())
          && value(evaluator, argument) instanceof Value.Text path
          && !path.value().contains("://")
          && !Files.exists(project.root().resolve(path.value()))) {
        throw missing(path.value(), task);
      }
    }
  }

  /** A path that only a run knows, such as one with the run's name in it, is left to the run. */
  private static Value value(Evaluator evaluator, Expression argument) {
    try {
      return evaluator.evaluate(argument);
    } catch (EvaluationException e) {
      return Value.ABSENT;
    }
  }

  private static boolean isPath(Type type) {
    Type plain = type instanceof Type.Maybe maybe ? maybe.of() : type;
    return plain instanceof Type.Scalar scalar && scalar.kind() == ScalarKind.PATH;
  }

  private CommandException missing(String path, TaskSpec.Operator task) {
    Path file = project.root().resolve(path);
    String mend =
        Nearest.to(String.valueOf(file.getFileName()), neighbours(file))
            .map(near -> "Did you mean " + near + "?")
            .orElse("Paths count from the project's root, " + project.root() + ".");
    return new CommandException(
        ExitCode.INPUT_MISSING,
        new Letter(
            "",
            "There is no file or folder " + path + ", which " + task.id() + " reads.",
            workflowFile + ":" + task.line(),
            mend));
  }

  private static List<String> neighbours(Path file) {
    Path parent = file.getParent();
    if (parent == null || !Files.isDirectory(parent)) {
      return List.of();
    }
    try (Stream<Path> files = Files.list(parent)) {
      return files.map(each -> String.valueOf(each.getFileName())).toList();
    } catch (IOException e) {
      return List.of();
    }
  }
}
