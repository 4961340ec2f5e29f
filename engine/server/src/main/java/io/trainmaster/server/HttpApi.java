package io.trainmaster.server;

import io.prometheus.metrics.expositionformats.ExpositionFormatWriter;
import io.trainmaster.json.JsonFormatException;
import io.trainmaster.json.ModelJson;
import io.trainmaster.run.RunId;
import io.trainmaster.runtime.Edit;
import io.trainmaster.runtime.EngineException;
import io.trainmaster.runtime.RunHandle;
import io.trainmaster.runtime.RunListener;
import io.trainmaster.runtime.RunService;
import io.trainmaster.track.RunOptions;
import io.trainmaster.track.StoreException;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What the server answers over HTTP. Requests show the token, but for those that only look after
 * the server; requests with a body have JSON.
 *
 * <pre>
 * GET  /health                       whether it serves; without the token
 * GET  /metrics                      for Prometheus; without the token
 * POST /api/v1/runs                  start a run
 * GET  /api/v1/runs/RUN/events       how it goes, as server-sent events; 204 where it is over
 * POST /api/v1/runs/RUN/resume       go on with it
 * POST /api/v1/runs/RUN/revise       go on with it by another version of its workflow
 * POST /api/v1/runs/RUN/cancel       ask it to stop
 * POST /api/v1/activations           make a version the active one, or none
 * POST /api/v1/pauses                let a trigger rest or go on
 * POST /api/v1/backfills             run a range again
 * POST /api/v1/hooks/HOOK            call a hook; its body is any text
 * POST /api/v1/cordons               place nothing more on a node, or place there again
 * POST /api/v1/forgotten-nodes       forget a node whose worker is gone for good
 * POST /api/v1/retention             delete what is kept no longer
 * </pre>
 */
final class HttpApi extends Handler.Abstract {

  private static final Logger LOG = LoggerFactory.getLogger(HttpApi.class);

  private static final Pattern OF_RUN =
      Pattern.compile("/api/v1/runs/([A-Za-z0-9._-]{1,200})/(events|resume|revise|cancel)");

  private final RunService service;
  private final String token;
  private final ServerMetrics metrics;
  private final Set<EventStream> streams = ConcurrentHashMap.newKeySet();
  private volatile boolean closing;

  HttpApi(RunService service, String token, ServerMetrics metrics) {
    this.service = service;
    this.token = token;
    this.metrics = metrics;
  }

  /** An answer with a body, or without one where that is empty. */
  private record Answer(int status, Optional<Record> body) {
    static Answer of(int status, Record body) {
      return new Answer(status, Optional.of(body));
    }
  }

  @Override
  public boolean handle(Request request, Response response, Callback callback) throws Exception {
    long start = System.nanoTime();
    Request.addCompletionListener(
        request,
        failure ->
            metrics.answered(
                request.getMethod(),
                response.getStatus(),
                Duration.ofNanos(System.nanoTime() - start)));
    String path = Request.getPathInContext(request);
    if (isForWatchers(path) && isAddressedToHere(request)) {
      watchers(path, request, response, callback);
      return true;
    }
    if (!isAllowed(request)) {
      String message = "The server's address is for its owner only.";
      send(
          Answer.of(403, new Asked.Refused(EngineException.Reason.BUG, message)),
          response,
          callback);
      return true;
    }
    Matcher ofRun = OF_RUN.matcher(path);
    boolean watched = ofRun.matches() && ofRun.group(2).equals("events");
    if (watched && request.getMethod().equals("GET")) {
      watch(new RunId(ofRun.group(1)), response, callback);
    } else {
      send(answer(request, ofRun), response, callback);
    }
    return true;
  }

  private static boolean isForWatchers(String path) {
    return path.equals("/health") || path.equals("/metrics");
  }

  /** A page in a browser reaches this machine only by another name than its own. */
  private static boolean isAddressedToHere(Request request) {
    String host = Request.getServerName(request);
    return host.equals("127.0.0.1") || host.equals("localhost");
  }

  private void watchers(String path, Request request, Response response, Callback callback)
      throws IOException {
    if (!request.getMethod().equals("GET")) {
      send(new Answer(405, Optional.empty()), response, callback);
    } else if (path.equals("/health")) {
      send(Answer.of(200, new Asked.Health("serving")), response, callback);
    } else {
      ExpositionFormatWriter writer = metrics.writer(request.getHeaders().get(HttpHeader.ACCEPT));
      response.getHeaders().put(HttpHeader.CONTENT_TYPE, writer.getContentType());
      try (OutputStream out = Content.Sink.asOutputStream(response)) {
        metrics.write(writer, out);
      }
      callback.succeeded();
    }
  }

  /** Only who can read the state folder knows the token; a page in a browser doesn't. */
  private boolean isAllowed(Request request) {
    String shown = request.getHeaders().get(HttpHeader.AUTHORIZATION);
    byte[] expected = ("Bearer " + token).getBytes(StandardCharsets.UTF_8);
    return shown != null && MessageDigest.isEqual(shown.getBytes(StandardCharsets.UTF_8), expected);
  }

  private Answer answer(Request request, Matcher ofRun) throws IOException {
    try {
      if (!request.getMethod().equals("POST")) {
        return new Answer(405, Optional.empty());
      }
      Optional<String> hook = Hooks.name(Request.getPathInContext(request));
      if (hook.isPresent()) {
        return call(hook.get(), request);
      }
      String body = Content.Source.asString(request, StandardCharsets.UTF_8);
      return ofRun.matches()
          ? change(new RunId(ofRun.group(1)), ofRun.group(2), body)
          : change(Request.getPathInContext(request), body, RequestKey.of(request));
    } catch (RuntimeException e) {
      return refusal(e);
    }
  }

