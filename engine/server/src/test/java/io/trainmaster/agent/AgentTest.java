package io.trainmaster.agent;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.trainmaster.model.Outcome;
import io.trainmaster.model.Policy;
import io.trainmaster.model.ResourceRequest;
import io.trainmaster.model.RetryRule;
import io.trainmaster.model.TaskId;
import io.trainmaster.model.TaskSpec;
import io.trainmaster.model.Value;
import io.trainmaster.model.WorkflowGraph;
import io.trainmaster.model.WorkflowVersion;
import io.trainmaster.placement.Node;
import io.trainmaster.plan.PlanBounds;
import io.trainmaster.run.RunId;
import io.trainmaster.runtime.EngineException;
import io.trainmaster.runtime.EngineSettings;
import io.trainmaster.runtime.NodeRoster;
import io.trainmaster.runtime.NotificationSettings;
import io.trainmaster.runtime.RunListener;
import io.trainmaster.server.RemoteEngine;
import io.trainmaster.server.ServerLog;
import io.trainmaster.server.TrainmasterServer;
import io.trainmaster.server.WorkerAccess;
import io.trainmaster.store.StateLocation;
import io.trainmaster.track.AttemptRecord;
import io.trainmaster.track.RunSummary;
import io.trainmaster.worker.HostSettings;
import io.trainmaster.worker.remote.Orders;
import io.trainmaster.worker.remote.Poll;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * A worker and a server that it knows by a certificate, over real HTTPS. Task processes end at
 * once.
 */
@Timeout(120)
class AgentTest {

  private static final String RELEASE = TrainmasterServer.release("test", "test");
  private static final Node NODE = new Node("gpu-1", 8, 8L << 30, 0);

  @TempDir Path directory;
  private TrainmasterServer server;
  private RemoteEngine remote;
  private Path certificate;

  @BeforeEach
  void open() throws Exception {
    Path keystore = keystore("server");
    certificate = certificate("server");
    server = open(Optional.of(new WorkerAccess.Tls(keystore, "not-a-secret")), "127.0.0.1");
    remote = RemoteEngine.find(state()).orElseThrow();
  }

  private TrainmasterServer open(Optional<WorkerAccess.Tls> tls, String host) throws IOException {
    return TrainmasterServer.open(
        settings(),
        0,
        Optional.of(new WorkerAccess(host, 0, tls, Duration.ofSeconds(20))),
        Optional.empty(),
        new ServerLog(
            new PrintStream(new ByteArrayOutputStream(), true, UTF_8), ServerLog.Form.TEXT));
  }

  @AfterEach
  void close() {
    remote.close();
    server.close();
  }

  @Test
  void aTaskThatOnlyTheWorkerHasRoomForRunsThereAndItsEndIsHeard() throws Exception {
    Agent agent = Agent.open(agent(certificate, token()));
    Thread working = new Thread(agent::run, "agent");
    working.start();
    while (NodeRoster.read(state().folder()).find("gpu-1").isEmpty()) {
      working.join(20);
    }

    RunSummary run = remote.start(sixCpus(), Map.of(), RunListener.none()).await();

    AttemptRecord attempt =
        remote.runs().run(run.id()).orElseThrow().tasks().get(0).attempts().get(0);
    assertThat(attempt.node()).isEqualTo("gpu-1");
    assertThat(attempt.cpus()).isEqualTo(6);
    assertThat(attempt.failure().orElseThrow().outcome()).isEqualTo(Outcome.LOST);
    assertThatThrownBy(() -> remote.forgetNode("gpu-1"))
        .isInstanceOf(EngineException.class)
        .hasMessageContaining("is there");
    agent.close();
    working.join();
    assertThat(directory.resolve("agent/attempts")).isEmptyDirectory();
  }

  @Test
  void whatNoNodeCanMeetIsRefusedWithTheNearest() throws Exception {
    RunSummary run = remote.start(sixCpus(), Map.of(), RunListener.none()).await();

    assertThat(run.message()).contains("has 2 CPUs and 6 are asked for");
  }

  @Test
  void anArtifactArrivesWholeOrNotAtAll() throws Exception {
    Path made = Files.createDirectory(directory.resolve("made"));
    Files.writeString(made.resolve("part-0"), "rows");
    String digest = remote.artifacts().publish(made).digest();
    ArtifactCache cache = new ArtifactCache(client(), directory.resolve("cache"));

    cache.fetch(launch(digest));
    assertThat(cache.locate(digest).resolve("part-0")).hasContent("rows");
    cache.fetch(launch(digest));
    assertThatThrownBy(() -> cache.fetch(launch("0".repeat(64))))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("There is no artifact");
    try (var left = Files.list(directory.resolve("cache/incoming"))) {
      assertThat(left).isEmpty();
    }
  }

