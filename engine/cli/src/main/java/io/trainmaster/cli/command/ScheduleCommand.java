package io.trainmaster.cli.command;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.trainmaster.cli.config.Setting;
import io.trainmaster.cli.console.CommandException;
import io.trainmaster.cli.console.Console;
import io.trainmaster.cli.console.ExitCode;
import io.trainmaster.cli.view.EventView;
import io.trainmaster.cli.view.ScheduleView;
import io.trainmaster.dsl.Compilation;
import io.trainmaster.dsl.WorkflowCompiler;
import io.trainmaster.model.WorkflowGraph;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;

/** {@code schedule}: when the workflows of files are due, and what else they run on. */
final class ScheduleCommand extends CliCommand {
  private static final int MOST = 1_000;

  private final Argument<List<Path>> files = parameters(Path.class, "FILE", "Workflow files.");

  private final Argument<Integer> number =
      option(
              Integer.class,
              "--next",
              "N",
              "How many of the next times to show, up to 1000; by default 5.")
          .shortName("-n")
          .byDefault(5);

  @Override
  ExitCode execute(Workplace place, Console console) {
    if (number.value() < 1 || number.value() > MOST) {
      throw new CommandException(
          ExitCode.USAGE, "-n is a number from 1 to " + MOST + ", not " + number.value() + ".", "");
    }
    Instant now = place.surroundings().clock().instant();
    WorkflowCompiler compiler = new WorkflowCompiler(place.installation().catalogue());
    List<ScheduleView> views = new ArrayList<>();
    List<EventView> events = new ArrayList<>();
    boolean clean = true;
    for (Path file : files.value()) {
      Compilation compilation = place.compile(file, compiler);
      if (compilation.hasErrors()) {
        Faults.tell(compilation, console);
        clean = false;
      } else {
        ZoneId zone = place.settings(place.projectOf(file)).zone(Setting.SCHEDULE_ZONE);
        views.addAll(views(compilation, zone, now));
        for (WorkflowGraph workflow : compilation.workflows()) {
          events.addAll(EventView.of(compilation.file().path(), workflow));
        }
      }
    }
    show(views, events, clean, console);
    return clean ? ExitCode.OK : ExitCode.WORKFLOW_INVALID;
  }

  private List<ScheduleView> views(Compilation compilation, ZoneId zone, Instant now) {
    List<ScheduleView> views = new ArrayList<>();
    for (WorkflowGraph workflow : compilation.workflows()) {
      workflow.schedules().stream()
          .map(
              schedule ->
                  ScheduleView.of(
                      compilation.file().path(),
                      workflow.name(),
                      schedule,
                      zone,
                      now,
                      number.value()))
          .forEach(views::add);
    }
    return views;
  }

  private static void show(
      List<ScheduleView> views, List<EventView> events, boolean clean, Console console) {
    if (console.isJson()) {
      ArrayNode json = JsonNodeFactory.instance.arrayNode();
      views.forEach(view -> json.add(view.json()));
      events.forEach(view -> json.add(view.json()));
      console.print(json);
      return;
    } else if (views.isEmpty() && events.isEmpty() && clean) {
      console.say("No workflow of these runs by itself.");
    }
    for (int i = 0; i < views.size(); i++) {
      if (i > 0) {
        console.print("");
      }
      views.get(i).print(console);
    }
    if (!views.isEmpty() && !events.isEmpty()) {
      console.print("");
    }
    events.forEach(view -> view.print(console));
  }
}
