package io.trainmaster.runtime;

import io.trainmaster.model.ValueText;
import io.trainmaster.placement.Node;
import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** The circumstances of a run that are worth knowing when it is looked at again. */
final class Environment {

  private static final long GIT_SECONDS = 5;

  private Environment() {}

  static Map<String, String> describe(String version, Node node, Path projectDirectory) {
    Map<String, String> facts = new LinkedHashMap<>();
    facts.put("trainmaster", version);
    facts.put("java", System.getProperty("java.vm.name") + " " + Runtime.version());
    facts.put("os", System.getProperty("os.name") + " " + System.getProperty("os.version"));
    facts.put("node", node.name());
    facts.put("node.cpus", Integer.toString(node.cpus()));
    facts.put("node.memory", ValueText.bytes(node.memoryBytes()));
    git(projectDirectory, "rev-parse", "HEAD").ifPresent(commit -> facts.put("git.commit", commit));
    git(projectDirectory, "status", "--porcelain", "--untracked-files=no")
        .ifPresent(changes -> facts.put("git.clean", Boolean.toString(changes.isEmpty())));
    return facts;
  }

  static String hostName() {
    try {
      return InetAddress.getLocalHost().getHostName();
    } catch (UnknownHostException e) {
      return "localhost";
    }
  }

  /** What git prints; empty where there is no git, no repository or no answer. */
  private static Optional<String> git(Path directory, String... arguments) {
    List<String> command = new java.util.ArrayList<>(List.of("git"));
    command.addAll(List.of(arguments));
    try {
      Process process =
          new ProcessBuilder(command)
              .directory(directory.toFile())
              .redirectError(ProcessBuilder.Redirect.DISCARD)
              .start();
      process.getOutputStream().close();
      String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      boolean ended = process.waitFor(GIT_SECONDS, TimeUnit.SECONDS);
      return ended && process.exitValue() == 0 ? Optional.of(output.strip()) : Optional.empty();
    } catch (IOException e) {
      return Optional.empty();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return Optional.empty();
    }
  }
}
