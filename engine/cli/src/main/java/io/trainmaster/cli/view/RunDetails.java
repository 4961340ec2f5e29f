package io.trainmaster.cli.view;

import io.trainmaster.cli.console.Console;
import io.trainmaster.cli.console.Style;
import io.trainmaster.cli.console.Table;
import io.trainmaster.model.TaskId;
import io.trainmaster.model.ValueText;
import io.trainmaster.outbox.Delivery;
import io.trainmaster.placement.GpuShare;
import io.trainmaster.run.Failure;
import io.trainmaster.run.RunId;
import io.trainmaster.track.ArtifactRecord;
import io.trainmaster.track.AttemptRecord;
import io.trainmaster.track.Caller;
import io.trainmaster.track.Metric;
import io.trainmaster.track.ModelVersion;
import io.trainmaster.track.RunRecord;
import io.trainmaster.track.RunStore;
import io.trainmaster.track.RunSummary;
import io.trainmaster.track.Source;
import io.trainmaster.track.TaskRecord;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** All that is recorded of a run, section by section. */
public final class RunDetails {
  private static final int DIGEST_SHOWN = 12;
  private static final Pattern WHOLE_DIGEST = Pattern.compile("[0-9a-f]{64}");

  private final Console console;
  private final Symbols symbols;

  /** Details on a console. */
  public RunDetails(Console console, Symbols symbols) {
    this.console = console;
    this.symbols = symbols;
  }

  /**
   * Shows a run.
   *
   * @param story what was said of it
   * @param reason why it exists; empty where somebody started it
   * @param told what people were told of it
   * @param made the runs that its tasks made
   */
  public void show(
      RunRecord run,
      List<ModelVersion> models,
      List<RunStore.Event> story,
      Optional<RunReason> reason,
      List<Delivery> told,
      List<RunSummary> made) {
    heading(run.summary());
    reason.ifPresent(why -> console.print("  " + why.text()));
    run.summary().caller().ifPresent(caller -> console.print("  " + called(caller)));
    story.stream()
        .filter(event -> event.type().equals(RunStore.Event.REVISED))
        .forEach(event -> console.print("  " + revised(event)));
    tasks(run, made);
    notReused(story);
    told(told);
    metrics(run);
    artifacts(run);
    lineage(run, models);
    params(run);
    pairs("PARAMETERS", texts(run));
    pairs("ENVIRONMENT", run.environment());
  }

  private void heading(RunSummary run) {
    Style style = console.style();
    String symbol = symbols.of(run.phase()) + " " + run.id();
    console.print(
        Symbols.paint(run.phase(), symbol, style)
            + "  "
            + run.phase().name().toLowerCase(Locale.ROOT)
            + (run.message().isEmpty() ? "" : ": " + run.message()));
    console.print(
        "  started "
            + Times.at(run.startedAt())
            + " UTC"
            + run.endedAt()
                .map(end -> ", took " + Times.took(run.startedAt(), run.endedAt()))
                .orElse("")
            + ", workflow "
            + run.workflow()
            + " "
            + brief(run.versionHash())
            + (run.options().priority() == 0 ? "" : ", priority " + run.options().priority())
            + run.options().reproduces().map(other -> ", reproduces " + other).orElse(""));
  }

  private void section(String name) {
    console.print("");
    console.print(console.style().bold(name));
  }

  private static String called(Caller caller) {
    return "made by task %s of %s, attempt %d"
        .formatted(caller.task(), caller.run(), caller.attempt());
  }

  private static String revised(RunStore.Event event) {
    String text = WHOLE_DIGEST.matcher(event.text()).replaceAll(hash -> brief(hash.group()));
    return "edited %s UTC: %s".formatted(Times.at(event.at()), text);
  }

  private void tasks(RunRecord run, List<RunSummary> made) {
    Map<Caller, RunId> ran = new HashMap<>();
    made.forEach(one -> one.caller().ifPresent(caller -> ran.put(caller, one.id())));
    section("TASKS");
    Table table = new Table("", "TASK", "ATTEMPT", "TOOK", "PEAK", "ON", "RESULT");
    for (TaskRecord task : run.tasks()) {
      if (task.attempts().isEmpty()) {
        row(table, task, "", "", "", "");
      }
      for (AttemptRecord attempt : task.attempts()) {
        row(
            table,
            task,
            attempt.number() + (attempt.failure().isPresent() ? " failed" : ""),
            attempt.isReused()
                ? ""
                : Times.took(attempt.startedAt().orElse(attempt.launchedAt()), attempt.endedAt()),
            attempt.peakMemoryBytes() > 0 ? ValueText.bytes(attempt.peakMemoryBytes()) : "",
            place(attempt, ran.get(caller(run, attempt))));
      }
    }
    console.print(table);
    run.tasks().forEach(this::failures);
  }

  private static Caller caller(RunRecord run, AttemptRecord attempt) {
    return new Caller(run.summary().id(), attempt.task(), attempt.number());
  }