  /** What became of it is in the answer; its runs begin when their turn comes. */
  private Answer call(String hook, Request request) throws IOException {
    Hooks.Reading reading = Hooks.read(hook, request);
    if (reading.call().isPresent()) {
      return Answer.of(202, Asked.Called.of(service.call(reading.call().get())));
    }
    return Answer.of(
        reading.status(), new Asked.Refused(EngineException.Reason.BUG, reading.refusal()));
  }

  private static Answer refusal(RuntimeException e) {
    if (e instanceof EngineException refused) {
      return refusal(status(refused.reason()), refused.reason(), e);
    } else if (e instanceof JsonFormatException || e instanceof RequestKey.Malformed) {
      return refusal(400, EngineException.Reason.BUG, e);
    } else if (e instanceof StoreException) {
      return refusal(503, EngineException.Reason.CLOSED, e);
    }
    LOG.error("A request can't be answered; this is a bug of Trainmaster.", e);
    return refusal(500, EngineException.Reason.BUG, e);
  }

  private static Answer refusal(int status, EngineException.Reason reason, RuntimeException e) {
    return Answer.of(status, new Asked.Refused(reason, String.valueOf(e.getMessage())));
  }

  private Answer change(RunId run, String verb, String body) {
    switch (verb) {
      case "resume" -> service.resume(run, RunListener.none());
      case "revise" -> {
        Asked.Revise asked = ModelJson.read(body, Asked.Revise.class);
        service.resume(run, new Edit(asked.version(), asked.parameters()), RunListener.none());
      }
      case "cancel" -> service.cancel(run);
      default -> {
        return new Answer(405, Optional.empty());
      }
    }
    return Answer.of(202, new Asked.Done(true));
  }

  private Answer change(String path, String body, Optional<String> key) {
    return switch (path) {
      case "/api/v1/runs" -> {
        Asked.Start start = ModelJson.read(body, Asked.Start.class);
        RunService.Submit made =
            service.submit(
                start.version(),
                start.parameters(),
                start.options().orElse(RunOptions.DEFAULT),
                key.orElseGet(() -> UUID.randomUUID().toString()));
        yield Answer.of(made.repeated() ? 200 : 201, new Asked.Made(List.of(made.run())));
      }
      case "/api/v1/activations" -> {
        activate(ModelJson.read(body, Asked.Activate.class));
        yield Answer.of(200, new Asked.Done(true));
      }
      case "/api/v1/pauses" -> {
        Asked.Pause pause = ModelJson.read(body, Asked.Pause.class);
        service.pause(pause.trigger(), pause.paused());
        yield Answer.of(200, new Asked.Done(true));
      }
      case "/api/v1/backfills" -> {
        Asked.Backfill backfill = ModelJson.read(body, Asked.Backfill.class);
        yield Answer.of(201, new Asked.Made(service.backfill(backfill.request())));
      }
      case "/api/v1/cordons" -> {
        Asked.Cordon cordon = ModelJson.read(body, Asked.Cordon.class);
        service.cordon(cordon.node(), cordon.cordoned());
        yield Answer.of(200, new Asked.Done(true));
      }
      case "/api/v1/forgotten-nodes" -> {
        service.forgetNode(ModelJson.read(body, Asked.ForgetNode.class).node());
        yield Answer.of(200, new Asked.Done(true));
      }
      case "/api/v1/retention" -> {
        Asked.Forget forget = ModelJson.read(body, Asked.Forget.class);
        yield Answer.of(200, new Asked.Gone(service.forget(forget.rule(), forget.dryRun())));
      }
      default -> new Answer(404, Optional.empty());
    };
  }

  private void activate(Asked.Activate asked) {
    if (asked.version().isPresent()) {
      service.activate(asked.environment(), asked.version().get(), asked.parameters());
    } else {
      service.deactivate(asked.environment(), asked.workflow());
    }
  }

  private void watch(RunId run, Response response, Callback callback)
      throws IOException, InterruptedException {
    EventStream stream = new EventStream();
    Optional<RunHandle> live;
    try {
      live = service.watch(run, stream);
    } catch (RuntimeException e) {
      send(refusal(e), response, callback);
      return;
    }
    if (live.isEmpty()) {
      send(new Answer(204, Optional.empty()), response, callback);
      return;
    }
    response.getHeaders().put(HttpHeader.CONTENT_TYPE, "text/event-stream;charset=utf-8");
    response.getHeaders().put(HttpHeader.CACHE_CONTROL, "no-store");
    streams.add(stream);
    if (closing) {
      stream.close();
    }
    try (OutputStream out = Content.Sink.asOutputStream(response)) {
      stream.writeTo(out);
    } finally {
      stream.close();
      streams.remove(stream);
    }
    callback.succeeded();
  }

  /** Ends the streams that are open, so that those who watch look for another server. */
  void closeStreams() {
    closing = true;
    streams.forEach(EventStream::close);
  }

  private static void send(Answer answer, Response response, Callback callback) {
    response.setStatus(answer.status());
    String body = answer.body().map(ModelJson::write).orElse("");
    if (!body.isEmpty()) {
      response.getHeaders().put(HttpHeader.CONTENT_TYPE, "application/json;charset=utf-8");
    }
    Content.Sink.write(response, true, body, callback);
  }

  private static int status(EngineException.Reason reason) {
    return switch (reason) {
      case RUN_UNKNOWN, TRIGGER_UNKNOWN, NODE_UNKNOWN -> 404;
      case NOT_RESUMABLE, KEY_TAKEN -> 409;
      case PLAN_IMPOSSIBLE -> 422;
      case CLOSED -> 503;
      case BUG -> 500;
    };
  }
}
