package io.trainmaster.server;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.trainmaster.json.ModelJson;
import io.trainmaster.model.Automation;
import io.trainmaster.model.Expression;
import io.trainmaster.model.Outcome;
import io.trainmaster.model.Policy;
import io.trainmaster.model.ResourceRequest;
import io.trainmaster.model.RetryRule;
import io.trainmaster.model.TaskId;
import io.trainmaster.model.TaskSpec;
import io.trainmaster.model.Trigger;
import io.trainmaster.model.Value;
import io.trainmaster.model.WorkflowGraph;
import io.trainmaster.model.WorkflowVersion;
import io.trainmaster.plan.PlanBounds;
import io.trainmaster.run.RunId;
import io.trainmaster.run.RunPhase;
import io.trainmaster.run.TaskPhase;
import io.trainmaster.runtime.BackfillRequest;
import io.trainmaster.runtime.Edit;
import io.trainmaster.runtime.EngineException;
import io.trainmaster.runtime.EngineSettings;
import io.trainmaster.runtime.Forgotten;
import io.trainmaster.runtime.HookAnswer;
import io.trainmaster.runtime.HookCall;
import io.trainmaster.runtime.NotificationSettings;
import io.trainmaster.runtime.RunHandle;
import io.trainmaster.runtime.RunListener;
import io.trainmaster.runtime.RunService;
import io.trainmaster.store.StateLocation;
import io.trainmaster.time.Backfill;
import io.trainmaster.time.TriggerId;
import io.trainmaster.track.Retention;
import io.trainmaster.track.RunOptions;
import io.trainmaster.track.RunSummary;
import io.trainmaster.worker.HostSettings;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A server and its client over real HTTP. Task processes end at once, so that their tasks wait. */
@Timeout(60)
class ServerTest {

  @TempDir Path directory;
  private final ByteArrayOutputStream said = new ByteArrayOutputStream();
  private TrainmasterServer server;
  private RemoteEngine remote;

  @BeforeEach
  void open() throws Exception {
    server =
        TrainmasterServer.open(
            settings(), 0, new ServerLog(new PrintStream(said, true, UTF_8), ServerLog.Form.TEXT));
    remote = RemoteEngine.find(state()).orElseThrow();
  }

