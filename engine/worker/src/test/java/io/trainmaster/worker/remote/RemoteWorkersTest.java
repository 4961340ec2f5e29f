package io.trainmaster.worker.remote;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.trainmaster.model.Outcome;
import io.trainmaster.model.TaskId;
import io.trainmaster.model.TaskSpec;
import io.trainmaster.model.Value;
import io.trainmaster.placement.Node;
import io.trainmaster.run.Failure;
import io.trainmaster.run.RunId;
import io.trainmaster.track.Metric;
import io.trainmaster.track.Source;
import io.trainmaster.worker.AttemptIdentity;
import io.trainmaster.worker.AttemptListener;
import io.trainmaster.worker.AttemptRequest;
import io.trainmaster.worker.AttemptResult;
import io.trainmaster.worker.SecretSource;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The server's side, with a worker whose every word is written here. */
@Timeout(60)
class RemoteWorkersTest {

  private static final RunId RUN = new RunId("churn-1");
  private static final Duration LONG = Duration.ofMinutes(5);
  private static final Duration SHORT = Duration.ofMillis(300);
  private static final String RELEASE = "1";
  private static final Node NODE = new Node("gpu-1", 4, 1L << 34, 1);

  @TempDir Path folder;

  private final BlockingQueue<String> nodes = new LinkedBlockingQueue<>();
  private RemoteWorkers workers;

  @BeforeEach
  void open() {
    workers = reopened();
  }

  private RemoteWorkers reopened() {
    return new RemoteWorkers(
        "here",
        new NodeListener() {
          @Override
          public void present(Node node) {
            nodes.add("present " + node.name());
          }

          @Override
          public void lost(String node) {
            nodes.add("lost " + node);
          }
        },
        new OneSecret(),
        () -> {});
  }

  @AfterEach
  void close() {
    workers.close();
  }

  @Test
  void anAttemptIsOrderedUntilTheWorkerHasItAndNeverToAnotherProcessOfIt() throws Exception {
    workers.open();
    poll("one", Set.of());
    assertThat(nodes.take()).isEqualTo("present gpu-1");
    Heard heard = launch(7);

    Orders first = poll("one", Set.of());
    assertThat(first.attempts()).hasSize(1);
    assertThat(first.attempts().get(0).launch()).isPresent();
    assertThat(first.runs()).containsExactly(RUN);
    // The answer was lost: it is said again.
    assertThat(poll("one", Set.of()).attempts().get(0).launch()).isPresent();
    assertThat(poll("one", Set.of(7L)).attempts().get(0).launch()).isEmpty();

    poll("two", Set.of());
    assertThat(heard.end().failure().outcome()).isEqualTo(Outcome.LOST);
    assertThat(poll("two", Set.of()).attempts()).isEmpty();
    assertThatThrownBy(() -> poll("one", Set.of()))
        .isInstanceOf(RefusedException.class)
        .hasMessageContaining("Another worker is called gpu-1");
  }

  @Test
  void anAttemptWhoseOrderMayHaveBeenHeardByAProcessThatIsGoneIsLost() throws Exception {
    workers.open();
    poll("one", Set.of());
    Heard heard = launch(7);
    poll("one", Set.of());

    poll("two", Set.of());

    assertThat(heard.end().failure().message()).contains("gpu-1").contains("started anew");
  }

  @Test
  void whatAWorkerSaysIsHeardOnceAndInOrderHoweverOftenItSaysIt() throws Exception {
    workers.open();
    poll("one", Set.of());
    Heard heard = launch(7);
    String server = poll("one", Set.of()).server();
    poll("one", Set.of(7L));
    Line first = Line.of(new Line.Measured(new Metric("loss", 0.5, 1)));
    Line second = Line.of(new Line.Measured(new Metric("loss", Double.NaN, 2)));

    report(server, new Report.Attempt(7, 0, List.of(first), 0, bytes("one\n"), Optional.empty()));
    Report.Heard answer =
        report(
            server,
            new Report.Attempt(7, 0, List.of(first, second), 4, bytes("two\n"), Optional.empty()));
    // A piece that is too far on is asked for again, and one that was written is left.
    report(server, new Report.Attempt(7, 5, List.of(second), 99, bytes("x"), Optional.empty()));
    report(server, new Report.Attempt(7, 2, List.of(), 4, bytes("two\n"), Optional.empty()));

    assertThat(answer.attempts()).containsExactly(new Report.Position(7, 2, 8, false));
    assertThat(heard.metrics).extracting(Metric::step).as("each once").containsExactly(1L, 2L);
    assertThat(folder.resolve("7/log.txt")).hasContent("one\ntwo\n");
  }

