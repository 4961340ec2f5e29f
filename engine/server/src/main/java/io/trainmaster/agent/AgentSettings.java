package io.trainmaster.agent;

import io.trainmaster.placement.Node;
import io.trainmaster.worker.HostSettings;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * What a worker is opened with.
 *
 * @param servers where the servers are, of which one leads
 * @param token what they want to be shown
 * @param trust the certificates that they are known by, in PEM; empty for those that Java knows
 * @param node this machine, with what tasks may use of it
 * @param release what must be the same on both sides
 * @param folder where it keeps what it has; this worker's alone
 * @param project where the workflows' relative paths start
 * @param alone how long tasks go on while no server answers
 * @param host how task processes are started
 */
public record AgentSettings(
    List<URI> servers,
    String token,
    Optional<Path> trust,
    Node node,
    String release,
    Path folder,
    Path project,
    Duration alone,
    HostSettings host) {

  public AgentSettings {
    servers = List.copyOf(servers);
    if (servers.isEmpty()) {
      throw new IllegalArgumentException("A worker needs a server.");
    }
  }

  /** A token is for nobody's log. */
  @Override
  public String toString() {
    return node.name() + " of " + servers;
  }
}
