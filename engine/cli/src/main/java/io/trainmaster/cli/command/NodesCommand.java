package io.trainmaster.cli.command;

import io.trainmaster.cli.config.Settings;
import io.trainmaster.cli.config.StateConfig;
import io.trainmaster.cli.console.Console;
import io.trainmaster.cli.console.ExitCode;
import io.trainmaster.cli.project.Engines;
import io.trainmaster.cli.project.Project;
import io.trainmaster.cli.view.NodeView;
import io.trainmaster.placement.Node;
import io.trainmaster.store.StateFolder;
import io.trainmaster.track.RunStore;
import io.trainmaster.track.RunSummary;
import io.trainmaster.worker.NvidiaSmi;
import java.util.ArrayList;
import java.util.List;

/** {@code nodes}: where tasks run, what they have there, and what is left. */
final class NodesCommand extends CliCommand {
  @Override
  ExitCode execute(Workplace place, Console console) {
    Project project = place.project();
    Settings settings = place.settings(project);
    NvidiaSmi.Answer answer = NvidiaSmi.ofThisMachine().ask();
    Node node = new Engines(place.installation(), project, settings).node(answer.gpus());
    NodeView view = NodeView.of(node, held(settings), answer);
    if (console.isJson()) {
      console.print(view.json());
      return ExitCode.OK;
    }
    answer.trouble().ifPresent(why -> console.warn("The GPUs aren't known: " + why + "."));
    console.print(view.machine());
    if (!node.gpus().isEmpty()) {
      console.print("");
      console.print(view.gpus());
    }
    return ExitCode.OK;
  }

  /** What is under way; nothing where nothing has been run yet. */
  private static List<NodeView.Held> held(Settings settings) {
    List<NodeView.Held> held = new ArrayList<>();
    if (StateFolder.exists(StateConfig.from(settings))) {
      try (StateFolder state = Records.read(settings)) {
        RunStore runs = state.runs();
        for (RunSummary run : runs.unfinished()) {
          runs.run(run.id()).stream()
              .flatMap(record -> record.tasks().stream())
              .flatMap(task -> task.underWay().stream())
              .forEach(attempt -> held.add(new NodeView.Held(run.id(), attempt)));
        }
      }
    }
    return held;
  }
}
