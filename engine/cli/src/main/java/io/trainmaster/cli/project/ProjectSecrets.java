package io.trainmaster.cli.project;

import io.trainmaster.worker.SecretSource;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Secrets as files of a folder, one each with the secret's name, as Kubernetes and Docker mount
 * them; or as variables, for a machine that builds and tests. They are read when they are needed,
 * so that a changed one counts at once.
 *
 * @param folder the folder; need not exist
 * @param variables the environment's
 */
public record ProjectSecrets(Path folder, Map<String, String> variables) implements SecretSource {

  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_-][A-Za-z0-9._-]*");

  @Override
  public Optional<String> secret(String name) {
    if (!NAME.matcher(name).matches()) {
      return Optional.empty();
    }
    Path file = folder.resolve(name);
    try {
      if (Files.isRegularFile(file)) {
        // Editors end a file with a line's end, which is no part of what is in it.
        return Optional.of(Files.readString(file).stripTrailing());
      }
    } catch (IOException e) {
      // As if it weren't there: who runs the engine may not read it.
    }
    return Optional.ofNullable(variables.get(variable(name)));
  }

  @Override
  public String howToAdd(String name) {
    return NAME.matcher(name).matches()
        ? "Write it to " + folder.resolve(name) + ", or set the variable " + variable(name) + "."
        : "A secret's name has letters, digits, `_`, `-` and `.`.";
  }

  private static String variable(String name) {
    return VARIABLE_PREFIX + name.toUpperCase(Locale.ROOT).replaceAll("[^A-Z0-9]", "_");
  }
}