  private static String place(AttemptRecord attempt, @Nullable RunId made) {
    if (attempt.isReused()) {
      return attempt.placement();
    } else if (made != null) {
      return "run " + made;
    }
    return attempt.gpus().isEmpty()
        ? attempt.node()
        : attempt.node() + ", GPU " + GpuShare.words(attempt.gpus());
  }

  private void told(List<Delivery> told) {
    if (!told.isEmpty()) {
      section("TOLD");
      console.print(NotificationViews.ofRun(told));
    }
  }

  /** Why tasks ran though they had run before. */
  private void notReused(List<RunStore.Event> story) {
    List<RunStore.Event> misses =
        story.stream().filter(event -> event.type().equals(RunStore.Event.NOT_REUSED)).toList();
    if (!misses.isEmpty()) {
      section("RAN AGAIN");
      misses.forEach(miss -> console.print("  " + miss.text()));
    }
  }

  private void row(
      Table table, TaskRecord task, String attempt, String took, String peak, String node) {
    String symbol = symbols.of(task.phase());
    table
        .row()
        .cell(symbol, Symbols.paint(task.phase(), symbol, console.style()))
        .cell(task.id().value())
        .cell(attempt)
        .cell(took)
        .cell(peak)
        .cell(node)
        .cell(
            task.output().map(OutputText::brief).filter(t -> !t.isEmpty()).orElse(task.message()));
  }

  private void failures(TaskRecord task) {
    for (AttemptRecord attempt : task.attempts()) {
      attempt.failure().ifPresent(failure -> failure(task, attempt, failure));
    }
  }

  private void failure(TaskRecord task, AttemptRecord attempt, Failure failure) {
    Style style = console.style();
    console.print(
        style.bad(
                "  %s, attempt %d: %s %s"
                    .formatted(
                        task.id(), attempt.number(), failure.outcome().word(), failure.code()))
            + " "
            + failure.message());
    if (!failure.place().isEmpty()) {
      console.print("    at: " + failure.place());
    }
    if (!failure.mend().isEmpty()) {
      console.print("    mend: " + failure.mend());
    }
  }

  private void metrics(RunRecord run) {
    Table table = new Table("TASK", "METRIC", "VALUE");
    run.metrics()
        .forEach(
            (task, metrics) ->
                latest(metrics)
                    .forEach(
                        (key, metric) ->
                            table.row(task.value(), key, ValueText.number(metric.value()))));
    if (!table.isEmpty()) {
      section("METRICS");
      console.print(table);
    }
  }

  /** The last step of each metric: the earlier ones are curves, and the report draws them. */
  static Map<String, Metric> latest(List<Metric> metrics) {
    Map<String, Metric> latest = new LinkedHashMap<>();
    for (Metric metric : metrics) {
      latest.merge(metric.key(), metric, (a, b) -> b.step() >= a.step() ? b : a);
    }
    return latest;
  }

  private void artifacts(RunRecord run) {
    if (run.artifacts().isEmpty()) {
      return;
    }
    section("ARTIFACTS");
    Table table = new Table("TASK", "OUTPUT", "TYPE", "SIZE", "DIGEST");
    for (ArtifactRecord artifact : run.artifacts()) {
      table.row(
          artifact.task().value(),
          artifact.output(),
          artifact.artifact().type(),
          ValueText.bytes(artifact.bytes()),
          brief(artifact.artifact().digest()));
    }
    console.print(table);
  }

  /** From the sources, over what each task published, to the models that were registered. */
  private void lineage(RunRecord run, List<ModelVersion> models) {
    Table table = new Table();
    for (Map.Entry<TaskId, List<Source>> read : run.sources().entrySet()) {
      for (Source source : read.getValue()) {
        table.row(
            "  source",
            source.uri(),
            brief(source.digest()) + ", " + ValueText.bytes(source.bytes()),
            "read by " + read.getKey());
      }
    }
    for (ModelVersion model : models) {
      table.row(
          "  model",
          model.label(),
          brief(model.model().digest()),
          "registered by " + model.task() + aliases(model));
    }
    if (!table.isEmpty()) {
      section("LINEAGE");
      console.print(table);
    }
  }

  private static String aliases(ModelVersion model) {
    return model.aliases().isEmpty() ? "" : " as " + String.join(", ", model.aliases());
  }

  /** What tasks decided by themselves, such as the classes they found. */
  private void params(RunRecord run) {
    Table table = new Table("TASK", "DECIDED", "VALUE");
    run.params()
        .forEach((task, own) -> own.forEach((key, value) -> table.row(task.value(), key, value)));
    if (!table.isEmpty()) {
      section("DECISIONS");
      console.print(table);
    }
  }

  private static Map<String, String> texts(RunRecord run) {
    Map<String, String> texts = new LinkedHashMap<>();
    run.parameters().forEach((name, value) -> texts.put(name, ValueText.of(value)));
    return texts;
  }

  private void pairs(String name, Map<String, String> pairs) {
    if (pairs.isEmpty()) {
      return;
    }
    section(name);
    Table table = new Table();
    pairs.forEach((key, value) -> table.row("  " + key, value));
    console.print(table);
  }

  static String brief(String digest) {
    return digest.length() > DIGEST_SHOWN ? digest.substring(0, DIGEST_SHOWN) : digest;
  }
}
