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
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code models}: the registered models. */
@Command(
    subcommands = {
      ModelsCommand.ListCommand.class,
      ModelsCommand.Show.class,
      ModelsCommand.Alias.class,
      ModelsCommand.Tag.class
    })
final class ModelsCommand extends CliCommand {

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
  private static ModelVersion version(RunStore store, String name, @Nullable String word) {
    List<ModelVersion> versions = store.models(Optional.of(name));
    if (versions.isEmpty()) {
      throw unknown(store, name);
    }
    if (word == null) {
      return versions.get(0);
    }
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
  @Command(name = "list", description = "The versions of all models, or of one.")
  static final class ListCommand extends CliCommand {
    @Parameters(arity = "0..1", paramLabel = "NAME", description = "A model.")
    private @Nullable String name;

    @Override
    ExitCode execute(Workplace place, Console console) {
      return list(place, console, Optional.ofNullable(name));
    }
  }

  /** {@code models show NAME [VERSION]}. */
  @Command(name = "show", description = "A version: where it came from and how good it is.")
  static final class Show extends CliCommand {
    @Parameters(index = "0", paramLabel = "NAME", description = "A model.")
    private String name = "";

    @Parameters(
        index = "1",
        arity = "0..1",
        paramLabel = "VERSION",
        description = "A version or an alias; by default the latest.")
    private @Nullable String version;

    @Override
    ExitCode execute(Workplace place, Console console) {
      Project project = place.project();
      Settings settings = place.settings(project);
      try (StateFolder state = Records.read(settings)) {
        ModelVersion model = version(state.runs(), name, version);
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
  @Command(name = "alias", description = "Point an alias at a version, wherever it pointed before.")
  static final class Alias extends CliCommand {
    @Parameters(index = "0", paramLabel = "NAME", description = "A model.")
    private String name = "";

    @Parameters(index = "1", paramLabel = "VERSION", description = "A version or an alias.")
    private String version = "";

    @Parameters(index = "2", paramLabel = "ALIAS", description = "Such as production.")
    private String alias = "";

    @Override
    ExitCode execute(Workplace place, Console console) {
      try (StateFolder state = Records.annotate(place.settings(place.project()))) {
        ModelVersion model = version(state.runs(), name, version);
        state.runs().setAlias(name, alias, model.version());
        console.say(alias + " now points at " + model.label() + ".");
      }
      return ExitCode.OK;
    }
  }

  /** {@code models tag NAME VERSION KEY=VALUE}. */
  @Command(name = "tag", description = "Give a version a tag.")
  static final class Tag extends CliCommand {
    @Parameters(index = "0", paramLabel = "NAME", description = "A model.")
    private String name = "";

    @Parameters(index = "1", paramLabel = "VERSION", description = "A version or an alias.")
    private String version = "";

    @Parameters(index = "2", paramLabel = "KEY=VALUE", description = "Such as owner=search-team.")
    private String tag = "";

    @Override
    ExitCode execute(Workplace place, Console console) {
      int equals = tag.indexOf('=');
      if (equals < 1) {
        throw new CommandException(
            ExitCode.USAGE, "The tag " + tag + " has no value.", "Write it as KEY=VALUE.");
      }
      try (StateFolder state = Records.annotate(place.settings(place.project()))) {
        ModelVersion model = version(state.runs(), name, version);
        String key = tag.substring(0, equals);
        state.runs().setTag(name, model.version(), key, tag.substring(equals + 1));
        console.say(model.label() + " has the tag " + tag + ".");
      }
      return ExitCode.OK;
    }
  }
}
