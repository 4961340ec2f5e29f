package io.trainmaster.cli.command;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.trainmaster.cli.console.CommandException;
import io.trainmaster.cli.console.Console;
import io.trainmaster.cli.console.ExitCode;
import io.trainmaster.cli.console.Table;
import io.trainmaster.cli.view.Times;
import io.trainmaster.run.RunId;
import io.trainmaster.store.StateFolder;
import io.trainmaster.track.Approval;
import java.time.Instant;
import java.util.List;

/** {@code approve}: answers what a run asks, or lists what is open. */
final class ApproveCommand extends CliCommand {
  private final Argument<String> run =
      parameter(String.class, "RUN", "A run, such as churn-7; without one, list what is open.")
          .optional();

  private final Argument<String> task =
      parameter(String.class, "TASK", "The task that asks, where the run has several that do.")
          .optional();

  private final Argument<Boolean> refuse = flag("--refuse", "Say no.");

  private final Argument<String> comment =
      option(String.class, "--comment", "TEXT", "What to add; the workflow and `show` have it.")
          .byDefault("");

  private final Argument<String> as =
      option(String.class, "--as", "NAME", "Who answers; by default the user of this machine.");

  @Override
  ExitCode execute(Workplace place, Console console) {
    try (StateFolder state = Records.annotate(place.settings(place.project()))) {
      List<Approval> open = state.runs().approvals().open();
      if (run.given().isEmpty()) {
        list(open, console);
        return ExitCode.OK;
      }
      Approval asked = find(open, Records.run(state.runs(), run.value()).summary().id());
      String by = as.given().orElse(System.getProperty("user.name", ""));
      Instant now = place.surroundings().now();
      Approval.Answer answer = new Approval.Answer(!refuse.value(), by, comment.value(), now);
      if (!state.runs().approvals().answer(asked.key(), answer)) {
        throw new CommandException(
            ExitCode.INPUT_MISSING,
            "Somebody has answered this just now.",
            "`trainmaster show " + asked.key().run() + "` has the answer.");
      }
      console.say(
          "%s %s: %s"
              .formatted(
                  asked.key().run(),
                  refuse.value() ? "is refused" : "is granted",
                  asked.question()));
      return ExitCode.OK;
    }
  }

  private Approval find(List<Approval> open, RunId id) {
    List<Approval> asked =
        open.stream()
            .filter(one -> one.key().run().equals(id))
            .filter(one -> task.given().map(one.key().task().value()::equals).orElse(true))
            .toList();
    if (asked.isEmpty()) {
      throw new CommandException(
          ExitCode.INPUT_MISSING,
          "Run " + id + " asks nothing" + (task.given().isPresent() ? " by this task." : "."),
          "`trainmaster approve` lists what is open.");
    } else if (asked.size() > 1) {
      String tasks =
          String.join(", ", asked.stream().map(one -> one.key().task().value()).toList());
      throw new CommandException(
          ExitCode.USAGE, "Several tasks of " + id + " ask: " + tasks + ".", "Name one.");
    }
    return asked.get(0);
  }

  private static void list(List<Approval> open, Console console) {
    if (console.isJson()) {
      ArrayNode all = JsonNodeFactory.instance.arrayNode();
      open.forEach(
          one ->
              all.addObject()
                  .put("run", one.key().run().value())
                  .put("task", one.key().task().value())
                  .put("question", one.question())
                  .put("asked", one.asked())
                  .put("askedAt", one.askedAt().toString())
                  .put("expiresAt", one.expiresAt().toString()));
      console.print(all);
    } else if (open.isEmpty()) {
      console.say("Nothing is asked.");
    } else {
      Table table = new Table("RUN", "TASK", "ASKED", "UNTIL (UTC)", "QUESTION");
      open.forEach(
          one ->
              table.row(
                  one.key().run().value(),
                  one.key().task().value(),
                  one.asked(),
                  Times.at(one.expiresAt()),
                  one.question()));
      console.print(table);
    }
  }
}
