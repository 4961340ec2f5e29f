package io.trainmaster.server;

import io.trainmaster.json.ModelJson;
import io.trainmaster.model.Value;
import io.trainmaster.model.WorkflowVersion;
import io.trainmaster.outbox.Delivery;
import io.trainmaster.run.RunId;
import io.trainmaster.runtime.BackfillRequest;
import io.trainmaster.runtime.Edit;
import io.trainmaster.runtime.EngineException;
import io.trainmaster.runtime.Forgotten;
import io.trainmaster.runtime.HookAnswer;
import io.trainmaster.runtime.HookCall;
import io.trainmaster.runtime.RunHandle;
import io.trainmaster.runtime.RunListener;
import io.trainmaster.runtime.RunService;
import io.trainmaster.store.StateFolder;
import io.trainmaster.store.StateLocation;
import io.trainmaster.store.file.ArtifactStore;
import io.trainmaster.time.TriggerId;
import io.trainmaster.track.Retention;
import io.trainmaster.track.RunOptions;
import io.trainmaster.track.RunStore;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/**
 * The engine of a server on this machine. What is recorded is read from the state folder, the rest
 * is asked of the server. Safe for use from several threads.
 */
public final class RemoteEngine implements RunService {

  private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(5);

  /** How often to ask for what may be asked for again. */
  private static final int TRIES = 3;

  private final ServerAddress address;
  private final StateFolder folder;
  private final HttpClient client;

  private RemoteEngine(ServerAddress address, StateFolder folder) {
    this.address = address;
    this.folder = folder;
    this.client = HttpClient.newBuilder().connectTimeout(CONNECT_TIMEOUT).build();
  }

  /**
   * The server that serves a state folder; it may have ended without saying so.
   *
   * @return empty where there is none
   */
  public static Optional<RemoteEngine> find(StateLocation state) {
    return ServerAddress.read(state.folder())
        .filter(address -> ProcessHandle.of(address.pid()).isPresent())
        .map(address -> new RemoteEngine(address, StateFolder.read(state)));
  }

  /** Where the server listens. */
  public String url() {
    return address.toString();
  }

  @Override
  public RunHandle start(
      WorkflowVersion version,
      Map<String, Value> parameters,
      RunOptions options,
      RunListener listener) {
    return follow(submit(version, parameters, options), listener);
  }

  /** Starts a run that nobody here waits for. */
  public RunId submit(WorkflowVersion version, Map<String, Value> parameters, RunOptions options) {
    return submit(version, parameters, options, UUID.randomUUID().toString()).run();
  }

  @Override
  public Submit submit(
      WorkflowVersion version, Map<String, Value> parameters, RunOptions options, String key) {
    HttpRequest request =
        posting("/api/v1/runs", new Asked.Start(version, parameters, Optional.of(options)))
            .header(RequestKey.HEADER, key)
            .build();
    // Where an answer is lost, asking again with the same key makes no second run.
    HttpResponse<String> answer = respond(request, TRIES);
    return new Submit(
        ModelJson.read(answer.body(), Asked.Made.class).runs().get(0), answer.statusCode() == 200);
  }

  @Override
  public RunHandle resume(RunId id, RunListener listener) {
    post("/api/v1/runs/" + id + "/resume", new Asked.Done(true), Asked.Done.class);
    return follow(id, listener);
  }

  @Override
  public RunHandle resume(RunId id, Edit edit, RunListener listener) {
    post(
        "/api/v1/runs/" + id + "/revise",
        new Asked.Revise(edit.version(), edit.given()),
        Asked.Done.class);
    return follow(id, listener);
  }

  /** Listens to a run to its end, which may have come. */
  public RunHandle follow(RunId id, RunListener listener) {
    RemoteRun run = new RemoteRun(this, id, listener);
    run.begin();
    return run;
  }

  @Override
  public Optional<RunHandle> watch(RunId id, RunListener listener) {
    boolean over =
        runs().run(id).orElseThrow(() -> EngineException.unknown(id)).summary().phase().isEnd();
    return over ? Optional.empty() : Optional.of(follow(id, listener));
  }

