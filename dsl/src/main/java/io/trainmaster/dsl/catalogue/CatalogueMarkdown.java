package io.trainmaster.dsl.catalogue;

import java.util.List;
import java.util.Locale;

/** The catalogue as a page of documentation. */
public final class CatalogueMarkdown {

  private final StringBuilder out = new StringBuilder();

  private CatalogueMarkdown() {}

  /** A section for each operator, in the order of their names, in Markdown. */
  public static String of(Catalogue catalogue) {
    CatalogueMarkdown page = new CatalogueMarkdown();
    page.contents(catalogue);
    catalogue.operators().values().forEach(page::operator);
    return page.out.toString();
  }

  private void contents(Catalogue catalogue) {
    line("| operator | what it does |");
    line("|---|---|");
    for (OperatorSignature operator : catalogue.operators().values()) {
      line("| [%s](#%s) | %s |", operator.name(), anchor(operator.name()), operator.summary());
    }
    line("");
  }

  private static String anchor(String name) {
    return name.replace(".", "").toLowerCase(Locale.ROOT);
  }

  private void operator(OperatorSignature operator) {
    line("### %s", operator.name());
    line("");
    line("%s", operator.documentation());
    line("");
    line("Gives `%s`. %s %s", operator.result().text(), effect(operator), place(operator));
    line("");
    parameters(operator.parameters());
    if (!operator.keys().isEmpty()) {
      line("Its block:");
      line("");
      operator.keys().forEach(key -> key(key, 0));
      line("");
    }
    operator
        .conditions()
        .ifPresent(conditions -> line("Its block takes conditions on columns and on `rows`.\n"));
    if (!operator.metrics().isEmpty()) {
      line("A search can go by %s.", String.join(", ", quoted(operator.metrics())));
      line("");
    }
  }

  private static String effect(OperatorSignature operator) {
    return switch (operator.effect()) {
      case PURE -> "It depends on its arguments alone.";
      case READS -> "It reads what is outside of the run.";
      case WRITES -> "It changes what is outside of the run.";
    };
  }

  private static String place(OperatorSignature operator) {
    String devices = String.join(" or ", operator.devices()).toUpperCase(Locale.ROOT);
    return switch (operator.isolation()) {
      case SHARED -> "It runs in the run's Spark session, on the " + devices + ".";
      case OWN -> "It runs in a process of its own, on the " + devices + ".";
      case ENGINE -> "It runs in the engine.";
    };
  }

  private void parameters(List<ParameterSignature> parameters) {
    if (parameters.isEmpty()) {
      return;
    }
    line("| argument | type | default | |");
    line("|---|---|---|---|");
    for (ParameterSignature parameter : parameters) {
      line(
          "| `%s` | `%s` | %s | %s |",
          parameter.name(),
          cell(parameter.type().text()),
          defaultOf(parameter),
          cell(parameter.documentation()));
    }
    line("");
  }

  private static String defaultOf(ParameterSignature parameter) {
    return parameter
        .defaultValue()
        .map(value -> "`" + cell(DefaultText.of(parameter.type(), value)) + "`")
        .orElse(parameter.required() ? "required" : "");
  }

  private void key(BlockKey key, int depth) {
    String parameters =
        String.join(", ", key.parameters().stream().map(ParameterSignature::text).toList());
    String documentation = key.documentation().replace('\n', ' ');
    String gap = documentation.isEmpty() ? "" : ": ";
    line(
        "%s- `%s%s`%s%s",
        "  ".repeat(depth),
        key.name(),
        parameters.isEmpty() ? "" : " " + parameters,
        gap,
        documentation);
    for (BlockKey.CallSignature call : key.calls()) {
      String arguments =
          String.join(", ", call.parameters().stream().map(ParameterSignature::text).toList());
      line("%s- `%s(%s)`", "  ".repeat(depth + 1), call.name(), arguments);
    }
    key.keys().forEach(inner -> key(inner, depth + 1));
  }

  private static List<String> quoted(List<String> names) {
    return names.stream().map(name -> "`" + name + "`").toList();
  }

  private static String cell(String text) {
    return text.replace('\n', ' ').replace("|", "\\|");
  }

  private void line(String format, Object... values) {
    out.append(format.formatted(values));
    out.append('\n');
  }
}
