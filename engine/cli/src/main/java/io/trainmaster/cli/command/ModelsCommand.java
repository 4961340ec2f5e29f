package io.trainmaster.cli.command;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.trainmaster.cli.config.Settings;
import io.trainmaster.cli.console.CommandException;
import io.trainmaster.cli.console.Console;
import io.trainmaster.cli.console.ExitCode;
import io.trainmaster.cli.console.Table;
import io.trainmaster.cli.project.Project;
import io.trainmaster.cli.view.ModelDetails;
import io.trainmaster.cli.view.OutputText;
import io.trainmaster.cli.view.RunJson;
import io.trainmaster.cli.view.Times;
import io.trainmaster.dsl.diagnostic.Nearest;
import io.trainmaster.store.StateFolder;
import io.trainmaster.track.ModelVersion;
import io.trainmaster.track.RunStore;
import java.util.List;
import java.util.Optional;

/** {@code models}: the registered models. */
final class ModelsCommand extends CliCommand {
  ModelsCommand() {
    subcommand("list", new ListCommand(), "The versions of all models, or of one.");
    subcommand("show", new Show(), "A version: where it came from and how good it is.");
    subcommand("alias", new Alias(), "Point an alias at a version, wherever it pointed before.");
    subcommand("tag", new Tag(), "Give a version a tag.");
  }

  @Override
  ExitCode execute(Workplace place, Console console) {
    return list(place, console, Optional.empty());
  }

  private static ExitCode list(Workplace place, Console console, Optional<String> name) {
    try (StateFolder state = Records.read(place.settings(place.project()))) {
      List<ModelVersion> models = state.runs().models(name);
      if (models.isEmpty() && name.isPresent()) {
        throw unknown(state.runs(), name.get());
      }
      if (console.isJson()) {
        ArrayNode json = JsonNodeFactory.instance.arrayNode();
        models.forEach(model -> json.add(RunJson.of(model)));
        console.print(json);
      } else if (models.isEmpty()) {
        console.say("No model has been registered yet.");
      } else {
        console.print(table(models));
      }
    }
    return ExitCode.OK;
  }

  private static Table table(List<ModelVersion> models) {
    Table table = new Table("MODEL", "VERSION", "ALIASES", "METRICS", "RUN", "REGISTERED");
    for (ModelVersion model : models) {
      table.row(
          model.name(),
          "v" + model.version(),
          String.join(", ", model.aliases()),
          model.report().map(OutputText::brief).orElse(""),
          model.run().value(),
          Times.at(model.registeredAt()));
    }
    return table;
  }

  private static CommandException unknown(RunStore store, String name) {
    List<String> names =
        store.models(Optional.empty()).stream().map(ModelVersion::name).distinct().toList();
    return new CommandException(
        ExitCode.INPUT_MISSING,
        "There is no model " + name + ".",
        Nearest.to(name, names)
            .map(near -> "Did you mean " + near + "?")
            .orElse(
                names.isEmpty()
                    ? "None has been registered yet."
                    : "There is: " + String.join(", ", names) + "."));
  }

  /**
   * The version of a model that a word means: a number, with or without {@code v}, an alias, or
   * nothing for the latest.
   */
  private static ModelVersion version(RunStore store, String name, Optional<String> wanted) {
    List<ModelVersion> versions = store.models(Optional.of(name));
    if (versions.isEmpty()) {
      throw unknown(store, name);
    }
    if (wanted.isEmpty()) {
      return versions.get(0);
    }
    String word = wanted.get();
    return versions.stream()
        .filter(
            version ->
                word.equals(Integer.toString(version.version()))
                    || word.equals("v" + version.version())
                    || version.aliases().contains(word))
        .findFirst()
        .orElseThrow(
            () ->
                new CommandException(
                    ExitCode.INPUT_MISSING,
                    "The model " + name + " has no version " + word + ".",
                    "Its latest is v" + versions.get(0).version() + "."));
  }

  /** {@code models list [NAME]}. */
  static final class ListCommand extends CliCommand {
    private final Argument<String> name = parameter(String.class, "NAME", "A model.").optional();

    @Override
    ExitCode execute(Workplace place, Console console) {
      return list(place, console, name.given());
    }
  }

  /** {@code models show NAME [VERSION]}. */
  static final class Show extends CliCommand {
    private final Argument<String> name = parameter(String.class, "NAME", "A model.");

    private final Argument<String> version =
        parameter(String.class, "VERSION", "A version or an alias; by default the latest.")
            .optional();

    @Override
    ExitCode execute(Workplace place, Console console) {
      Project project = place.project();
      Settings settings = place.settings(project);
      try (StateFolder state = Records.read(settings)) {
        ModelVersion model = version(state.runs(), name.value(), version.given());
        if (console.isJson()) {
          console.print(RunJson.of(model));
        } else {
          new ModelDetails(console, state.artifacts()::locate, project::shown)
              .show(model, state.runs().run(model.run()));
        }
      }
      return ExitCode.OK;
    }
  }

  /** {@code models alias NAME VERSION ALIAS}. */
  static final class Alias extends CliCommand {
    private final Argument<String> name = parameter(String.class, "NAME", "A model.");

    private final Argument<String> version =
        parameter(String.class, "VERSION", "A version or an alias.");

    private final Argument<String> alias = parameter(String.class, "ALIAS", "Such as production.");

    @Override
    ExitCode execute(Workplace place, Console console) {
      try (StateFolder state = Records.annotate(place.settings(place.project()))) {
        ModelVersion model = version(state.runs(), name.value(), version.given());
        state.runs().setAlias(name.value(), alias.value(), model.version());
        console.say(alias.value() + " now points at " + model.label() + ".");
      }
      return ExitCode.OK;
    }
  }

  /** {@code models tag NAME VERSION KEY=VALUE}. */
  static final class Tag extends CliCommand {
    private final Argument<String> name = parameter(String.class, "NAME", "A model.");

    private final Argument<String> version =
        parameter(String.class, "VERSION", "A version or an alias.");

    private final Argument<String> tag =
        parameter(String.class, "KEY=VALUE", "Such as owner=search-team.");

    @Override
    ExitCode execute(Workplace place, Console console) {
      String text = tag.value();
      int equals = text.indexOf('=');
      if (equals < 1) {
        throw new CommandException(
            ExitCode.USAGE, "The tag " + text + " has no value.", "Write it as KEY=VALUE.");
      }
      try (StateFolder state = Records.annotate(place.settings(place.project()))) {
        ModelVersion model = version(state.runs(), name.value(), version.given());
        String key = text.substring(0, equals);
        state.runs().setTag(name.value(), model.version(), key, text.substring(equals + 1));
        console.say(model.label() + " has the tag " + text + ".");
      }
      return ExitCode.OK;
    }
  }
}
