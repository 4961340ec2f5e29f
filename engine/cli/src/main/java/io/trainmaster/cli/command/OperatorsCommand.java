package io.trainmaster.cli.command;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.trainmaster.cli.console.CommandException;
import io.trainmaster.cli.console.Console;
import io.trainmaster.cli.console.ExitCode;
import io.trainmaster.cli.console.Style;
import io.trainmaster.cli.console.Table;
import io.trainmaster.dsl.catalogue.BlockKey;
import io.trainmaster.dsl.catalogue.Catalogue;
import io.trainmaster.dsl.catalogue.OperatorSignature;
import io.trainmaster.dsl.catalogue.ParameterSignature;
import io.trainmaster.dsl.diagnostic.Nearest;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** {@code operators}: what a workflow can call. */
final class OperatorsCommand extends CliCommand {
  private final Argument<String> name =
      parameter(String.class, "NAME", "An operator, such as train.gbt; or the beginning of a name.")
          .optional();

  @Override
  ExitCode execute(Workplace place, Console console) {
    Catalogue catalogue = place.installation().catalogue();
    if (name.given().isEmpty()) {
      list(catalogue.operators().values(), console);
      return ExitCode.OK;
    }
    String wanted = name.value();
    if (catalogue.operator(wanted).isPresent()) {
      describe(catalogue.operator(wanted).get(), console);
      return ExitCode.OK;
    }
    List<OperatorSignature> beginning =
        catalogue.operators().values().stream()
            .filter(operator -> operator.name().startsWith(wanted + "."))
            .toList();
    if (beginning.isEmpty()) {
      throw unknown(wanted, catalogue);
    }
    list(beginning, console);
    return ExitCode.OK;
  }

  private static CommandException unknown(String name, Catalogue catalogue) {
    return new CommandException(
        ExitCode.INPUT_MISSING,
        "There is no operator " + name + ".",
        Nearest.to(name, catalogue.operators().keySet())
            .map(near -> "Did you mean " + near + "?")
            .orElse("`trainmaster operators` lists them."));
  }

  private static void list(Collection<OperatorSignature> operators, Console console) {
    if (console.isJson()) {
      ArrayNode json = JsonNodeFactory.instance.arrayNode();
      operators.forEach(operator -> json.add(json(operator)));
      console.print(json);
      return;
    }
    Table table = new Table("OPERATOR", "RELEASE", "GIVES", "WHAT IT DOES");
    for (OperatorSignature operator : operators) {
      table.row(
          operator.name(),
          operator.release().orElse(""),
          operator.result().text(),
          operator.summary());
    }
    console.print(table);
  }

  private static void describe(OperatorSignature operator, Console console) {
    if (console.isJson()) {
      console.print(json(operator));
      return;
    }
    Style style = console.style();
    console.print(style.bold(operator.name()) + " -> " + operator.result().text());
    console.print("");
    console.print(operator.documentation());
    operator.outlook().ifPresent(console::print);
    console.print("");
    Table parameters = new Table("PARAMETER", "TYPE", "DEFAULT", "WHAT IT IS");
    for (ParameterSignature parameter : operator.parameters()) {
      parameters.row(
          parameter.name(),
          parameter.type().text(),
          parameter.required() ? "(required)" : defaultText(parameter),
          flat(parameter.documentation()));
    }
    console.print(parameters);
    if (!operator.keys().isEmpty()) {
      console.print("");
      Table keys = new Table("BLOCK", "WHAT IT IS");
      operator.keys().forEach(key -> addKey(keys, key, ""));
      console.print(keys);
    }
    facts(operator, console);
  }

  private static void facts(OperatorSignature operator, Console console) {
    console.print("");
    operator
        .conditions()
        .ifPresent(
            conditions ->
                console.print("Its block also takes conditions on columns, and on `rows`."));
    if (!operator.metrics().isEmpty()) {
      console.print("A search can go by: " + String.join(", ", operator.metrics()));
    }
    console.print(
        "Effect %s, runs on %s."
            .formatted(
                operator.effect().name().toLowerCase(Locale.ROOT),
                String.join(" or ", operator.devices())));
  }

  private static void addKey(Table table, BlockKey key, String indent) {
    String parameters =
        key.parameters().stream().map(ParameterSignature::text).collect(Collectors.joining(", "));
    table.row(
        indent + key.name() + (parameters.isEmpty() ? "" : "(" + parameters + ")"),
        flat(key.documentation()));
    key.keys().forEach(inner -> addKey(table, inner, indent + "  "));
  }

  /** The default as the signature writes it. */
  private static String defaultText(ParameterSignature parameter) {
    String text = parameter.text();
    int equals = text.indexOf(" = ");
    return equals < 0 ? "(none)" : text.substring(equals + 3);
  }

  private static String flat(String text) {
    return text.replace('\n', ' ').strip();
  }

  private static ObjectNode json(OperatorSignature operator) {
    ObjectNode json =
        JsonNodeFactory.instance
            .objectNode()
            .put("name", operator.name())
            .put("signature", operator.text())
            .put("documentation", operator.documentation())
            .put("result", operator.result().text())
            .put("effect", operator.effect().name().toLowerCase(Locale.ROOT));
    operator.release().ifPresent(release -> json.put("release", release));
    ArrayNode parameters = json.putArray("parameters");
    for (ParameterSignature parameter : operator.parameters()) {
      ObjectNode each =
          parameters
              .addObject()
              .put("name", parameter.name())
              .put("type", parameter.type().text())
              .put("required", parameter.required())
              .put("documentation", parameter.documentation());
      if (parameter.defaultValue().isPresent()) {
        each.put("default", defaultText(parameter));
      }
    }
    operator.devices().forEach(json.putArray("devices")::add);
    operator.metrics().forEach(json.putArray("metrics")::add);
    return json;
  }
}
