package io.trainmaster.cli.command;

import io.trainmaster.cli.console.CommandException;
import io.trainmaster.cli.console.Console;
import io.trainmaster.cli.console.ExitCode;
import io.trainmaster.dsl.diagnostic.Code;
import io.trainmaster.dsl.diagnostic.Nearest;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Properties;

/** {@code explain}: the long form of a code. */
final class ExplainCommand extends CliCommand {
  private final Argument<String> code =
      parameter(String.class, "CODE", "A code, as an error shows it.");

  @Override
  ExitCode execute(Workplace place, Console console) {
    String wanted = code.value().strip().toUpperCase(Locale.ROOT);
    Optional<Code> known =
        Arrays.stream(Code.values()).filter(each -> each.id().equals(wanted)).findFirst();
    if (known.isPresent()) {
      console.print(known.get().explanation().text("  ").stripTrailing());
      return ExitCode.OK;
    }
    Properties tasks = taskErrors();
    String text = tasks.getProperty(wanted);
    if (text == null) {
      throw unknown(tasks);
    }
    int end = text.indexOf('|');
    console.print(console.style().bold(wanted + ": " + text.substring(0, end)));
    console.print("");
    console.print(text.substring(end + 1));
    return ExitCode.OK;
  }

  /** The errors of tasks. The engine knows no jobs module; a test compares this with theirs. */
  static Properties taskErrors() {
    Properties errors = new Properties();
    try (InputStream text = ExplainCommand.class.getResourceAsStream("task-errors.properties")) {
      if (text == null) {
        throw new IllegalStateException("The texts of the tasks' errors are missing.");
      }
      errors.load(new InputStreamReader(text, StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return errors;
  }

  private CommandException unknown(Properties tasks) {
    List<String> codes = new ArrayList<>(tasks.stringPropertyNames());
    Arrays.stream(Code.values()).map(Code::id).forEach(codes::add);
    return new CommandException(
        ExitCode.INPUT_MISSING,
        "There is no code " + code.value() + ".",
        Nearest.to(code.value().toUpperCase(Locale.ROOT), codes)
            .map(name -> "Did you mean " + name + "?")
            .orElse("Codes look like E0307 (workflow files) or T0004 (tasks)."));
  }
}
