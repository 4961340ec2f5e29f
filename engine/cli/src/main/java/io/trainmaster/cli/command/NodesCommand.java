package io.trainmaster.cli.command;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.trainmaster.cli.command.Argument.Option;
import io.trainmaster.cli.config.Settings;
import io.trainmaster.cli.config.StateConfig;
import io.trainmaster.cli.console.CommandException;
import io.trainmaster.cli.console.Console;
import io.trainmaster.cli.console.ExitCode;
import io.trainmaster.cli.project.Engines;
import io.trainmaster.cli.project.Project;
import io.trainmaster.cli.view.NodeView;
import io.trainmaster.placement.Node;
import io.trainmaster.runtime.EngineException;
import io.trainmaster.runtime.KnownNode;
import io.trainmaster.runtime.NodeRoster;
import io.trainmaster.runtime.RunService;
import io.trainmaster.store.StateFolder;
import io.trainmaster.track.RunStore;
import io.trainmaster.track.RunSummary;
import io.trainmaster.worker.NvidiaSmi;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** {@code nodes}: where tasks run, what they have there, and what is left. */
final class NodesCommand extends CliCommand {
  private final Argument<String> node =
      parameter(String.class, "NODE", "A node to cordon, to open again or to forget.").optional();

  private final Option<Boolean> cordon =
      flag("--cordon", "Place nothing more on it; what runs there goes on.");

  private final Option<Boolean> uncordon = flag("--uncordon", "Place tasks on it again.");

  private final Option<Boolean> forget =
      flag("--forget", "Forget it: its worker is gone for good, and nothing waits for it.");

  NodesCommand() {
    exclusive(cordon, uncordon, forget);
  }

  @Override
  ExitCode execute(Workplace place, Console console) {
    Project project = place.project();
    if (cordon.given().isPresent()
        || uncordon.given().isPresent()
        || forget.given().isPresent()
        || node.given().isPresent()) {
      change(place, project, console);
      return ExitCode.OK;
    }
    Settings settings = place.settings(project);
    NvidiaSmi.Answer answer = NvidiaSmi.ofThisMachine().ask();
    List<NodeView> views =
        views(
            new Engines(place.installation(), project, settings).node(answer.gpus()),
            answer,
            settings);
    if (console.isJson()) {
      ObjectNode json = views.get(0).json();
      ArrayNode others = json.putArray("others");
      views.stream().skip(1).forEach(view -> others.add(view.json()));
      console.print(json);
      return ExitCode.OK;
    }
    answer.trouble().ifPresent(why -> console.warn("The GPUs aren't known: " + why + "."));
    console.print(NodeView.machines(views));
    for (NodeView view : views) {
      if (!view.node().gpus().isEmpty()) {
        console.print("");
        if (views.size() > 1) {
          console.print("GPUs of " + view.node().name() + ":");
        }
        console.print(view.gpus());
      }
    }
    return ExitCode.OK;
  }

  private void change(Workplace place, Project project, Console console) {
    String name =
        node.given()
            .orElseThrow(
                () ->
                    new CommandException(
                        ExitCode.USAGE,
                        "It isn't said which node.",
                        "`trainmaster nodes` lists them."));
    try (RunService server = Servers.require(place, project)) {
      if (forget.given().isPresent()) {
        server.forgetNode(name);
        console.say(name + " is forgotten.");
      } else if (cordon.given().isPresent()) {
        server.cordon(name, true);
        console.say("Nothing more is placed on " + name + "; what runs there goes on.");
      } else if (uncordon.given().isPresent()) {
        server.cordon(name, false);
        console.say("Tasks are placed on " + name + " again.");
      } else {
        throw new CommandException(
            ExitCode.USAGE,
            "It isn't said what is to become of " + name + ".",
            "Give --cordon, --uncordon or --forget.");
      }
    } catch (EngineException e) {
      throw Refusals.of(e);
    }
  }

  /** This machine, and those that a server knows beside it. */
  private static List<NodeView> views(Node here, NvidiaSmi.Answer answer, Settings settings) {
    if (!StateFolder.exists(StateConfig.from(settings))) {
      return List.of(NodeView.of(here, List.of(), answer));
    }
    try (StateFolder state = Records.read(settings)) {
      NodeRoster roster = NodeRoster.read(state.path());
      List<NodeView.Held> held = held(state.runs());
      Optional<KnownNode> own = roster.own();
      List<KnownNode> others =
          roster.nodes().stream().filter(known -> !own.equals(Optional.of(known))).toList();
      Set<String> elsewhere =
          others.stream().map(known -> known.node().name()).collect(Collectors.toSet());
      List<NodeView.Held> heldHere =
          held.stream().filter(one -> !elsewhere.contains(one.attempt().node())).toList();
      NodeView first = NodeView.of(here, heldHere, answer);
      List<NodeView> views = new ArrayList<>(List.of(own.map(first::as).orElse(first)));
      others.forEach(known -> views.add(NodeView.of(known, held)));
      return views;
    }
  }

  /** What is under way. */
  private static List<NodeView.Held> held(RunStore runs) {
    List<NodeView.Held> held = new ArrayList<>();
    for (RunSummary run : runs.unfinished()) {
      runs.run(run.id()).stream()
          .flatMap(record -> record.tasks().stream())
          .flatMap(task -> task.underWay().stream())
          .forEach(attempt -> held.add(new NodeView.Held(run.id(), attempt)));
    }
    return held;
  }
}
