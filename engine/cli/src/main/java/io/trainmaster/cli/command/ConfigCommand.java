package io.trainmaster.cli.command;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.trainmaster.cli.config.Assigned;
import io.trainmaster.cli.config.ChannelKey;
import io.trainmaster.cli.config.Setting;
import io.trainmaster.cli.config.Settings;
import io.trainmaster.cli.console.Console;
import io.trainmaster.cli.console.ExitCode;
import io.trainmaster.cli.console.Style;
import io.trainmaster.cli.console.Table;
import java.util.List;

/** {@code config}: the settings and where each value comes from. */
final class ConfigCommand extends CliCommand {
  ConfigCommand() {
    subcommand("list", new ListCommand(), "Every setting, its value and where that comes from.");
    subcommand(
        "explain",
        new ExplainKey(),
        "What a setting is, which layer gives its value, and which values that hides.");
  }

  @Override
  ExitCode execute(Workplace place, Console console) {
    return list(place, console);
  }

  private static ExitCode list(Workplace place, Console console) {
    Settings settings = place.settings(place.project());
    if (console.isJson()) {
      ArrayNode all = JsonNodeFactory.instance.arrayNode();
      settings.keys().forEach(key -> all.add(json(key, settings)));
      console.print(all);
      return ExitCode.OK;
    }
    Table table = new Table("SETTING", "VALUE", "FROM");
    for (String key : settings.keys()) {
      Assigned holds = settings.assigned(key).get(0);
      table.row(key, holds.value(), holds.origin());
    }
    console.print(table);
    return ExitCode.OK;
  }

  private static ObjectNode json(String key, Settings settings) {
    List<Assigned> layers = settings.assigned(key);
    ObjectNode object = JsonNodeFactory.instance.objectNode();
    object.put("key", key);
    object.put("value", layers.get(0).value());
    ArrayNode array = object.putArray("layers");
    layers.forEach(
        each ->
            array
                .addObject()
                .put("layer", each.layer().word())
                .put("origin", each.origin())
                .put("value", each.value()));
    return object;
  }

  /** {@code config list}. */
  static final class ListCommand extends CliCommand {
    @Override
    ExitCode execute(Workplace place, Console console) {
      return list(place, console);
    }
  }

  /** {@code config explain KEY}. */
  static final class ExplainKey extends CliCommand {
    private final Argument<String> key =
        parameter(String.class, "KEY", "A setting, such as state.dir.");

    @Override
    ExitCode execute(Workplace place, Console console) {
      Settings settings = place.settings(place.project());
      List<Assigned> layers = settings.assigned(key.value());
      if (console.isJson()) {
        console.print(json(key.value(), settings));
        return ExitCode.OK;
      }
      Style style = console.style();
      console.print(style.bold(key.value()) + " = " + layers.get(0).value());
      Table table = new Table();
      for (int i = 0; i < layers.size(); i++) {
        Assigned each = layers.get(i);
        String word = i == 0 ? "holds" : "hidden";
        table
            .row()
            .cell("  " + word, "  " + (i == 0 ? style.good(word) : style.faint(word)))
            .cell(each.layer().word())
            .cell(each.origin())
            .cell(each.value().isEmpty() ? "(empty)" : each.value());
      }
      console.print(table);
      Setting.of(key.value()).ifPresent(setting -> describe(setting, console));
      ChannelKey.declared(key.value()).ifPresent(setting -> describe(setting, console));
      return ExitCode.OK;
    }

    private static void describe(Setting setting, Console console) {
      console.print("");
      console.print(setting.documentation());
      console.print("It takes " + setting.allowed() + ".");
      console.print("Environment variable: " + setting.variable());
    }

    private static void describe(ChannelKey setting, Console console) {
      console.print("");
      console.print(setting.documentation());
      console.print("It takes " + setting.allowed() + ".");
    }
  }
}
