package io.trainmaster.cli.command;

import io.trainmaster.cli.config.SettingsText;
import io.trainmaster.cli.console.CommandException;
import io.trainmaster.cli.console.Console;
import io.trainmaster.cli.console.ExitCode;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;

/** {@code init}: makes a project. */
final class InitCommand extends CliCommand {
  private final Argument<Path> folder =
      parameter(Path.class, "NAME", "The folder to make; its name is the project's.");

  @Override
  ExitCode execute(Workplace place, Console console) {
    Path root = place.resolve(folder.value());
    requireEmpty(root);
    String name = String.valueOf(root.getFileName());
    String workflow = workflowName(name);
    Map<String, String> files = files(name, workflow);
    try {
      for (Map.Entry<String, String> file : files.entrySet()) {
        Path path = root.resolve(file.getKey());
        Files.createDirectories(path.getParent());
        Files.writeString(path, file.getValue());
      }
    } catch (IOException e) {
      throw new CommandException(
          ExitCode.CANNOT_WRITE,
          "The project can't be written: " + e.getMessage() + ".",
          "Check that the folder can be written.");
    }
    files.keySet().forEach(file -> console.print(folder.value().resolve(file).toString()));
    console.say("");
    console.say("Next:");
    console.say("  cd " + folder.value());
    console.say("  trainmaster sample churn --rows 5000 --seed 7 --out data");
    console.say("  trainmaster run " + workflow + ".train");
    return ExitCode.OK;
  }

  private void requireEmpty(Path root) {
    if (!Files.exists(root)) {
      return;
    }
    try (Stream<Path> entries = Files.isDirectory(root) ? Files.list(root) : Stream.of(root)) {
      if (entries.findAny().isPresent()) {
        throw new CommandException(
            ExitCode.CANNOT_WRITE,
            folder.value() + " exists already and is not empty.",
            "Choose another name; nothing was written.");
      }
    } catch (IOException e) {
      throw new CommandException(
          ExitCode.CANNOT_WRITE, folder.value() + " can't be read: " + e.getMessage() + ".", "");
    }
  }

  /** A name of the language: small letters, digits and underscores, a letter first. */
  static String workflowName(String name) {
    String plain = name.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "_");
    String trimmed = plain.replaceAll("^_+|_+$", "");
    return trimmed.isEmpty() || Character.isDigit(trimmed.charAt(0))
        ? "workflow_" + trimmed
        : trimmed;
  }

  private static Map<String, String> files(String name, String workflow) {
    Map<String, String> files = new LinkedHashMap<>();
    files.put(workflow + ".train", template("workflow.train", name, workflow));
    files.put("conf/trainmaster.properties", SettingsText.properties());
    for (String overlay : new String[] {"dev", "staging", "production"}) {
      files.put(
          "conf/" + overlay + ".properties", template(overlay + ".properties", name, workflow));
    }
    files.put("README.md", template("README.md", name, workflow));
    files.put(".gitignore", template("gitignore", name, workflow));
    return files;
  }

  private static String template(String resource, String name, String workflow) {
    try (InputStream text = InitCommand.class.getResourceAsStream("init/" + resource)) {
      if (text == null) {
        throw new IllegalStateException("The template " + resource + " is missing.");
      }
      return new String(text.readAllBytes(), StandardCharsets.UTF_8)
          .replace("${name}", name)
          .replace("${workflow}", workflow);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
