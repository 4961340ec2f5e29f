package io.trainmaster.job.shell;

import io.trainmaster.job.Arguments;
import io.trainmaster.job.Operator;
import io.trainmaster.job.TaskContext;
import io.trainmaster.job.TaskError;
import io.trainmaster.job.TaskException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Runs a command in a folder of its own. Its arguments are a list and reach it as they are: no
 * shell reads them, so nothing that a value holds can become a command.
 */
public final class Shell implements Operator {

  private static final String OPTIONAL = "optional";

  /** For the service loader. */
  public Shell() {}

  @Override
  public String signature() {
    return """
        /// Runs a command in an empty folder of its own. The command is a list of the program and
        /// its arguments; no shell reads it. A program that is named with a slash is looked for in
        /// the project's folder. What it prints goes to the task's log. An exit code other than 0
        /// fails the task.
        ///
        /// The file or folder named by `outputs` is published, and those named by `output` under
        /// names of their own. A JSON object that the command writes to `outputs.json` gives the
        /// task values: as properties of the file that `outputs` names or, without it, by their
        /// names.
        operator shell(
          /// The program and its arguments, such as `["python3", "score.py", "--seed", "1"]`.
          command: List<String>,
        ) -> File? {
          effect writes
          runs   shared
          devices [cpu]
          /// An environment variable.
          key env(name: String, value: String) { repeats }
          /// Files and folders of the project that the command finds in its folder, under the same
          /// paths.
          key files(paths: List<Path>)
          /// The file or folder to publish, relative to the command's folder; an optional one need
          /// not be there.
          key outputs(path: String, optional: Bool = false)
          /// A file or folder to publish under a name.
          key output(name: String, path: String, optional: Bool = false) { repeats }
          /// A value that the command must give, and its type.
          key value(
            name: String,
            type: Name in [Int, Float, Bool, String, Date, Instant, Uri],
            optional: Bool = false,
          ) { repeats }
        }
        """;
  }

  @Override
  public void run(TaskContext context) throws Exception {
    List<CommandOutputs.Named> outputs = outputs(context.arguments());
    Path folder = Files.createDirectories(context.scratchDirectory().resolve("work"));
    for (Arguments.Entry entry : context.arguments().entries("files")) {
      ProjectFiles.copy(part(entry, 0, "paths", List.class), context.projectDirectory(), folder);
    }
    Command command =
        new Command(
            words(context), environment(context), folder, context.logFile(), context.maskedLog());
    int exitCode = command.run();
    if (exitCode != 0) {
      throw new TaskException(
          TaskError.COMMAND_FAILED,
          "The command ended with exit code " + exitCode + command.lastWords() + ".",
          words(context).get(0),
          "See the task's log for what it printed.");
    }
    new CommandOutputs(context, folder).publish(outputs, expected(context.arguments()));
  }

  private static List<String> words(TaskContext context) throws TaskException {
    List<String> words = CommandWords.of(context.arguments());
    if (words.isEmpty() || words.get(0).isBlank()) {
      throw invalid("The command is empty.", "command", "Name a program.");
    }
    String program = words.get(0);
    if (!program.contains("/")) {
      return words;
    }
    return Stream.concat(
            Stream.of(context.projectDirectory().resolve(program).toString()),
            words.stream().skip(1))
        .toList();
  }

  private static Map<String, String> environment(TaskContext context) throws TaskException {
    Map<String, String> environment = new LinkedHashMap<>(context.environment());
    environment.put("OMP_NUM_THREADS", Integer.toString(context.cpus()));
    for (Arguments.Entry entry : context.arguments().entries("env")) {
      String name = part(entry, 0, "name");
      if (name.isEmpty() || name.contains("=")) {
        throw invalid("'" + name + "' is no name of a variable.", "env", "Leave out the '='.");
      }
      environment.put(name, CommandWords.of(entry, 1, "value"));
    }
    return environment;
  }

  /** What is to be published, the main output first. */
  private static List<CommandOutputs.Named> outputs(Arguments arguments) throws TaskException {
    List<CommandOutputs.Named> outputs = new ArrayList<>();
    List<Arguments.Entry> main = arguments.entries("outputs");
    if (main.size() > 1) {
      throw invalid("A command has one output.", "outputs", "Write several files to a folder.");
    }
    for (Arguments.Entry entry : main) {
      outputs.add(
          new CommandOutputs.Named(CommandOutputs.MAIN, part(entry, 0, "path"), flag(entry, 1)));
    }
    for (Arguments.Entry entry : arguments.entries("output")) {
      outputs.add(
          new CommandOutputs.Named(part(entry, 0, "name"), part(entry, 1, "path"), flag(entry, 2)));
    }
    return outputs;
  }

  private static List<CommandOutputs.Expected> expected(Arguments arguments) throws TaskException {
    List<CommandOutputs.Expected> expected = new ArrayList<>();
    for (Arguments.Entry entry : arguments.entries("value")) {
      expected.add(
          new CommandOutputs.Expected(
              part(entry, 0, "name"), part(entry, 1, "type"), flag(entry, 2)));
    }
    return expected;
  }

  private static String part(Arguments.Entry entry, int index, String name) throws TaskException {
    return part(entry, index, name, String.class);
  }

  private static boolean flag(Arguments.Entry entry, int index) throws TaskException {
    boolean written = index < entry.positional().size() || entry.named().containsKey(OPTIONAL);
    return written && part(entry, index, OPTIONAL, Boolean.class);
  }

  private static <T> T part(Arguments.Entry entry, int index, String name, Class<T> type)
      throws TaskException {
    Object value =
        index < entry.positional().size() ? entry.positional().get(index) : entry.named().get(name);
    if (type.isInstance(value)) {
      return type.cast(value);
    }
    throw invalid(
        "The %s of '%s' is no %s.".formatted(name, entry.key(), type.getSimpleName()),
        entry.key(),
        "");
  }

  static TaskException invalid(String message, String place, String mend) {
    return new TaskException(TaskError.ARGUMENT_INVALID, message, place, mend);
  }
}
