package io.trainmaster.cli.command;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.trainmaster.cli.config.Settings;
import io.trainmaster.cli.console.Console;
import io.trainmaster.cli.console.ExitCode;
import io.trainmaster.cli.view.NotificationViews;
import io.trainmaster.cli.view.RunDetails;
import io.trainmaster.cli.view.RunJson;
import io.trainmaster.cli.view.RunReason;
import io.trainmaster.cli.view.Symbols;
import io.trainmaster.outbox.Delivery;
import io.trainmaster.store.StateFolder;
import io.trainmaster.track.ModelVersion;
import io.trainmaster.track.RunRecord;
import java.util.List;
import java.util.Optional;

/** {@code show}: all that is recorded of a run. */
final class ShowCommand extends CliCommand {
  private final Argument<String> run =
      parameter(String.class, "RUN", "A run, such as churn-7; by default the last.")
          .optional()
          .byDefault("last");

  @Override
  ExitCode execute(Workplace place, Console console) {
    Settings settings = place.settings(place.project());
    try (StateFolder state = Records.read(settings)) {
      RunRecord record = Records.run(state.runs(), run.value());
      List<ModelVersion> models =
          record.tasks().stream()
              .flatMap(task -> state.runs().model(record.summary().id(), task.id()).stream())
              .toList();
      Optional<RunReason> reason = RunReason.of(state.runs(), record.summary().id());
      List<Delivery> told = state.runs().outbox().of(record.summary().id());
      if (console.isJson()) {
        ObjectNode json = RunJson.of(record, models);
        reason.ifPresent(why -> json.set("reason", why.json()));
        json.set("notifications", NotificationViews.json(told));
        console.print(json);
      } else {
        new RunDetails(console, Symbols.of(place.surroundings().variables()))
            .show(
                record,
                models,
                state.runs().events(record.summary().id()),
                reason,
                told,
                state.runs().madeBy(record.summary().id()));
      }
    }
    return ExitCode.OK;
  }
}
