package io.trainmaster.cli.command;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.trainmaster.cli.console.CommandException;
import io.trainmaster.cli.console.Console;
import io.trainmaster.cli.console.ExitCode;
import io.trainmaster.cli.project.ImportedWorkflow;
import io.trainmaster.cli.project.OutputFile;
import io.trainmaster.json.WfInstance;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;

/** {@code import}: makes workflows of what others have recorded. */
final class ImportCommand extends CliCommand {
  ImportCommand() {
    subcommand(
        "wfformat",
        new FromWfFormat(),
        "Recorded executions in WfFormat 1.5, as WfCommons publishes them, plain or compressed by"
            + " gzip: an operator for each kind of task, which sleeps for as long as it took.");
  }

  @Override
  ExitCode execute(Workplace place, Console console) {
    throw new CommandException(
        ExitCode.USAGE,
        "From which format is not said.",
        "There is one: trainmaster import wfformat FILE");
  }

  /** {@code import wfformat}. */
  private static final class FromWfFormat extends CliCommand {
    private final Argument<List<Path>> files =
        parameters(Path.class, "FILE", "Recorded executions, such as blast.json.gz.");

    private final Argument<Path> out =
        option(
            Path.class,
            "--out",
            "FILE",
            "The workflow file to write; by default the workflow's name with .train.");

    private final Argument<Boolean> zero =
        flag("--zero", "The tasks do nothing, and ask for nothing: for the graph alone.");

    private final Argument<Boolean> force = flag("--force", "Replace files that are there.");

    @Override
    ExitCode execute(Workplace place, Console console) {
      if (out.given().isPresent() && files.value().size() > 1) {
        throw new CommandException(
            ExitCode.USAGE,
            "Several workflows can't go into the one file of --out.",
            "Leave it out: each gets a file of its own name.");
      }
      Set<String> operators = place.installation().catalogue().operators().keySet();
      for (Path file : files.value()) {
        WfInstance instance = RecordedFile.wfFormat(place, file, "imported");
        String source = String.valueOf(file.getFileName());
        write(place, console, new ImportedWorkflow(instance, source, zero.value(), operators));
      }
      return ExitCode.OK;
    }

    private void write(Workplace place, Console console, ImportedWorkflow workflow) {
      Path file = out.given().orElse(Path.of(workflow.name() + ".train"));
      if (Files.exists(place.resolve(file)) && !force.value()) {
        throw new CommandException(
            ExitCode.CANNOT_WRITE,
            "There is a file " + file + " already.",
            "Write to another one with --out, or replace it with --force.");
      }
      OutputFile.write(place.resolve(file), workflow.text());
      if (console.isJson()) {
        console.print(
            JsonNodeFactory.instance
                .objectNode()
                .put("file", file.toString())
                .put("workflow", workflow.name())
                .put("tasks", workflow.tasks())
                .put("kinds", workflow.kinds())
                .put("edges", workflow.edges())
                .put("depth", workflow.depth()));
      } else {
        console.print(
            "%s: workflow %s, %d tasks of %d kinds, %d edges, %d deep"
                .formatted(
                    file,
                    workflow.name(),
                    workflow.tasks(),
                    workflow.kinds(),
                    workflow.edges(),
                    workflow.depth()));
      }
    }
  }
}
