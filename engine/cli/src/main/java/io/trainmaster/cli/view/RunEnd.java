package io.trainmaster.cli.view;

import io.trainmaster.cli.console.Console;
import io.trainmaster.cli.console.Letter;
import io.trainmaster.cli.console.Style;
import io.trainmaster.model.Outcome;
import io.trainmaster.model.ValueText;
import io.trainmaster.outbox.Delivery;
import io.trainmaster.run.Failure;
import io.trainmaster.run.RunPhase;
import io.trainmaster.run.TaskPhase;
import io.trainmaster.track.ArtifactRecord;
import io.trainmaster.track.AttemptRecord;
import io.trainmaster.track.ModelVersion;
import io.trainmaster.track.RunRecord;
import io.trainmaster.track.RunSummary;
import io.trainmaster.track.TaskRecord;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * What a person is told when a run is over: how it ended, the metrics that count, the models, the
 * report, and what to type next. A failure comes with its letter and the end of its log.
 */
public final class RunEnd {
  private static final int LOG_LINES = 20;

  private final Console console;
  private final Symbols symbols;
  private final Function<String, Path> artifacts;
  private final Path state;
  private final Function<Path, String> shown;

  /**
   * @param artifacts where an artifact is, by its digest
   * @param state the state folder
   * @param shown a path as messages show it
   */
  public RunEnd(
      Console console,
      Symbols symbols,
      Function<String, Path> artifacts,
      Path state,
      Function<Path, String> shown) {
    this.console = console;
    this.symbols = symbols;
    this.artifacts = artifacts;
    this.state = state;
    this.shown = shown;
  }

  /** Tells how a run ended. */
  public void tell(RunRecord run, List<ModelVersion> models) {
    RunSummary summary = run.summary();
    failed(run).ifPresent(this::letter);
    Style style = console.style();
    console.print(
        Symbols.paint(summary.phase(), symbols.of(summary.phase()) + " " + summary.id(), style)
            + " "
            + word(summary.phase())
            + summary
                .endedAt()
                .map(end -> " in " + ValueText.duration(Duration.between(summary.startedAt(), end)))
                .orElse("")
            + (summary.message().isEmpty() ? "" : ": " + summary.message()));
    reused(run);
    reports(run);
    for (ModelVersion model : models) {
      line("model", style.bold(model.label()) + aliases(model));
    }
    next(summary, models);
  }

  /**
   * Tells in a line what people haven't been told when nobody is left to tell them; may be none.
   */
  public void unsent(List<Delivery> unsent) {
    if (unsent.isEmpty()) {
      return;
    }
    Map<String, String> channels = new LinkedHashMap<>();
    unsent.forEach(
        one ->
            channels.merge(one.notification().to(), one.answer(), (a, b) -> a.isEmpty() ? b : a));
    String to =
        channels.entrySet().stream()
            .map(
                one -> one.getKey() + (one.getValue().isEmpty() ? "" : " (" + one.getValue() + ")"))
            .collect(Collectors.joining(", "));
    boolean isOne = unsent.size() == 1;
    line(
        "unsent",
        "%s to %s: `trainmaster server` sends %s, or the next run"
            .formatted(
                isOne ? "1 notification" : unsent.size() + " notifications",
                to,
                isOne ? "it" : "them"));
  }

  private void reused(RunRecord run) {
    Map<String, Long> from =
        run.tasks().stream()
            .flatMap(task -> task.attempts().stream())
            .filter(AttemptRecord::isReused)
            .collect(
                Collectors.groupingBy(
                    AttemptRecord::placement, LinkedHashMap::new, Collectors.counting()));
    from.forEach(
        (text, tasks) -> line("cache", tasks + (tasks == 1 ? " task " : " tasks ") + text));
  }

  private void reports(RunRecord run) {
    for (ArtifactRecord record : run.artifacts()) {
      if (record.artifact().type().equals("Report")) {
        String metrics = OutputText.metrics(record.artifact().properties());
        if (!metrics.isEmpty()) {
          line("metrics", metrics);
        }
        line("report", shown.apply(folder(record).resolve("report.html")));
      }
    }
  }

  /** Where an artifact is: by the link that the run has to it, or else by its digest. */
  private Path folder(ArtifactRecord record) {
    Path link =
        state
            .resolve("runs")
            .resolve(record.run().value())
            .resolve(record.task().value())
            .resolve(record.output());
    return Files.exists(link) ? link : artifacts.apply(record.artifact().digest());
  }

  private static String aliases(ModelVersion model) {
    return model.aliases().isEmpty() ? "" : " (" + String.join(", ", model.aliases()) + ")";
  }

  private void next(RunSummary run, List<ModelVersion> models) {
    if (run.phase().isResumable()) {
      line("go on", "trainmaster resume " + run.id());
    } else if (!models.isEmpty()) {
      line("next", "trainmaster models show " + models.get(0).name());
    } else {
      line("next", "trainmaster show " + run.id());
    }
  }

  private void line(String name, String text) {
    console.print("  " + console.style().faint(name + " ".repeat(9 - name.length())) + text);
  }

  private static String word(RunPhase phase) {
    return switch (phase) {
      case QUEUED -> "waits for its turn";
      case RUNNING -> "is running";
      case CANCELLING -> "is being cancelled";
      case SUCCEEDED -> "succeeded";
      case SKIPPED -> "was skipped";
      case FAILED -> "failed";
      case CANCELLED -> "was cancelled";
    };
  }

  /** The task that a failed run failed by: the first that failed with an attempt, or any. */
  private static Optional<TaskRecord> failed(RunRecord run) {
    if (run.summary().phase() != RunPhase.FAILED) {
      return Optional.empty();
    }
    List<TaskRecord> failed =
        run.tasks().stream()
            .filter(task -> task.phase() == TaskPhase.FAILED && !isTolerated(task, run))
            .toList();
    return failed.stream()
        .filter(task -> !task.attempts().isEmpty())
        .findFirst()
        .or(() -> failed.stream().findFirst());
  }

  /** Whether it belongs to an item of a loop that succeeded all the same. */
  private static boolean isTolerated(TaskRecord task, RunRecord run) {
    return run.tasks().stream()
        .filter(loop -> loop.phase() == TaskPhase.SUCCEEDED)
        .anyMatch(loop -> task.id().value().startsWith(loop.id() + "["));
  }

  private void letter(TaskRecord task) {
    Optional<AttemptRecord> last =
        task.attempts().isEmpty()
            ? Optional.empty()
            : Optional.of(task.attempts().get(task.attempts().size() - 1));
    Failure failure =
        last.flatMap(AttemptRecord::failure).orElse(Failure.of(Outcome.ERROR, task.message()));
    console.complain("");
    console.complain(
        new Letter(
            failure.code(),
            "task " + task.id() + ": " + failure.message(),
            failure.place(),
            failure.mend()));
    last.filter(attempt -> !attempt.logFile().isEmpty()).ifPresent(this::log);
    console.complain("");
  }

  private void log(AttemptRecord attempt) {
    Path file = state.resolve(attempt.logFile());
    List<String> lines = LogFile.lastForPeople(file, LOG_LINES);
    if (!lines.isEmpty()) {
      Style style = console.talkStyle();
      console.complain(style.faint("  the end of " + shown.apply(file) + ":"));
      lines.forEach(line -> console.complain(style.faint("  | ") + line));
    }
  }
}