  @Test
  void theEndIsHeardOnceAllElseIsAndIsKeptForTheNextServer() throws Exception {
    workers.open();
    poll("one", Set.of());
    Heard heard = launch(7);
    String server = poll("one", Set.of()).server();
    poll("one", Set.of(7L));
    ByteArrayOutputStream parcel = new ByteArrayOutputStream();
    Path staging = Files.createDirectory(folder.resolve("made"));
    Files.writeString(staging.resolve("out"), "rows");
    Parcel.pack(staging, parcel);
    workers.receive(
        "gpu-1", 7, RemoteWorkers.Folder.STAGING, new ByteArrayInputStream(parcel.toByteArray()));
    String outcome =
        """
        {"wire":1,"run":"churn-1","task":"train","attempt":1,"fence":7,"result":
        {"outcome":"succeeded","peakMemoryBytes":5,"outputs":{"auc":{"value":0.9}}}}""";
    Report.End end = new Report.End(outcome, Optional.empty(), 5);

    Report.Heard answer =
        report(server, new Report.Attempt(7, 0, List.of(), 0, new byte[0], Optional.of(end)));

    assertThat(answer.attempts().get(0).over()).isTrue();
    assertThat(heard.ended.take()).isInstanceOf(AttemptResult.Succeeded.class);
    assertThat(folder.resolve("7/staging/out")).hasContent("rows");
    assertThat(poll("one", Set.of(7L)).attempts()).isEmpty();
    RemoteWorkers next = reopened();
    assertThat(next.at("gpu-1").adopt(identity(7), new Heard())).isFalse();
    next.close();
  }

  @Test
  void aWorkerThatIsSilentForItsLeaseIsLostAndWhatItSaysLaterIsRefused() throws Exception {
    workers.open();
    workers.poll(asked("one", Set.of()), RELEASE, SHORT, Duration.ZERO);
    Heard heard = launch(7);
    Orders orders = workers.poll(asked("one", Set.of()), RELEASE, SHORT, Duration.ZERO);
    workers.poll(asked("one", Set.of(7L)), RELEASE, SHORT, Duration.ZERO);

    assertThat(heard.end().failure().outcome()).isEqualTo(Outcome.LOST);
    assertThat(nodes.take()).isEqualTo("present gpu-1");
    assertThat(nodes.take()).isEqualTo("lost gpu-1");

    Report.End end = new Report.End("", Optional.of(Failure.of(Outcome.ERROR, "x")), 0);
    Report.Heard answer =
        report(
            orders.server(), new Report.Attempt(7, 0, List.of(), 0, new byte[0], Optional.of(end)));
    assertThat(answer.attempts()).containsExactly(new Report.Position(7, 0, 0, true));
    assertThatThrownBy(
            () ->
                workers.receive(
                    "gpu-1",
                    7,
                    RemoteWorkers.Folder.STAGING,
                    new ByteArrayInputStream(new byte[0])))
        .isInstanceOf(RefusedException.class);
    // It comes again: it is told that it has nothing to do, and so stops what it has.
    assertThat(poll("one", Set.of(7L)).attempts()).isEmpty();
    assertThat(nodes.take()).isEqualTo("present gpu-1");
    assertThat(heard.ended).as("once").isEmpty();
  }

  @Test
  void aServerThatHasJustBegunWaitsForTheWorkersOfItsAttempts() throws Exception {
    Heard kept = new Heard();
    Heard gone = new Heard();
    assertThat(workers.at("gpu-1").adopt(identity(7), kept)).isTrue();
    assertThat(workers.at("gpu-1").adopt(identity(8), gone)).isTrue();
    assertThatThrownBy(() -> poll("one", Set.of(7L)))
        .as("before all is known, a worker would be told to stop what it has")
        .isInstanceOf(RefusedException.class);
    workers.open();

    Orders orders = poll("one", Set.of(7L));

    assertThat(gone.end().failure().outcome()).isEqualTo(Outcome.LOST);
    assertThat(orders.attempts()).extracting(Orders.Attempt::fence).containsExactly(7L);
    assertThat(orders.attempts().get(0).launch()).isEmpty();
    report(
        orders.server(),
        new Report.Attempt(
            7,
            0,
            List.of(Line.of(new Line.Decided("depth", "3"))),
            0,
            new byte[0],
            Optional.empty()));
    assertThat(kept.params).containsEntry("depth", "3");
  }