  @AfterEach
  void close() {
    remote.close();
    server.close();
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

  private static TaskSpec gate(boolean open) {
    return new TaskSpec.Gate(
        new TaskId("gate"),
        1,
        Set.of(),
        new Expression.Literal(new Value.Bool(open)),
        TaskSpec.Otherwise.FAIL,
        new Expression.Literal(Value.text("It is shut.")));
  }

  /** A task whose process is lost, and which is tried again in an hour. */
  private static TaskSpec waits() {
    RetryRule rule =
        new RetryRule(Outcome.LOST, 100, Duration.ofHours(1), Duration.ofHours(1), List.of());
    Policy policy =
        new Policy(
            List.of(ResourceRequest.DEFAULT), List.of(rule), Optional.empty(), Optional.empty());
    return new TaskSpec.Operator(
        new TaskId("waits"),
        1,
        Set.of(),
        "any",
        Map.of(),
        List.of(),
        policy,
        TaskSpec.Isolation.OWN);
  }

  private static WorkflowVersion version(TaskSpec... tasks) {
    Trigger yearly =
        new Trigger.Schedule(
            1,
            new Trigger.Cron("0 0 1 1 *"),
            Optional.empty(),
            Trigger.Misfire.SKIP,
            Optional.empty(),
            Trigger.Overlap.QUEUE);
    WorkflowGraph graph =
        new WorkflowGraph(
            "test",
            "",
            List.of(),
            List.of(tasks),
            Optional.empty(),
            Optional.of(new Automation(List.of(yearly), List.of())));
    return WorkflowVersion.of(graph, "source", "test.train");
  }

  @Test
  void aRunIsStartedAndFollowedToItsEnd() throws Exception {
    RunHandle run = remote.start(version(gate(true)), Map.of(), RunListener.none());
    assertThat(run.id()).isEqualTo(new RunId("test-1"));
    assertThat(run.await().phase()).isEqualTo(RunPhase.SUCCEEDED);
    assertThat(remote.watch(run.id(), RunListener.none())).isEmpty();
    assertThat(remote.runs().run(run.id()).orElseThrow().summary().phase())
        .isEqualTo(RunPhase.SUCCEEDED);
  }

  @Test
  void whoWatchesHearsOfTheTasksAndMayStopTheRun() throws Exception {
    CountDownLatch waiting = new CountDownLatch(1);
    RunHandle run = remote.start(version(waits()), Map.of(), new Backing(waiting));
    waiting.await();
    remote.cancel(run.id());
    assertThat(run.await().phase()).isEqualTo(RunPhase.CANCELLED);
    assertThat(remote.resume(run.id(), new Backing(new CountDownLatch(1))).id())
        .isEqualTo(run.id());
    assertThat(remote.runs().run(run.id()).orElseThrow().summary().phase())
        .isEqualTo(RunPhase.RUNNING);
    assertThatThrownBy(() -> remote.resume(run.id(), RunListener.none()))
        .isInstanceOf(EngineException.class)
        .hasMessage("Run test-1 is under way already: `trainmaster watch test-1` follows it.");
  }

  @Test
  void whatCanNotBeDoneIsSaidInTheServersWords() {
    assertThatThrownBy(() -> remote.cancel(new RunId("test-9")))
        .isInstanceOf(EngineException.class)
        .hasMessage("There is no run `test-9`.");
    assertThatThrownBy(() -> remote.pause(new TriggerId("none"), true))
        .isInstanceOfSatisfying(
            EngineException.class,
            e -> assertThat(e.reason()).isEqualTo(EngineException.Reason.TRIGGER_UNKNOWN));
  }

  @Test
  void aWorkflowIsActivatedAndBackfilled() throws Exception {
    remote.activate("", version(gate(true)), Map.of());
    assertThat(remote.runs().triggers().activations()).hasSize(1);
    List<RunId> runs =
        remote.backfill(
            new BackfillRequest(
                new TriggerId("test/schedule-1"),
                Instant.parse("2020-01-01T00:00:00Z"),
                Instant.parse("2023-01-01T00:00:00Z"),
                Backfill.Order.OLDEST_FIRST,
                10));
    assertThat(runs).hasSize(3);
    for (RunId run : runs) {
      Optional<RunHandle> handle = remote.watch(run, RunListener.none());
      if (handle.isPresent()) {
        handle.get().await();
      }
      assertThat(remote.runs().run(run).orElseThrow().summary().phase())
          .isEqualTo(RunPhase.SUCCEEDED);
    }
    remote.pause(new TriggerId("test/schedule-1"), true);
    remote.deactivate("", "test");
    assertThat(remote.runs().triggers().activations().get(0).versionHash()).isEmpty();
  }

  private HttpResponse<String> post(String path, String body, String... headers) throws Exception {
    return post(path, body.getBytes(UTF_8), headers);
  }

  private HttpResponse<String> post(String path, byte[] body, String... headers) throws Exception {
    HttpRequest.Builder request =
        remote.request("/api/v1/" + path).POST(HttpRequest.BodyPublishers.ofByteArray(body));
    for (int i = 0; i < headers.length; i += 2) {
      request.header(headers[i], headers[i + 1]);
    }
    return HttpClient.newHttpClient().send(request.build(), HttpResponse.BodyHandlers.ofString());
  }

  @Test
  void aRunThatIsAskedForAgainWithItsKeyIsMadeOnce() throws Exception {
    String body =
        ModelJson.write(
            new Asked.Start(version(gate(true)), Map.of(), Optional.of(RunOptions.DEFAULT)));
    String other =
        ModelJson.write(
            new Asked.Start(version(gate(false)), Map.of(), Optional.of(RunOptions.DEFAULT)));

    HttpResponse<String> first = post("runs", body, "Idempotency-Key", "k");
    HttpResponse<String> second = post("runs", body, "Idempotency-Key", "k");
    HttpResponse<String> third = post("runs", other, "Idempotency-Key", "k");

    assertThat(first.statusCode()).isEqualTo(201);
    assertThat(second.statusCode()).isEqualTo(200);
    assertThat(second.body()).isEqualTo(first.body()).contains("test-1");
    assertThat(third.statusCode()).isEqualTo(409);
    assertThat(third.body())
        .contains("KEY_TAKEN", "Run test-1 was made for another request with the key `k`.");
    assertThat(post("runs", body, "Idempotency-Key", " ").statusCode()).isEqualTo(400);
    assertThat(post("runs", body).body()).contains("test-2");
    assertThat(post("runs", body).body()).contains("test-3");
  }

  @Test
  void thousandRequestsAtOnceWithOneKeyMakeOneRun() throws Exception {
    WorkflowVersion version = version(gate(true));
    List<CompletableFuture<RunService.Submit>> asked = new ArrayList<>();
    ExecutorService threads = Executors.newFixedThreadPool(32);
    try {
      for (int i = 0; i < 1_000; i++) {
        asked.add(
            CompletableFuture.supplyAsync(
                () -> remote.submit(version, Map.of(), RunOptions.DEFAULT, "once"), threads));
      }
      Set<RunId> runs = new HashSet<>();
      int made = 0;
      for (CompletableFuture<RunService.Submit> one : asked) {
        runs.add(one.join().run());
        made += one.join().repeated() ? 0 : 1;
      }
      assertThat(runs).containsExactly(new RunId("test-1"));
      assertThat(made).isEqualTo(1);
    } finally {
      threads.shutdownNow();
    }
    assertThat(remote.runs().runs(Optional.empty(), 10)).hasSize(1);
  }

  @Test
  void aRunGoesOnWithAnotherVersion() throws Exception {
    RunHandle run = remote.start(version(gate(false)), Map.of(), RunListener.none());
    assertThat(run.await().phase()).isEqualTo(RunPhase.FAILED);

    Edit edit = new Edit(version(gate(true)), Map.of());
    assertThat(remote.resume(run.id(), edit, RunListener.none()).await().phase())
        .isEqualTo(RunPhase.SUCCEEDED);
    assertThat(remote.runs().run(run.id()).orElseThrow().summary().versionHash())
        .isEqualTo(version(gate(true)).hash());

    assertThatThrownBy(() -> remote.resume(run.id(), edit, RunListener.none()))
        .isInstanceOf(EngineException.class)
        .hasMessageContaining("there is nothing left to do");
    assertThatThrownBy(() -> remote.resume(new RunId("test-9"), edit, RunListener.none()))
        .hasMessage("There is no run `test-9`.");
    assertThat(post("runs/" + run.id() + "/revise", "{\"version\": 1}").statusCode())
        .isEqualTo(400);
  }

  private static WorkflowVersion onHook(String hook) {
    Trigger.Event called =
        new Trigger.Event(
            1,
            "webhook",
            Map.of("name", new Expression.Literal(Value.text(hook))),
            Map.of("told", new Expression.Field(new Expression.Parameter("event"), "body")),
            Optional.empty());
    WorkflowGraph graph =
        new WorkflowGraph(
            "hooked",
            "",
            List.of(new WorkflowGraph.Parameter("told", "String", "", Optional.of(Value.text("")))),
            List.of(gate(true)),
            Optional.empty(),
            Optional.of(new Automation(List.of(called), List.of())));
    return WorkflowVersion.of(graph, "source", "test.train");
  }

  private HttpResponse<String> hook(String path, byte[] body, String... headers) throws Exception {
    return post("hooks/" + path, body, headers);
  }

  @Test
  void aHookIsCalledAndSaysWhatBecameOfIt() throws Exception {
    remote.activate("", onHook("new data"), Map.of());
    byte[] body = "{\"rows\": \"søm\"}".getBytes(UTF_8);
    HttpResponse<String> first = hook("new%20data", body, "Idempotency-Key", "17");
    assertThat(first.statusCode()).isEqualTo(202);
    assertThat(first.body())
        .contains(
            "\"trigger\":\"hooked/webhook:new data\"",
            "\"RUN\"",
            "\"hooked-1\"",
            "\"repeated\":false");
    HttpResponse<String> second = hook("new%20data", body, "Idempotency-Key", "17");
    assertThat(second.statusCode()).isEqualTo(202);
    assertThat(second.body()).contains("\"hooked-1\"", "\"repeated\":true");
    assertThat(remote.runs().run(new RunId("hooked-1")).orElseThrow().parameters())
        .containsEntry("told", Value.text("{\"rows\": \"søm\"}"));
    HookAnswer other = remote.call(new HookCall("new data", Optional.empty(), "")).get(0);
    assertThat(other.run()).contains(new RunId("hooked-2"));
    assertThat(remote.runs().run(new RunId("hooked-3"))).isEmpty();
  }

  @Test
  void aHookThatCanNotBeCalledIsRefused() throws Exception {
    remote.activate("", onHook("go"), Map.of());
    HttpResponse<String> unknown = hook("gone", new byte[0]);
    assertThat(unknown.statusCode()).isEqualTo(404);
    assertThat(unknown.body()).contains("No active workflow runs on the hook `gone`.");
    HttpResponse<String> large = hook("go", new byte[(1 << 20) + 1]);
    assertThat(large.statusCode()).isEqualTo(413);
    assertThat(large.body()).contains("at most 1 MiB");
    assertThat(hook("go", new byte[] {(byte) 0xc3}).statusCode()).isEqualTo(400);
    assertThat(hook("go", new byte[0], "Idempotency-Key", "k".repeat(201)).statusCode())
        .isEqualTo(400);
    assertThat(hook("go", new byte[1 << 20]).statusCode()).isEqualTo(202);
  }

  @Test
  void whatIsKeptNoLongerIsDeleted() throws Exception {
    RunHandle first = remote.start(version(gate(true)), Map.of(), RunListener.none());
    first.await();
    remote.start(version(gate(true)), Map.of(), RunListener.none()).await();
    Retention rule = new Retention(Duration.ZERO, 1);
    assertThat(remote.forget(rule, true).runs()).containsExactly(first.id());
    assertThat(remote.forget(rule, false)).isEqualTo(new Forgotten(List.of(first.id()), 0, 0, 0));
    assertThat(remote.runs().run(first.id())).isEmpty();
  }

  @Test
  void whatIsOldIsDeletedUnaskedAndToldOnce() throws Exception {
    List<RunId> all = new ArrayList<>();
    for (int i = 0; i < 120; i++) {
      RunHandle run = remote.start(version(gate(true)), Map.of(), RunListener.none());
      run.await();
      all.add(run.id());
    }
    List<Forgotten> told = new ArrayList<>();
    try (Housekeeper keeper = new Housekeeper(remote, new Retention(Duration.ZERO, 2), told::add)) {
      keeper.look();
      keeper.look();
    }
    assertThat(told).hasSize(1);
    assertThat(told.get(0).runs()).containsExactlyInAnyOrderElementsOf(all.subList(0, 118));
    assertThat(remote.runs().runs(Optional.empty(), 200))
        .extracting(RunSummary::id)
        .containsExactly(all.get(119), all.get(118));
  }

  @Test
  void aHousekeeperLooksByItselfAndBearsAServerThatIsGone() throws Exception {
    remote.start(version(gate(true)), Map.of(), RunListener.none()).await();
    CompletableFuture<Forgotten> told = new CompletableFuture<>();
    Retention rule = new Retention(Duration.ZERO, 0);
    try (Housekeeper keeper = new Housekeeper(remote, rule, told::complete)) {
      keeper.start(Duration.ZERO, Duration.ofHours(1));
      assertThat(told.get().runs()).containsExactly(new RunId("test-1"));
      server.close();
      keeper.look();
    }
    remote.close();
    open();
  }

  @Test
  void nobodyIsAnsweredWithoutTheToken() throws Exception {
    HttpRequest bare =
        HttpRequest.newBuilder(URI.create(server.url() + "/api/v1/runs/test-1/cancel"))
            .POST(HttpRequest.BodyPublishers.noBody())
            .build();
    HttpResponse<String> answer =
        HttpClient.newHttpClient().send(bare, HttpResponse.BodyHandlers.ofString());
    assertThat(answer.statusCode()).isEqualTo(403);
    Path address = directory.resolve("state").resolve("server.json");
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(address)))
        .isEqualTo("rw-------");
  }

  @Test
  void whatItDoesIsCountedAndSaid() throws Exception {
    remote.start(version(gate(true)), Map.of(), RunListener.none()).await();
    remote.start(version(gate(false)), Map.of(), RunListener.none()).await();
    CountDownLatch waiting = new CountDownLatch(1);
    remote.start(version(waits()), Map.of(), new Backing(waiting));
    waiting.await();

    HttpResponse<String> metrics = get("/metrics");
    assertThat(metrics.headers().firstValue("Content-Type").orElse("")).startsWith("text/plain");
    assertThat(metrics.body().lines())
        .contains(
            "trainmaster_build_info{version=\"test\"} 1",
            "trainmaster_runs_total{phase=\"succeeded\",workflow=\"test\"} 1.0",
            "trainmaster_runs_total{phase=\"failed\",workflow=\"test\"} 1.0",
            "trainmaster_runs_unfinished{phase=\"running\"} 1.0",
            "trainmaster_notifications_waiting 0.0",
            "trainmaster_attempts_total{outcome=\"lost\"} 1.0")
        .anyMatch(line -> line.startsWith("trainmaster_commit_seconds_count "))
        .anyMatch(line -> line.startsWith("trainmaster_request_seconds_bucket{method=\"POST\""))
        .anyMatch(line -> line.startsWith("jvm_memory_used_bytes{"));
    assertThat(said.toString(UTF_8).lines())
        .anyMatch(line -> line.endsWith(" INFO  Run test-1 is queued."))
        .anyMatch(line -> line.contains(" WARN  Run test-2 has failed after "))
        .anyMatch(
            line -> line.contains(" WARN  Attempt 1 of waits in run test-3 has ended with lost: "));
  }

  @Test
  void whoLooksAfterItNeedsNoTokenButMustBeHere() throws Exception {
    assertThat(get("/health").body()).isEqualToIgnoringWhitespace("{\"status\":\"serving\"}");
    URI url = URI.create(server.url());
    try (Socket socket = new Socket(url.getHost(), url.getPort())) {
      socket
          .getOutputStream()
          .write(
              "GET /metrics HTTP/1.1\r\nHost: evil.example\r\nConnection: close\r\n\r\n"
                  .getBytes(UTF_8));
      assertThat(new String(socket.getInputStream().readAllBytes(), UTF_8))
          .startsWith("HTTP/1.1 403 ");
    }
  }

  private HttpResponse<String> get(String path) throws Exception {
    return HttpClient.newHttpClient()
        .send(
            HttpRequest.newBuilder(URI.create(server.url() + path)).build(),
            HttpResponse.BodyHandlers.ofString());
  }

  @Test
  void unknownRoutesAndBrokenBodiesAreRefused() throws Exception {
    HttpClient client = HttpClient.newHttpClient();
    assertThat(
            client
                .send(
                    remote.request("/api/v1/runs").GET().build(),
                    HttpResponse.BodyHandlers.ofString())
                .statusCode())
        .isEqualTo(405);
    assertThat(
            client
                .send(
                    remote
                        .request("/api/v1/nothing")
                        .POST(HttpRequest.BodyPublishers.ofString("{}"))
                        .build(),
                    HttpResponse.BodyHandlers.ofString())
                .statusCode())
        .isEqualTo(404);
    assertThat(
            client
                .send(
                    remote
                        .request("/api/v1/runs")
                        .POST(HttpRequest.BodyPublishers.ofString("{\"version\": 1}"))
                        .build(),
                    HttpResponse.BodyHandlers.ofString())
                .statusCode())
        .isEqualTo(400);
  }

  @Test
  void whoWatchesIsToldThatTheServerHasStopped() throws Exception {
    CountDownLatch waiting = new CountDownLatch(1);
    RunHandle run = remote.start(version(waits()), Map.of(), new Backing(waiting));
    waiting.await();
    server.close();
    assertThatThrownBy(run::await)
        .isInstanceOf(EngineException.class)
        .hasMessageContaining("goes on when a server is there again");
    assertThat(RemoteEngine.find(state())).isEmpty();

    server =
        TrainmasterServer.open(
            settings(), 0, new ServerLog(new PrintStream(said, true, UTF_8), ServerLog.Form.TEXT));
    try (RemoteEngine again = RemoteEngine.find(state()).orElseThrow()) {
      RunHandle same = again.watch(run.id(), RunListener.none()).orElseThrow();
      again.cancel(run.id());
      assertThat(same.await().phase()).isEqualTo(RunPhase.CANCELLED);
    }
  }

  /** Counts down when a task waits for its next attempt. */
  private record Backing(CountDownLatch latch) implements RunListener {
    @Override
    public void taskChanged(
        TaskId task, TaskPhase phase, int attempt, String message, Optional<Value> output) {
      if (phase == TaskPhase.BACKING_OFF) {
        latch.countDown();
      }
    }
  }
}