  @Override
  public void cancel(RunId id) {
    post("/api/v1/runs/" + id + "/cancel", new Asked.Done(true), Asked.Done.class);
  }

  @Override
  public void activate(String environment, WorkflowVersion version, Map<String, Value> parameters) {
    post(
        "/api/v1/activations",
        new Asked.Activate(environment, version.graph().name(), Optional.of(version), parameters),
        Asked.Done.class);
  }

  @Override
  public void deactivate(String environment, String workflow) {
    post(
        "/api/v1/activations",
        new Asked.Activate(environment, workflow, Optional.empty(), Map.of()),
        Asked.Done.class);
  }

  @Override
  public void pause(TriggerId trigger, boolean paused) {
    post("/api/v1/pauses", new Asked.Pause(trigger, paused), Asked.Done.class);
  }

  @Override
  public List<HookAnswer> call(HookCall call) {
    HttpRequest.Builder request =
        request("/api/v1/hooks/" + Hooks.encoded(call.hook()))
            .header("Content-Type", "text/plain;charset=utf-8")
            .POST(HttpRequest.BodyPublishers.ofString(call.body()));
    call.key().ifPresent(key -> request.header(RequestKey.HEADER, key));
    return send(request.build(), Asked.Called.class).answers();
  }

  @Override
  public List<RunId> backfill(BackfillRequest request) {
    return post("/api/v1/backfills", new Asked.Backfill(request), Asked.Made.class).runs();
  }

  @Override
  public Forgotten forget(Retention rule, boolean dryRun) {
    return post("/api/v1/retention", new Asked.Forget(rule, dryRun), Asked.Gone.class).forgotten();
  }

  @Override
  public void cordon(String node, boolean cordoned) {
    post("/api/v1/cordons", new Asked.Cordon(node, cordoned), Asked.Done.class);
  }

  @Override
  public void forgetNode(String node) {
    post("/api/v1/forgotten-nodes", new Asked.ForgetNode(node), Asked.Done.class);
  }

  /** Nothing: the server sends it. */
  @Override
  public List<Delivery> unsent(RunId run) {
    return List.of();
  }

  @Override
  public RunStore runs() {
    return folder.runs();
  }

  @Override
  public ArtifactStore artifacts() {
    return folder.artifacts();
  }

  @Override
  public void close() {
    folder.close();
  }

  HttpClient client() {
    return client;
  }

  HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(URI.create(address.url(path)))
        .header("Authorization", "Bearer " + address.token());
  }

  private <T extends Record> T post(String path, Record body, Class<T> type) {
    return send(posting(path, body).build(), type);
  }

  private HttpRequest.Builder posting(String path, Record body) {
    return request(path)
        .header("Content-Type", "application/json")
        .POST(HttpRequest.BodyPublishers.ofString(ModelJson.write(body)));
  }

  private <T extends Record> T send(HttpRequest request, Class<T> type) {
    return ModelJson.read(respond(request, 1).body(), type);
  }

  /**
   * What the server answers.
   *
   * @param tries how often to ask where no answer comes
   */
  private HttpResponse<String> respond(HttpRequest request, int tries) {
    try {
      HttpResponse<String> response =
          client.send(request, HttpResponse.BodyHandlers.ofString(StandardCharsets.UTF_8));
      if (response.statusCode() >= 300) {
        throw refused(response.body());
      }
      return response;
    } catch (IOException e) {
      if (tries > 1) {
        return respond(request, tries - 1);
      }
      throw gone(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw gone(e);
    }
  }

  static EngineException refused(String body) {
    Asked.Refused refused = ModelJson.read(body, Asked.Refused.class);
    return new EngineException(refused.reason(), refused.message());
  }

  /** It is not known whether the server has done what it was asked. */
  EngineException gone(Exception cause) {
    return new EngineException(
        EngineException.Reason.CLOSED,
        "The server at "
            + address
            + " doesn't answer. See `trainmaster runs` for what it has done.",
        cause);
  }
}
