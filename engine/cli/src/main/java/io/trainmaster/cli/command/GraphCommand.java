package io.trainmaster.cli.command;

import io.trainmaster.cli.console.Console;
import io.trainmaster.cli.console.ExitCode;
import io.trainmaster.cli.console.Table;
import io.trainmaster.cli.graph.DotWriter;
import io.trainmaster.cli.graph.GraphDrawing;
import io.trainmaster.cli.graph.MermaidWriter;
import io.trainmaster.cli.graph.SvgWriter;
import io.trainmaster.cli.project.Invocation;
import io.trainmaster.cli.project.OutputFile;
import io.trainmaster.dsl.Compilation;
import io.trainmaster.dsl.WorkflowCompiler;
import io.trainmaster.model.TaskId;
import java.nio.file.Path;
import java.util.Locale;
import java.util.stream.Collectors;

/** {@code graph}: draws a workflow. */
final class GraphCommand extends CliCommand {
  /** The forms that a graph can take. */
  enum Format {
    text,
    svg,
    dot,
    mermaid
  }

  private final Argument<Path> file = parameter(Path.class, "FILE", "A workflow file.");

  private final Argument<String> workflow =
      option(
          String.class, "--workflow", "NAME", "The workflow to draw, where the file has several.");

  private final Argument<Format> format =
      option(
          Format.class,
          "--format",
          "FORM",
          "text, svg, dot or mermaid; by default what -o ends with, else text.");

  private final Argument<Path> out =
      option(Path.class, "--out", "FILE", "Where to write it; by default to standard output.")
          .shortName("-o");

  @Override
  ExitCode execute(Workplace place, Console console) {
    WorkflowCompiler compiler = new WorkflowCompiler(place.installation().catalogue());
    Compilation compilation = place.compile(file.value(), compiler);
    if (compilation.hasErrors()) {
      return Faults.tell(compilation, console);
    }
    GraphDrawing drawing = GraphDrawing.of(Invocation.workflow(compilation, workflow.given()));
    String text =
        switch (chosen()) {
          case text -> text(drawing, console);
          case svg -> SvgWriter.write(drawing);
          case dot -> DotWriter.write(drawing);
          case mermaid -> MermaidWriter.write(drawing);
        };
    if (out.given().isEmpty()) {
      console.write(text);
    } else {
      OutputFile.write(place.resolve(out.value()), text);
      console.say("wrote " + out.value());
    }
    return ExitCode.OK;
  }

  private Format chosen() {
    if (format.given().isPresent()) {
      return format.value();
    }
    String name = out.given().map(Path::toString).orElse("").toLowerCase(Locale.ROOT);
    if (name.endsWith(".svg")) {
      return Format.svg;
    } else if (name.endsWith(".dot") || name.endsWith(".gv")) {
      return Format.dot;
    }
    return name.endsWith(".mmd") ? Format.mermaid : Format.text;
  }

  private static String text(GraphDrawing drawing, Console console) {
    Table table = new Table("TASK", "WHAT IT DOES", "NEEDS");
    for (GraphDrawing.Box box : drawing.boxes()) {
      String needs =
          drawing.lines().stream()
              .filter(line -> line.to().equals(box.id()))
              .map(GraphDrawing.Line::from)
              .map(TaskId::value)
              .collect(Collectors.joining(", "));
      boolean gate = box.kind() == GraphDrawing.Kind.GATE;
      table.row(box.id().value(), gate ? box.name() + ", " + box.detail() : box.detail(), needs);
    }
    return table.render(console.style());
  }
}
