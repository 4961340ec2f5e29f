package io.trainmaster.cli.command;

import io.trainmaster.cli.config.ConfigException;
import io.trainmaster.cli.config.Setting;
import io.trainmaster.cli.console.CommandException;
import io.trainmaster.cli.console.Console;
import io.trainmaster.cli.console.ExitCode;
import io.trainmaster.cli.console.Letter;
import io.trainmaster.cli.console.Surroundings;
import io.trainmaster.runtime.EngineException;
import io.trainmaster.track.StoreException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import picocli.CommandLine;
import picocli.CommandLine.Help;
import picocli.CommandLine.IFactory;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.UnmatchedArgumentException;

/** Reads the command line, runs the command, and turns what is thrown into a letter and a code. */
public final class Program {
  private Program() {}

  /** Runs a command and gives the exit code. Never throws. */
  public static int run(Surroundings surroundings, String... arguments) {
    Trainmaster program = new Trainmaster(surroundings);
    CommandLine line = commandLine(surroundings, program, List.of(arguments));
    try {
      return line.execute(arguments);
    } catch (LinkageError | OutOfMemoryError | StackOverflowError | AssertionError e) {
      return failed(e, program, program.workplace().console());
    } finally {
      line.getOut().flush();
      line.getErr().flush();
    }
  }

  /** The command line, ready to be executed. */
  static CommandLine commandLine(
      Surroundings surroundings, Trainmaster program, List<String> arguments) {
    IFactory factory = Program::create;
    ScopeType scope = Commands.named(arguments) ? ScopeType.INHERIT : ScopeType.LOCAL;
    CommandLine line = new CommandLine(program.spec(factory, scope), factory);
    Commands.addTo(line, arguments);
    line.setOut(new PrintWriter(surroundings.out(), true, StandardCharsets.UTF_8));
    line.setErr(new PrintWriter(surroundings.err(), true, StandardCharsets.UTF_8));
    boolean color =
        Workplace.style(surroundings, Setting.UI_COLOR.defaultValue(), surroundings.outIsTerminal())
            .isOn();
    line.setColorScheme(Help.defaultColorScheme(color ? Help.Ansi.ON : Help.Ansi.OFF));
    line.setCaseInsensitiveEnumValuesAllowed(true);
    line.setUsageHelpAutoWidth(false);
    line.setParameterExceptionHandler((error, args) -> usage(error, program.workplace().console()));
    line.setExecutionExceptionHandler(
        (error, command, result) -> failed(error, program, program.workplace().console()));
    describe(line, program);
    line.getCommandSpec().usageMessage().exitCodeListHeading("%nExit codes:%n");
    line.getCommandSpec().usageMessage().exitCodeList(exitCodes());
    return line;
  }

  /**
   * Makes what an argument with several values keeps them in. Picocli's own factory would look for
   * Groovy in all jars of the class path.
   */
  static <T> T create(Class<T> type) {
    return type.cast(type == List.class ? new ArrayList<>() : new LinkedHashMap<>());
  }

  /** Help as we want it: own options first, then those of all commands. */
  private static void describe(CommandLine line, Trainmaster program) {
    line.getCommandSpec().usageMessage().abbreviateSynopsis(true);
    line.getHelpSectionMap()
        .put(
            CommandLine.Model.UsageMessageSpec.SECTION_KEY_OPTION_LIST,
            help -> options(help, program));
    line.getSubcommands().values().forEach(below -> describe(below, program));
  }

  private static Map<String, String> exitCodes() {
    Map<String, String> codes = new LinkedHashMap<>();
    for (ExitCode code : ExitCode.values()) {
      // Not by a format, whose first use loads all that is known of locales.
      String number = Integer.toString(code.number());
      codes.put(" ".repeat(3 - number.length()) + number, code.meaning());
    }
    return codes;
  }

  private static String options(Help help, Trainmaster program) {
    List<OptionSpec> all = help.commandSpec().options();
    List<OptionSpec> own = all.stream().filter(option -> !program.takesAnywhere(option)).toList();
    List<OptionSpec> global = all.stream().filter(program::takesAnywhere).toList();
    String first =
        own.isEmpty() ? "" : "%nOptions:%n".formatted() + help.optionListExcludingGroups(own);
    return first + "%nGlobal options:%n".formatted() + help.optionListExcludingGroups(global);
  }

  private static int usage(ParameterException error, Console console) {
    if (error.getCommandLine().getParent() == null
        && !(error instanceof UnmatchedArgumentException)
        && error.getCommandLine().getParseResult().originalArgs().isEmpty()) {
      error.getCommandLine().usage(error.getCommandLine().getErr());
      return ExitCode.USAGE.number();
    }
    String command = error.getCommandLine().getCommandSpec().qualifiedName();
    String message = message(error).lines().findFirst().orElse("The command line is wrong.");
    console.complain(
        new Letter(
            "",
            message.endsWith(".") || message.endsWith("?") ? message : message + ".",
            "",
            suggestion(error) + "`" + command + " --help` shows what it takes."));
    return ExitCode.USAGE.number();
  }

  private static String suggestion(ParameterException error) {
    if (error instanceof UnmatchedArgumentException unmatched) {
      List<String> names = unmatched.getSuggestions();
      if (!names.isEmpty()) {
        return "Did you mean " + names.get(0) + "? ";
      }
    }
    return "";
  }

  private static int failed(Throwable error, Trainmaster program, Console console) {
    if (program.wantsStackTraces()) {
      error.printStackTrace(console.talkStream());
    }
    if (error instanceof CommandException stop) {
      console.complain(stop.letter());
      return stop.exit().number();
    } else if (error instanceof ConfigException config) {
      console.complain(new Letter("", message(config), config.place(), config.mend()));
      return ExitCode.CONFIG.number();
    } else if (error instanceof StoreException store) {
      return failedStore(store, console);
    } else if (error instanceof EngineException refusal
        && Refusals.of(refusal) instanceof CommandException stop) {
      console.complain(stop.letter());
      return stop.exit().number();
    } else if (error instanceof InterruptedException) {
      return ExitCode.INTERRUPTED.number();
    }
    return bug(error, console);
  }

  private static int failedStore(StoreException error, Console console) {
    console.complain(new Letter("", message(error), "", ""));
    return switch (error.reason()) {
      case LOCKED, CORRUPT, TOO_NEW, UNAVAILABLE, FENCED -> ExitCode.UNAVAILABLE.number();
      case READ_ONLY, DISK_FULL, FAILED -> ExitCode.CANNOT_WRITE.number();
    };
  }

  private static String message(Throwable error) {
    String message = error.getMessage();
    return message == null ? error.toString() : message;
  }

  private static int bug(Throwable error, Console console) {
    String where =
        Arrays.stream(error.getStackTrace())
            .filter(frame -> frame.getClassName().startsWith("io.trainmaster"))
            .limit(3)
            .map(frame -> frame.getClassName() + ":" + frame.getLineNumber())
            .collect(Collectors.joining(", "));
    console.complain(
        new Letter(
            "",
            "Trainmaster has a bug: " + error,
            where,
            "Please report it with the output of the same command and --debug."));
    return ExitCode.BUG.number();
  }
}
