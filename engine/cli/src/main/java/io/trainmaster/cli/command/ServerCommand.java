package io.trainmaster.cli.command;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.trainmaster.cli.config.Setting;
import io.trainmaster.cli.config.Settings;
import io.trainmaster.cli.config.StateConfig;
import io.trainmaster.cli.console.CommandException;
import io.trainmaster.cli.console.Console;
import io.trainmaster.cli.console.ExitCode;
import io.trainmaster.cli.project.Engines;
import io.trainmaster.cli.project.Project;
import io.trainmaster.server.ServerLog;
import io.trainmaster.server.TrainmasterServer;
import io.trainmaster.store.StateBackup;
import io.trainmaster.store.StateLocation;
import io.trainmaster.track.StoreException;
import io.trainmaster.track.StoreException.Reason;
import java.io.IOException;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.CompletableFuture;

/**
 * {@code server}: an engine that stays, and fires triggers. Of several on one database one serves,
 * and the others stand by.
 */
final class ServerCommand extends CliCommand {

  /** Why a server that shares its database gives way to another, and stands by. */
  private static final Set<Reason> GIVE_WAY =
      Set.of(Reason.LOCKED, Reason.FENCED, Reason.UNAVAILABLE);

  private final Argument<Boolean> takeOver =
      flag("--take-over", "Serve a folder that `backup` made: the one it was copied from is gone.");

  @Override
  ExitCode execute(Workplace place, Console console) {
    Project project = place.project();
    Settings settings = place.settings(project);
    Engines engines = new Engines(place.installation(), project, settings);
    StateLocation state = StateConfig.from(settings);
    requireOriginal(state);
    ServerLog log = log(settings, console);
    CompletableFuture<Throwable> asked = new CompletableFuture<>();
    String said = "";
    try (Ending ending = Ending.of(() -> asked.complete(new InterruptedException()))) {
      while (!asked.isDone()) {
        try {
          serve(engines, state, log, asked, console);
          said = "";
        } catch (StoreException e) {
          if (state.database().isEmpty() || !GIVE_WAY.contains(e.reason())) {
            throw e;
          }
          said = standBy(said, String.valueOf(e.getMessage()), console);
        }
      }
    }
    return ExitCode.OK;
  }

  /** Two servers, one on a folder and one on its copy, would do everything twice. */
  private void requireOriginal(StateLocation state) {
    String copied = StateBackup.copiedAt(state.folder());
    if (takeOver.value()) {
      StateBackup.takeOver(state.folder());
    } else if (!copied.isEmpty()) {
      throw new CommandException(
          ExitCode.UNAVAILABLE,
          state.folder() + " is a backup. " + copied,
          "Where nobody serves the original any more: trainmaster server --take-over");
    }
  }

  /** The log of a process that stays, in the form that the settings say. */
  static ServerLog log(Settings settings, Console console) {
    String form = settings.text(Setting.SERVER_LOG).toUpperCase(Locale.ROOT);
    ServerLog log = new ServerLog(console.talkStream(), ServerLog.Form.valueOf(form));
    log.takeInLibraries();
    return log;
  }

  private static void serve(
      Engines engines,
      StateLocation state,
      ServerLog log,
      CompletableFuture<Throwable> asked,
      Console console) {
    try (TrainmasterServer server = engines.serve(log)) {
      tell("serving", "Serving " + state + " at " + server.url() + ". Ctrl-C ends it.", console);
      server
          .workersUrl()
          .ifPresent(url -> tell("workers", "Workers reach it at " + url + ".", console));
      Throwable reason =
          CompletableFuture.anyOf(asked, server.ended()).thenApply(Throwable.class::cast).join();
      if (asked.isDone()) {
        console.say("Ending: tasks under way are stopped, and go on when a server is there again.");
      } else if (reason instanceof StoreException failure) {
        throw failure;
      } else {
        throw new IllegalStateException("The engine has failed", reason);
      }
    } catch (IOException e) {
      throw new CommandException(
          ExitCode.UNAVAILABLE,
          "The server can't listen: " + e.getMessage() + ".",
          "Choose another server.port or server.workers, or port 0 for any that is free.");
    }
  }

  /** Says so once; opening waits as long as a lease lasts before it gives up. */
  private static String standBy(String said, String why, Console console) {
    if (!said.equals(why)) {
      tell("standing by", "Standing by: " + why, console);
    }
    return why;
  }

  private static void tell(String event, String text, Console console) {
    if (console.isJson()) {
      ObjectNode line = JsonNodeFactory.instance.objectNode();
      console.printLine(line.put("event", event).put("text", text));
    } else {
      console.print(text);
    }
  }
}
