package io.trainmaster.watch;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * What the program {@code git} says of a folder. It knows all that a repository may be: worktrees,
 * packed refs, tags of tags, tables of refs. Safe for use from several threads.
 */
public final class Git {

  private static final long SECONDS = 5;

  private final Path folder;

  /** The repository that a folder is in, if it is in one. */
  public Git(Path folder) {
    this.folder = folder;
  }

  /** Whether the folder is in a repository. */
  boolean isRepository() {
    return ask("rev-parse", "--git-dir").isPresent();
  }

  /** The commit that a ref points at. */
  Optional<String> commit(String ref) {
    // What begins with a dash would be an option.
    return ref.startsWith("-")
        ? Optional.empty()
        : ask("rev-parse", "--verify", "--quiet", ref + "^{commit}");
  }

  /** What git prints; empty where there is no git, no repository or no answer. */
  public Optional<String> ask(String... arguments) {
    List<String> command = new ArrayList<>(List.of("git"));
    command.addAll(List.of(arguments));
    try {
      Process process =
          new ProcessBuilder(command)
              .directory(folder.toFile())
              .redirectError(ProcessBuilder.Redirect.DISCARD)
              .start();
      process.getOutputStream().close();
      String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      boolean ended = process.waitFor(SECONDS, TimeUnit.SECONDS);
      return ended && process.exitValue() == 0 ? Optional.of(output.strip()) : Optional.empty();
    } catch (IOException e) {
      return Optional.empty();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return Optional.empty();
    }
  }
}
