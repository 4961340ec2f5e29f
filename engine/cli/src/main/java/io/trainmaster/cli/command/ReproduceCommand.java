package io.trainmaster.cli.command;

import io.trainmaster.cli.config.Settings;
import io.trainmaster.cli.console.CommandException;
import io.trainmaster.cli.console.Console;
import io.trainmaster.cli.console.ExitCode;
import io.trainmaster.cli.project.Engines;
import io.trainmaster.cli.project.Project;
import io.trainmaster.cli.view.RunDifference;
import io.trainmaster.model.RunFact;
import io.trainmaster.model.Value;
import io.trainmaster.model.WorkflowVersion;
import io.trainmaster.run.RunId;
import io.trainmaster.run.RunPhase;
import io.trainmaster.runtime.RunHandle;
import io.trainmaster.runtime.RunService;
import io.trainmaster.runtime.SourceFiles;
import io.trainmaster.track.RunOptions;
import io.trainmaster.track.RunRecord;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** {@code reproduce}: carries a run out again, from what is recorded, and compares. */
final class ReproduceCommand extends CliCommand {

  /** In what two runs may differ though the same came of them. */
  private static final String CIRCUMSTANCES = "environment";

  private final Argument<String> run =
      parameter(String.class, "RUN", "A run that succeeded, such as churn-7.");

  private final Argument<Boolean> anyway =
      flag("--anyway", "Go on where the data is not what the run read.");

  @Override
  ExitCode execute(Workplace place, Console console) throws InterruptedException {
    Project project = place.project();
    Settings settings = place.settings(project);
    Records.requireState(settings);
    try (RunService engine = new Engines(place.installation(), project, settings).join()) {
      RunRecord original = Records.run(engine.runs(), run.value());
      RunId id = original.summary().id();
      requireSucceeded(original);
      requireSources(original, project, console);
      WorkflowVersion version =
          engine.runs().version(original.summary().versionHash()).orElseThrow();
      Map<String, Value> parameters = new LinkedHashMap<>(original.parameters());
      parameters.remove(RunFact.ID.parameter());
      RunOptions options = RunOptions.DEFAULT.withReuse(false).reproducing(id);
      List<RunId> made = new ArrayList<>();
      ExitCode end =
          new Execution(place, project, engine, version.graph())
              .follow(
                  listener -> {
                    RunHandle again = engine.start(version, parameters, options, listener);
                    made.add(again.id());
                    return again;
                  });
      if (end != ExitCode.OK) {
        return end;
      }
      return compare(original, engine.runs().run(made.get(0)).orElseThrow(), console);
    }
  }

  private static void requireSucceeded(RunRecord original) {
    RunPhase phase = original.summary().phase();
    if (phase != RunPhase.SUCCEEDED && phase != RunPhase.SKIPPED) {
      throw new CommandException(
          ExitCode.USAGE,
          "Run " + original.summary().id() + " did not succeed, so there is nothing to compare.",
          "`trainmaster resume` goes on with a run.");
    }
  }

  private void requireSources(RunRecord original, Project project, Console console) {
    SourceFiles sources = new SourceFiles(project.root());
    List<String> changes =
        original.sources().values().stream()
            .flatMap(List::stream)
            .flatMap(source -> sources.change(source).stream())
            .distinct()
            .toList();
    if (changes.isEmpty()) {
      return;
    }
    String since = " since " + original.summary().id() + ".";
    if (!anyway.value()) {
      throw new CommandException(
          ExitCode.INPUT_MISSING,
          String.join(", ", changes) + since,
          "Bring the data back as it was, or use --anyway to see what comes of it now.");
    }
    console.say("note: " + String.join(", ", changes) + since);
  }

  private static ExitCode compare(RunRecord original, RunRecord again, Console console) {
    List<RunDifference> all = RunDifference.between(original, again);
    boolean same = all.stream().allMatch(each -> each.what().equals(CIRCUMSTANCES));
    if (console.isJson()) {
      console.print(CompareCommand.json(original, again, all).put("reproduced", same));
    } else {
      if (!all.isEmpty()) {
        console.print(CompareCommand.table(original, again, all));
      }
      console.print(
          same
              ? original.summary().id() + " is reproduced: every result is the same."
              : original.summary().id() + " is not reproduced.");
    }
    return same ? ExitCode.OK : ExitCode.RUN_FAILED;
  }
}
