package io.trainmaster.cli.command;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.trainmaster.channel.Channel;
import io.trainmaster.channel.Channels;
import io.trainmaster.cli.console.CommandException;
import io.trainmaster.cli.console.Console;
import io.trainmaster.cli.console.ExitCode;
import io.trainmaster.cli.project.ChannelCheck;
import io.trainmaster.cli.project.Engines;
import io.trainmaster.cli.project.Project;
import io.trainmaster.cli.view.NotificationViews;
import io.trainmaster.outbox.Delivery;
import io.trainmaster.outbox.Notification;
import io.trainmaster.run.RunId;
import io.trainmaster.store.StateFolder;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/** {@code notifications}: what people were told, and whether it reached them. */
final class NotificationsCommand extends CliCommand {
  private final Argument<Boolean> dead = flag("--dead", "Only those that were given up.");

  private final Argument<Integer> limit =
      option(Integer.class, "--limit", "N", "How many; by default 20.").byDefault(20);

  NotificationsCommand() {
    subcommand("send", new SendCommand(), "Try one anew that was given up.");
    subcommand("test", new TestChannel(), "Send a test message and say what came back.");
  }

  @Override
  ExitCode execute(Workplace place, Console console) {
    try (StateFolder state = Records.read(place.settings(place.project()))) {
      List<Delivery> told = state.runs().outbox().latest(dead.value(), limit.value());
      if (console.isJson()) {
        console.print(NotificationViews.json(told));
      } else if (told.isEmpty()) {
        console.say(dead.value() ? "None was given up." : "Nobody has been told anything.");
      } else {
        console.print(NotificationViews.table(told));
      }
    }
    return ExitCode.OK;
  }

  /** {@code notifications send ID}. */
  static final class SendCommand extends CliCommand {
    private final Argument<String> id =
        parameter(String.class, "ID", "A notification, as `notifications --dead` lists them.");

    @Override
    ExitCode execute(Workplace place, Console console) {
      try (StateFolder state = Records.annotate(place.settings(place.project()))) {
        Instant now = place.surroundings().now();
        if (!state.runs().outbox().tryAgain(id.value(), now)) {
          throw refusal(state);
        }
      }
      console.say(id.value() + " is tried anew, by the server or the next run.");
      return ExitCode.OK;
    }

    private CommandException refusal(StateFolder state) {
      return state
          .runs()
          .outbox()
          .find(id.value())
          .map(
              known ->
                  new CommandException(
                      ExitCode.USAGE,
                      "%s wasn't given up: it is %s.".formatted(id.value(), known.phase().word()),
                      "Only what was given up is tried anew; the rest is by itself."))
          .orElseGet(
              () ->
                  new CommandException(
                      ExitCode.INPUT_MISSING,
                      "There is no notification " + id.value() + ".",
                      "`trainmaster notifications --dead` lists those that were given up."));
    }
  }

  /** {@code notifications test CHANNEL}. */
  static final class TestChannel extends CliCommand {
    private final Argument<String> channel =
        parameter(String.class, "CHANNEL", "A channel of the settings.");

    @Override
    ExitCode execute(Workplace place, Console console) throws InterruptedException {
      Project project = place.project();
      Channels channels =
          new Engines(place.installation(), project, place.settings(project)).channels();
      ChannelCheck.require(channels.names(), channel.value());
      Instant now = place.surroundings().now();
      Notification test =
          new Notification(
              "test/" + UUID.randomUUID(),
              new RunId("test"),
              "test",
              Notification.Kind.TEST,
              Notification.Severity.INFO,
              channel.value(),
              "A test of the channel " + channel.value(),
              "Trainmaster can tell you something here.",
              now);
      Channel.Reply reply = channels.send(test, 1);
      if (console.isJson()) {
        console.print(
            JsonNodeFactory.instance
                .objectNode()
                .put("channel", channel.value())
                .put("taken", reply.taken())
                .put("answer", reply.said()));
      } else {
        console.print(
            channel.value() + (reply.taken() ? " has taken it: " : " refuses: ") + reply.said());
      }
      return reply.taken() ? ExitCode.OK : ExitCode.UNAVAILABLE;
    }
  }
}
