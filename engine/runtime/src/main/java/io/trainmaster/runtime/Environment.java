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
public final class Environment {

  private static final String COMMIT = "# branch.oid ";

  private Environment() {}

  static Map<String, String> describe(String version, Node node, Path projectDirectory) {
    Map<String, String> facts = new LinkedHashMap<>();
    facts.put("trainmaster", version);
    facts.put("java", System.getProperty("java.vm.name") + " " + Runtime.version());
    facts.put("os", System.getProperty("os.name") + " " + System.getProperty("os.version"));
    facts.put("node", node.name());
    facts.put("node.cpus", Integer.toString(node.cpus()));
    facts.put("node.memory", ValueText.bytes(node.memoryBytes()));
    new Git(projectDirectory)
        .ask("status", "--porcelain=v2", "--branch", "--untracked-files=no")
        .ifPresent(status -> addGit(facts, status));
    return facts;
  }

  /** From the lines of a status: those that begin with # tell of the branch, others of changes. */
  private static void addGit(Map<String, String> facts, String status) {
    for (String line : status.lines().toList()) {
      if (line.startsWith(COMMIT) && !line.endsWith("(initial)")) {
        facts.put("git.commit", line.substring(COMMIT.length()));
      }
    }
    facts.put("git.clean", Boolean.toString(status.lines().allMatch(line -> line.startsWith("#"))));
  }

  /** What this machine is called. */
  public static String hostName() {
    try {
      return InetAddress.getLocalHost().getHostName();
    } catch (UnknownHostException e) {
      return "localhost";
    }
  }
}