  @Test
  void whoDoesNotHaveTheTokenOrIsAnotherVersionIsNotLetIn() throws Exception {
    ServerClient stranger = new ServerClient(agent(certificate, "guess"));
    assertThatThrownBy(() -> stranger.poll(poll(RELEASE)))
        .isInstanceOf(AgentException.class)
        .hasMessageContaining("workers.token");
    assertThatThrownBy(() -> client().poll(poll("other")))
        .isInstanceOf(AgentException.class)
        .hasMessageContaining("Install the same on both");
  }

  @Test
  void aServerWithAnotherCertificateIsNotSpokenTo() throws Exception {
    keystore("other");
    ServerClient misled = new ServerClient(agent(certificate("other"), token()));

    assertThatThrownBy(() -> misled.poll(poll(RELEASE)))
        .isInstanceOf(IOException.class)
        .isNotInstanceOf(ServerClient.LaterException.class);
  }

  @Test
  void withoutACertificateNobodyElsewhereIsListenedTo() {
    close();
    assertThatThrownBy(() -> open(Optional.empty(), "0.0.0.0"))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("no certificate");
    try {
      server = open(Optional.empty(), "127.0.0.1");
    } catch (IOException e) {
      throw new AssertionError(e);
    }
    assertThat(server.workersUrl().orElseThrow()).startsWith("http://127.0.0.1:");
    remote = RemoteEngine.find(state()).orElseThrow();
  }

  private ServerClient client() throws IOException {
    return new ServerClient(agent(certificate, token()));
  }

  private static Poll poll(String release) {
    return new Poll("one", release, NODE, Set.of(), -1);
  }

  private static Orders.Launch launch(String digest) {
    Value artifact = new Value.Artifact("Dataset", digest, Map.of());
    return new Orders.Launch(
        new RunId("churn-1"),
        "split",
        Map.of("parts", new Value.Items(List.of(artifact))),
        List.of(),
        TaskSpec.Isolation.SHARED,
        1,
        1,
        List.of(),
        Optional.empty(),
        Map.of(),
        false);
  }

  private AgentSettings agent(Path trust, String token) {
    return new AgentSettings(
        List.of(URI.create(server.workersUrl().orElseThrow())),
        token,
        Optional.of(trust),
        NODE,
        RELEASE,
        directory.resolve("agent"),
        directory,
        Duration.ofHours(1),
        settings().host());
  }

  private String token() throws IOException {
    return Files.readString(state().folder().resolve("workers.token")).strip();
  }

  private static WorkflowVersion sixCpus() {
    Policy policy =
        new Policy(
            List.of(ResourceRequest.cpus(6, 6, 1L << 20)),
            List.of(
                new RetryRule(
                    Outcome.LOST, 1, Duration.ofMillis(1), Duration.ofMillis(1), List.of())),
            Optional.empty(),
            Optional.empty());
    TaskSpec task =
        new TaskSpec.Operator(
            new TaskId("train"),
            1,
            Set.of(),
            "train.tree",
            Map.of(),
            List.of(),
            policy,
            TaskSpec.Isolation.OWN);
    return WorkflowVersion.of(
        new WorkflowGraph(
            "large", "", List.of(), List.of(task), Optional.empty(), Optional.empty()),
        "source",
        "large.train");
  }

  private Path keystore(String name) throws Exception {
    Path keystore = directory.resolve(name + ".p12");
    keytool(
        "-genkeypair",
        "-alias",
        "server",
        "-keyalg",
        "EC",
        "-storetype",
        "PKCS12",
        "-keystore",
        keystore.toString(),
        "-dname",
        "CN=" + name,
        "-ext",
        "san=ip:127.0.0.1");
    return keystore;
  }

  private Path certificate(String name) throws Exception {
    Path pem = directory.resolve(name + ".pem");
    keytool(
        "-exportcert",
        "-rfc",
        "-alias",
        "server",
        "-keystore",
        directory.resolve(name + ".p12").toString(),
        "-file",
        pem.toString());
    return pem;
  }

  private void keytool(String... arguments) throws Exception {
    List<String> command =
        new ArrayList<>(
            List.of(Path.of(System.getProperty("java.home"), "bin", "keytool").toString()));
    command.addAll(List.of(arguments));
    command.addAll(List.of("-storepass", "not-a-secret"));
    Process keytool =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(directory.resolve("keytool.log").toFile())
            .start();
    assertThat(keytool.waitFor()).isZero();
  }

  private StateLocation state() {
    return StateLocation.of(directory.resolve("state"));
  }

  private EngineSettings settings() {
    HostSettings host =
        new HostSettings(
            Path.of("/bin/false"),
            "",
            List.of(),
            1,
            Map.of(),
            Map.of(),
            Optional.empty(),
            Duration.ofSeconds(1),
            Duration.ofSeconds(1));
    return new EngineSettings(
        state(),
        directory,
        2,
        4L << 30,
        List.of(),
        Map.of(),
        new PlanBounds(100, 100),
        2,
        ZoneOffset.UTC,
        Duration.ofDays(1),
        host,
        true,
        "test",
        "test",
        NotificationSettings.NONE);
  }
}
