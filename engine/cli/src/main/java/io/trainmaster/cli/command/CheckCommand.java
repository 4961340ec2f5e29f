package io.trainmaster.cli.command;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.trainmaster.cli.console.Console;
import io.trainmaster.cli.console.ExitCode;
import io.trainmaster.cli.console.Style;
import io.trainmaster.cli.console.Table;
import io.trainmaster.cli.project.Installation;
import io.trainmaster.cli.view.InForce;
import io.trainmaster.cli.view.Sarif;
import io.trainmaster.dsl.Compilation;
import io.trainmaster.dsl.WorkflowCompiler;
import io.trainmaster.dsl.catalogue.Catalogue;
import io.trainmaster.dsl.diagnostic.SnippetRenderer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** {@code check}: reads workflow files and says everything that is wrong with them. */
final class CheckCommand extends CliCommand {
  private final Argument<List<Path>> files = parameters(Path.class, "FILE", "Workflow files.");

  private final Argument<Boolean> explain =
      flag("--explain", "Show all that is in force for each task, every default among it.");

  @Override
  boolean writesSarif() {
    return true;
  }

  @Override
  ExitCode execute(Workplace place, Console console) {
    Catalogue catalogue = place.installation().catalogue();
    WorkflowCompiler compiler = new WorkflowCompiler(catalogue);
    Optional<InForce> details =
        explain.value() ? Optional.of(new InForce(catalogue)) : Optional.empty();
    List<Compilation> compilations = new ArrayList<>();
    for (Path file : files.value()) {
      compilations.add(place.compile(file, compiler));
    }
    if (console.isJson()) {
      console.print(CheckJson.of(compilations, details));
    } else if (console.isSarif()) {
      console.print(SarifLog.of(compilations));
    } else {
      compilations.forEach(compilation -> show(compilation, details, console));
    }
    boolean clean = compilations.stream().noneMatch(Compilation::hasErrors);
    return clean ? ExitCode.OK : ExitCode.WORKFLOW_INVALID;
  }

  private static void show(Compilation compilation, Optional<InForce> details, Console console) {
    String file = compilation.file().path();
    if (compilation.hasErrors()) {
      console.write(
          new SnippetRenderer(console.style().isOn())
              .render(compilation.file(), compilation.diagnostics()));
      console.complain("");
      console.complain(count(compilation.diagnostics().size(), "error") + " in " + file);
      return;
    }
    compilation
        .workflows()
        .forEach(
            workflow ->
                console.print(
                    console.style().good("ok")
                        + "  "
                        + file
                        + "  workflow "
                        + workflow.name()
                        + ", "
                        + count(workflow.tasks().size(), "task")));
    if (!compilation.notes().isEmpty()) {
      console.print("");
      console.write(
          new SnippetRenderer(console.style().isOn())
              .render(compilation.file(), compilation.notes()));
    }
    if (compilation.workflows().isEmpty()) {
      console.print(console.style().good("ok") + "  " + file + "  no workflow");
    }
    details.ifPresent(
        inForce ->
            compilation.workflows().stream()
                .flatMap(workflow -> inForce.of(workflow).stream())
                .forEach(group -> show(group, console)));
  }

  private static void show(InForce.Group group, Console console) {
    Style style = console.style();
    String place = group.line() == 0 ? "" : style.faint("  line " + group.line());
    console.print("");
    console.print(style.bold(group.title()) + place);
    Table table = new Table();
    for (InForce.Line line : group.lines()) {
      Table.Row row = table.row().cell("  " + line.name()).cell(line.value());
      if (line.isDefault()) {
        row.cell("default", style.faint("default"));
      }
    }
    console.write(table.render(style));
  }

  private static String count(int number, String noun) {
    return number + " " + noun + (number == 1 ? "" : "s");
  }

  /** Apart, so that nothing of JSON is loaded where none is wanted. */
  private static final class CheckJson {
    private CheckJson() {}

    static ArrayNode of(List<Compilation> compilations, Optional<InForce> details) {
      ArrayNode files = JsonNodeFactory.instance.arrayNode();
      for (Compilation compilation : compilations) {
        ObjectNode file = files.addObject();
        file.put("file", compilation.file().path());
        file.put("ok", !compilation.hasErrors());
        ArrayNode workflows = file.putArray("workflows");
        compilation
            .workflows()
            .forEach(
                workflow -> {
                  ObjectNode each = workflows.addObject();
                  each.put("name", workflow.name()).put("tasks", workflow.tasks().size());
                  details.ifPresent(inForce -> add(inForce.of(workflow), each));
                });
        file.set("diagnostics", Diagnostics.json(compilation));
        file.set("notes", Diagnostics.json(compilation.file(), compilation.notes()));
      }
      return files;
    }

    private static void add(List<InForce.Group> groups, ObjectNode workflow) {
      ArrayNode inForce = workflow.putArray("inForce");
      for (InForce.Group group : groups) {
        ArrayNode lines =
            inForce
                .addObject()
                .put("title", group.title())
                .put("line", group.line())
                .putArray("lines");
        group
            .lines()
            .forEach(
                line ->
                    lines
                        .addObject()
                        .put("name", line.name())
                        .put("value", line.value())
                        .put("default", line.isDefault()));
      }
    }
  }

  /** Apart for the same reason. */
  private static final class SarifLog {
    private SarifLog() {}

    static ObjectNode of(List<Compilation> compilations) {
      Sarif sarif = new Sarif(Installation.version());
      compilations.forEach(one -> sarif.add(one.file(), one.diagnostics()));
      return sarif.log();
    }
  }
}
