package io.trainmaster.cli.command;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.trainmaster.cli.config.Quantities;
import io.trainmaster.cli.console.CommandException;
import io.trainmaster.cli.console.Console;
import io.trainmaster.cli.console.ExitCode;
import io.trainmaster.model.ValueText;
import io.trainmaster.runtime.EngineException;
import io.trainmaster.runtime.Forgotten;
import io.trainmaster.runtime.RunService;
import io.trainmaster.track.Retention;
import java.time.Duration;

/** {@code gc}: deletes old runs, and artifacts that nothing names. */
final class GcCommand extends CliCommand {
  private final Argument<String> age =
      option(
              String.class,
              "--older-than",
              "TIME",
              "How long ago a run must have ended: \"90 days\", \"12 h\".")
          .required();

  private final Argument<Integer> keep =
      option(
              Integer.class,
              "--keep",
              "N",
              "The last runs of each workflow that stay, however old; by default 1.")
          .byDefault(1);

  private final Argument<Boolean> dryRun = flag("--dry-run", "Only list the runs.");

  @Override
  ExitCode execute(Workplace place, Console console) {
    Retention rule = new Retention(age(), count());
    try (RunService service = Servers.join(place, place.project())) {
      tell(service.forget(rule, dryRun.value()), console);
      return ExitCode.OK;
    } catch (EngineException e) {
      throw Refusals.of(e);
    }
  }

  private Duration age() {
    return Quantities.duration(age.value())
        .orElseThrow(
            () ->
                new CommandException(
                    ExitCode.USAGE,
                    "--older-than is no time: " + age.value() + ".",
                    "Write a number and ms, s, min, h or days."));
  }

  private int count() {
    if (keep.value() < 0) {
      throw new CommandException(ExitCode.USAGE, "--keep is a number from 0.", "");
    }
    return keep.value();
  }

  private void tell(Forgotten gone, Console console) {
    if (console.isJson()) {
      ObjectNode json = JsonNodeFactory.instance.objectNode();
      ArrayNode runs = json.putArray("runs");
      gone.runs().forEach(run -> runs.add(run.value()));
      console.print(
          json.put("reasons", gone.reasons())
              .put("artifacts", gone.artifacts())
              .put("bytes", gone.bytes()));
    } else if (dryRun.value()) {
      gone.runs().forEach(run -> console.print(run.value()));
      console.say(gone.runs().size() + " runs. Nothing was deleted.");
    } else {
      console.say(
          "%d runs are gone, %d records of what triggers did, and %d artifacts with %s."
              .formatted(
                  gone.runs().size(),
                  gone.reasons(),
                  gone.artifacts(),
                  ValueText.bytes(gone.bytes())));
    }
  }
}