  @Test
  void whoWaitsForOrdersHearsAtOnceOfACancellationAndOfARunThatIsOver() throws Exception {
    workers.open();
    poll("one", Set.of());
    launch(7);
    Orders known = poll("one", Set.of(7L));
    Thread canceller =
        new Thread(() -> workers.at("gpu-1").cancel(RUN, new TaskId("train"), 1), "canceller");
    canceller.start();

    Orders next =
        workers.poll(
            new Poll("one", RELEASE, NODE, Set.of(7L), known.number()), RELEASE, LONG, LONG);

    assertThat(next.attempts().get(0).stop()).isTrue();
    canceller.join();
    workers.at("gpu-1").release(RUN);
    assertThat(poll("one", Set.of(7L)).runs()).isEmpty();
  }

  @Test
  void secretsGoWithTheAttemptThatIsGivenThemAndAreSaidByNobody() throws Exception {
    workers.open();
    poll("one", Set.of());
    Value secret = new Value.Call("secret", List.of(Value.text("key")), Map.of());
    workers.at("gpu-1").launch(request(9, Map.of("token", secret)), new Heard());

    Orders orders = poll("one", Set.of());

    assertThat(orders.attempts().get(0).launch().orElseThrow().secrets())
        .containsExactly(Map.entry("key", "s3cret"));
    assertThat(orders.toString()).doesNotContain("s3cret");
    Heard missing = new Heard();
    Value other = new Value.Call("secret", List.of(Value.text("other")), Map.of());
    workers.at("gpu-1").launch(request(10, Map.of("token", other)), missing);
    assertThat(missing.end().failure().outcome()).isEqualTo(Outcome.REFUSED);
  }

  @Test
  void anotherVersionAndTheServersOwnNameAreRefusedForGood() {
    workers.open();

    assertThatThrownBy(
            () ->
                workers.poll(
                    new Poll("one", "2", NODE, Set.of(), -1), RELEASE, LONG, Duration.ZERO))
        .isInstanceOfSatisfying(
            RefusedException.class,
            refused -> assertThat(refused.reason()).isEqualTo(RefusedException.Reason.NEVER))
        .hasMessageContaining("Install the same on both");
    Node here = new Node("here", 1, 1, 0);
    assertThatThrownBy(
            () ->
                workers.poll(
                    new Poll("one", RELEASE, here, Set.of(), -1), RELEASE, LONG, Duration.ZERO))
        .isInstanceOf(RefusedException.class)
        .hasMessageContaining("--name");
  }

  private Orders poll(String session, Set<Long> held) throws Exception {
    return workers.poll(asked(session, held), RELEASE, LONG, Duration.ZERO);
  }

  private static Poll asked(String session, Set<Long> held) {
    return new Poll(session, RELEASE, NODE, held, -1);
  }

  private Report.Heard report(String server, Report.Attempt news)
      throws RefusedException, IOException {
    return workers.report("gpu-1", new Report("one", server, List.of(news)));
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private Heard launch(long fence) {
    Heard heard = new Heard();
    workers.at("gpu-1").launch(request(fence, Map.of()), heard);
    return heard;
  }

  private AttemptIdentity identity(long fence) {
    return request(fence, Map.of()).identity();
  }

  private AttemptRequest request(long fence, Map<String, Value> arguments) {
    return new AttemptRequest(
        RUN,
        RUN,
        new TaskId("train"),
        1,
        fence,
        "shell",
        arguments,
        List.of(),
        TaskSpec.Isolation.SHARED,
        1,
        1L << 20,
        List.of(),
        folder.resolve(Long.toString(fence)),
        folder.resolve("checkpoint"),
        folder,
        Optional.empty(),
        Optional.empty());
  }

  private static final class OneSecret implements SecretSource {
    @Override
    public Optional<String> secret(String name) {
      return name.equals("key") ? Optional.of("s3cret") : Optional.empty();
    }

    @Override
    public String howToAdd(String name) {
      return "Add it.";
    }
  }

  /** Notes what it hears. */
  private static final class Heard implements AttemptListener {
    final List<Metric> metrics = Collections.synchronizedList(new ArrayList<>());
    final Map<String, String> params = new java.util.concurrent.ConcurrentHashMap<>();
    final BlockingQueue<AttemptResult> ended = new LinkedBlockingQueue<>();

    AttemptResult.Failed end() throws InterruptedException {
      return (AttemptResult.Failed) ended.poll(30, TimeUnit.SECONDS);
    }

    @Override
    public void started(long pid) {}

    @Override
    public void noted(Map<String, String> environment) {}

    @Override
    public void progress(double fraction, String message) {}

    @Override
    public void metric(Metric metric) {
      metrics.add(metric);
    }

    @Override
    public void param(String key, String value) {
      params.put(key, value);
    }

    @Override
    public void source(Source source) {}

    @Override
    public void ended(AttemptResult result) {
      ended.add(result);
    }
  }
}
