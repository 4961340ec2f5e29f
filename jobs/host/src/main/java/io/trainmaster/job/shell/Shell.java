package io.trainmaster.job.shell;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.trainmaster.job.Arguments;
import io.trainmaster.job.Operator;
import io.trainmaster.job.TaskContext;
import io.trainmaster.job.TaskError;
import io.trainmaster.job.TaskException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Runs a command in a folder of its own. Its arguments are a list and reach it as they are: no
 * shell reads them, so nothing that a value holds can become a command.
 */
public final class Shell implements Operator {

  /** Where a command leaves values for the workflow. */
  private static final String VALUES_FILE = "outputs.json";

  private static final ObjectMapper MAPPER = new ObjectMapper();

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
        /// The file or folder named by `outputs` is published. A JSON object that the command
        /// writes to `outputs.json` gives the task values: as properties of the published file or,
        /// without one, by their names.
        operator shell(
          /// The program and its arguments, such as `["python3", "score.py", "--seed", "1"]`.
          command: List<String>,
        ) -> File? {
          effect writes
          runs   shared
          devices [cpu]
          /// An environment variable.
          key env(name: String, value: String)
          /// The file or folder to publish, relative to the command's folder.
          key outputs(path: String)
        }
        """;
  }

  @Override
  public void run(TaskContext context) throws Exception {
    Optional<String> output = output(context.arguments());
    Path folder = Files.createDirectories(context.scratchDirectory().resolve("work"));
    Command command = new Command(words(context), environment(context), folder, context.logFile());
    int exitCode = command.run();
    if (exitCode != 0) {
      throw new TaskException(
          TaskError.COMMAND_FAILED,
          "The command ended with exit code " + exitCode + command.lastWords() + ".",
          words(context).get(0),
          "See the task's log for what it printed.");
    }
    publish(context, folder, output);
  }

  private static List<String> words(TaskContext context) throws TaskException {
    List<String> words = context.arguments().texts("command");
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
    Map<String, String> environment = new LinkedHashMap<>();
    environment.put("TRAINMASTER_RUN", context.attempt().run());
    environment.put("TRAINMASTER_TASK", context.attempt().task());
    environment.put("TRAINMASTER_ATTEMPT", Integer.toString(context.attempt().number()));
    // The same for every attempt of a task: a service can tell a request that was made twice.
    environment.put(
        "TRAINMASTER_IDEMPOTENCY_KEY", context.attempt().run() + "/" + context.attempt().task());
    environment.put("TRAINMASTER_PROJECT", context.projectDirectory().toString());
    environment.put("OMP_NUM_THREADS", Integer.toString(context.cpus()));
    for (Arguments.Entry entry : context.arguments().entries("env")) {
      String name = part(entry, 0, "name");
      if (name.isEmpty() || name.contains("=")) {
        throw invalid("'" + name + "' is no name of a variable.", "env", "Leave out the '='.");
      }
      environment.put(name, part(entry, 1, "value"));
    }
    return environment;
  }

  private static Optional<String> output(Arguments arguments) throws TaskException {
    List<Arguments.Entry> entries = arguments.entries("outputs");
    if (entries.size() > 1) {
      throw invalid("A command has one output.", "outputs", "Write several files to a folder.");
    }
    return entries.isEmpty() ? Optional.empty() : Optional.of(part(entries.get(0), 0, "path"));
  }

  private static String part(Arguments.Entry entry, int index, String name) throws TaskException {
    Object value =
        index < entry.positional().size()
            ? entry.positional().get(index)
            : entry.named().getOrDefault(name, "");
    if (value instanceof String text) {
      return text;
    }
    throw invalid("The " + name + " of '" + entry.key() + "' is no text.", entry.key(), "");
  }

  private static void publish(TaskContext context, Path folder, Optional<String> output)
      throws IOException, TaskException {
    Map<String, Object> values = values(folder.resolve(VALUES_FILE));
    if (output.isEmpty()) {
      values.forEach(context::outputValue);
      return;
    }
    Path given = folder.resolve(output.get()).normalize();
    if (!given.startsWith(folder) || given.equals(folder)) {
      throw invalid(
          "The output is not inside the command's folder.", output.get(), "Name a file in it.");
    }
    if (!Files.exists(given)) {
      throw new TaskException(
          TaskError.SOURCE_MISSING,
          "The command wrote no '" + output.get() + "'.",
          "outputs",
          "Write it to the folder that the command starts in.");
    }
    if (!given.toRealPath().startsWith(folder.toRealPath())) {
      throw invalid("The output is a link to elsewhere.", output.get(), "Copy the file instead.");
    }
    Path staged = context.outputPath("out");
    Files.move(given, staged);
    values.put("name", given.getFileName().toString());
    context.output("out", "File", values);
  }

  private static Map<String, Object> values(Path file) throws IOException, TaskException {
    Map<String, Object> values = new LinkedHashMap<>();
    if (!Files.exists(file)) {
      return values;
    }
    try {
      JsonNode root = MAPPER.readTree(file.toFile());
      if (!root.isObject()) {
        throw new TaskException(
            TaskError.SOURCE_MALFORMED, "It holds no JSON object.", VALUES_FILE, "");
      }
      root.properties().forEach(member -> values.put(member.getKey(), scalar(member.getValue())));
      return values;
    } catch (JsonProcessingException malformed) {
      throw new TaskException(
          TaskError.SOURCE_MALFORMED,
          "It is not JSON.",
          VALUES_FILE + ":" + malformed.getLocation().getLineNr(),
          "Write one JSON object to it.",
          malformed);
    }
  }

  private static Object scalar(JsonNode node) {
    return MAPPER.convertValue(node, Object.class);
  }

  private static TaskException invalid(String message, String place, String mend) {
    return new TaskException(TaskError.ARGUMENT_INVALID, message, place, mend);
  }
}
