package io.trainmaster.runtime;

import io.trainmaster.model.ValueText;
import io.trainmaster.placement.Node;
import io.trainmaster.watch.Git;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/** The circumstances of a run that are worth knowing when it is looked at again. */
final class Environment {

  private Environment() {}

  static Map<String, String> describe(String version, Node node, Path projectDirectory) {
    Map<String, String> facts = new LinkedHashMap<>();
    facts.put("trainmaster", version);
    facts.put("java", System.getProperty("java.vm.name") + " " + Runtime.version());
    facts.put("os", System.getProperty("os.name") + " " + System.getProperty("os.version"));
    facts.put("node", node.name());
    facts.put("node.cpus", Integer.toString(node.cpus()));
    facts.put("node.memory", ValueText.bytes(node.memoryBytes()));
    Git git = new Git(projectDirectory);
    git.ask("rev-parse", "HEAD").ifPresent(commit -> facts.put("git.commit", commit));
    git.ask("status", "--porcelain", "--untracked-files=no")
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
}
