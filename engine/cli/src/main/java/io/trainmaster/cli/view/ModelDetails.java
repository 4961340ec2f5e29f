package io.trainmaster.cli.view;

import io.trainmaster.cli.console.Console;
import io.trainmaster.cli.console.Table;
import io.trainmaster.model.Value;
import io.trainmaster.model.ValueText;
import io.trainmaster.track.ModelVersion;
import io.trainmaster.track.RunRecord;
import io.trainmaster.track.Source;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** A model version: how good it is, where its files are, and the data it came from. */
public final class ModelDetails {
  private final Console console;
  private final Function<String, Path> artifacts;
  private final Function<Path, String> shown;

  /**
   * @param artifacts where an artifact is, by its digest
   * @param shown a path as messages show it
   */
  public ModelDetails(
      Console console, Function<String, Path> artifacts, Function<Path, String> shown) {
    this.console = console;
    this.artifacts = artifacts;
    this.shown = shown;
  }

  /** Shows a version, with the run that made it where that is still recorded. */
  public void show(ModelVersion model, Optional<RunRecord> run) {
    console.print(console.style().bold(model.label()));
    Table table = new Table();
    table.row("  registered", Times.at(model.registeredAt()) + " UTC");
    table.row("  aliases", model.aliases().isEmpty() ? "-" : String.join(", ", model.aliases()));
    model.tags().forEach((key, value) -> table.row("  tag " + key, value));
    model.report().ifPresent(report -> metrics(table, report.properties()));
    table.row("  files", shown.apply(artifacts.apply(model.model().digest())));
    model
        .report()
        .ifPresent(
            report ->
                table.row(
                    "  report",
                    shown.apply(artifacts.apply(report.digest()).resolve("report.html"))));
    console.print(table);
    console.print("");
    console.print(console.style().bold("LINEAGE"));
    console.print(lineage(model, run));
  }

  private static void metrics(Table table, Map<String, Value> properties) {
    properties.forEach(
        (name, value) -> {
          if (value instanceof Value.Real || value instanceof Value.Int) {
            table.row("  " + name, ValueText.of(value));
          }
        });
  }

  private static Table lineage(ModelVersion model, Optional<RunRecord> run) {
    Table table = new Table();
    if (run.isEmpty()) {
      return table.row("  run", model.run().value());
    }
    RunRecord record = run.get();
    record
        .sources()
        .forEach(
            (task, sources) -> {
              for (Source source : sources) {
                table.row("  source", source.uri(), source.digest(), "read by " + task);
              }
            });
    table.row("  workflow", record.summary().workflow(), record.summary().versionHash(), "");
    table.row("  run", model.run().value(), "", "registered by " + model.task());
    String commit = record.environment().get("git.commit");
    if (commit != null) {
      table.row("  git", commit, "", "");
    }
    table.row("  model", model.label(), model.model().digest(), "");
    return table;
  }
}
