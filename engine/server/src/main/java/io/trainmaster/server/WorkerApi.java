package io.trainmaster.server;

import io.trainmaster.json.JsonFormatException;
import io.trainmaster.json.ModelJson;
import io.trainmaster.store.file.ArtifactStore;
import io.trainmaster.track.StoreException;
import io.trainmaster.worker.remote.Parcel;
import io.trainmaster.worker.remote.Poll;
import io.trainmaster.worker.remote.Refusal;
import io.trainmaster.worker.remote.RefusedException;
import io.trainmaster.worker.remote.RemoteWorkers;
import io.trainmaster.worker.remote.Report;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.Locale;
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
 * What the server answers workers on other machines. Requests show the workers' token.
 *
 * <pre>
 * POST /api/v1/workers/NAME/poll                       what it is to do; waits for news
 * POST /api/v1/workers/NAME/report                     what has become of its attempts
 * GET  /api/v1/workers/NAME/artifacts/DIGEST           what an attempt reads
 * PUT  /api/v1/workers/NAME/attempts/FENCE/staging     what an attempt gives
 * PUT  /api/v1/workers/NAME/attempts/FENCE/checkpoint  what the next attempt goes on from
 * GET  /api/v1/workers/NAME/attempts/FENCE/checkpoint  what this attempt goes on from
 * </pre>
 *
 * <p>Files travel as {@link Parcel}s. 409 and 503 ask the worker to come again, 403 to end.
 */
final class WorkerApi extends Handler.Abstract {

  private static final Logger LOG = LoggerFactory.getLogger(WorkerApi.class);

  private static final String WORKER = "/api/v1/workers/([A-Za-z0-9._-]{1,100})/";
  private static final Pattern EXCHANGE = Pattern.compile(WORKER + "(poll|report)");
  private static final Pattern ARTIFACT = Pattern.compile(WORKER + "artifacts/([0-9a-f]{64})");
  private static final Pattern FOLDER =
      Pattern.compile(WORKER + "attempts/([0-9]{1,18})/(staging|checkpoint)");

  /** A worker that hears nothing for so long asks again, which shows that it lives. */
  private static final Duration LONGEST_WAIT = Duration.ofSeconds(5);

  private final RemoteWorkers workers;
  private final ArtifactStore artifacts;
  private final String release;
  private final byte[] shown;
  private final Duration lease;

  /**
   * @param release what must be the same on both sides
   */
  WorkerApi(
      RemoteWorkers workers,
      ArtifactStore artifacts,
      String release,
      String token,
      Duration lease) {
    this.workers = workers;
    this.artifacts = artifacts;
    this.release = release;
    this.shown = ("Bearer " + token).getBytes(StandardCharsets.UTF_8);
    this.lease = lease;
  }

  /** A request that can't be answered otherwise. */
  private static final class Status extends Exception {
    private static final long serialVersionUID = 1L;
    private final int status;

    Status(int status, String message) {
      super(message);
      this.status = status;
    }
  }

  @Override
  public boolean handle(Request request, Response response, Callback callback) throws Exception {
    try {
      requireToken(request);
      answer(request, response, callback);
    } catch (RefusedException refused) {
      int status = refused.reason() == RefusedException.Reason.LATER ? 409 : 403;
      refuse(status, String.valueOf(refused.getMessage()), response, callback);
    } catch (Status status) {
      refuse(status.status, String.valueOf(status.getMessage()), response, callback);
    } catch (JsonFormatException garbled) {
      refuse(400, String.valueOf(garbled.getMessage()), response, callback);
    } catch (StoreException | IOException later) {
      refuse(503, String.valueOf(later.getMessage()), response, callback);
    } catch (RuntimeException defect) {
      LOG.error("A worker's request can't be answered; this is a bug of Trainmaster.", defect);
      refuse(500, "This is a bug of Trainmaster: " + defect.getMessage(), response, callback);
    }
    return true;
  }

  private void requireToken(Request request) throws Status {
    String header = request.getHeaders().get(HttpHeader.AUTHORIZATION);
    if (header == null || !MessageDigest.isEqual(header.getBytes(StandardCharsets.UTF_8), shown)) {
      throw new Status(
          401, "The token isn't the one in the server's %s.".formatted(WorkerToken.FILE));
    }
  }

  private void answer(Request request, Response response, Callback callback)
      throws RefusedException, Status, IOException, InterruptedException {
    String path = Request.getPathInContext(request);
    Matcher exchange = EXCHANGE.matcher(path);
    Matcher artifact = ARTIFACT.matcher(path);
    Matcher folder = FOLDER.matcher(path);
    if (exchange.matches()) {
      requireMethod(request, "POST");
      String body = Content.Source.asString(request, StandardCharsets.UTF_8);
      Record answer =
          exchange.group(2).equals("poll")
              ? poll(exchange.group(1), ModelJson.read(body, Poll.class))
              : workers.report(exchange.group(1), ModelJson.read(body, Report.class));
      response.getHeaders().put(HttpHeader.CONTENT_TYPE, "application/json;charset=utf-8");
      Content.Sink.write(response, true, ModelJson.write(answer), callback);
    } else if (artifact.matches()) {
      requireMethod(request, "GET");
      send(artifact.group(2), response, callback);
    } else if (folder.matches()) {
      exchange(request, folder, response, callback);
    } else {
      throw new Status(404, "There is nothing at " + path);
    }
  }

  private Record poll(String name, Poll poll)
      throws RefusedException, Status, InterruptedException {
    if (!poll.node().name().equals(name)) {
      throw new Status(400, "The name in the path isn't the node's.");
    }
    Duration third = lease.dividedBy(3);
    Duration wait = third.compareTo(LONGEST_WAIT) < 0 ? third : LONGEST_WAIT;
    return workers.poll(poll, release, lease, wait);
  }

  private void send(String digest, Response response, Callback callback)
      throws Status, IOException {
    if (!artifacts.contains(digest)) {
      throw new Status(404, "There is no artifact " + digest);
    }
    try (OutputStream out = Content.Sink.asOutputStream(response)) {
      Parcel.pack(artifacts.locate(digest), out);
    }
    callback.succeeded();
  }

  private void exchange(Request request, Matcher path, Response response, Callback callback)
      throws RefusedException, Status, IOException {
    long fence = Long.parseLong(path.group(2));
    RemoteWorkers.Folder folder =
        RemoteWorkers.Folder.valueOf(path.group(3).toUpperCase(Locale.ROOT));
    if (request.getMethod().equals("GET") && folder == RemoteWorkers.Folder.CHECKPOINT) {
      try (OutputStream out = Content.Sink.asOutputStream(response)) {
        workers.send(path.group(1), fence, folder, out);
      }
      callback.succeeded();
      return;
    }
    requireMethod(request, "PUT");
    try (InputStream content = Content.Source.asInputStream(request)) {
      workers.receive(path.group(1), fence, folder, content);
    }
    Content.Sink.write(response, true, ModelJson.write(new Asked.Done(true)), callback);
  }

  private static void requireMethod(Request request, String method) throws Status {
    if (!request.getMethod().equals(method)) {
      throw new Status(405, "Use " + method + ".");
    }
  }

  /** What has begun to be sent is cut off, which its reader notices. */
  private static void refuse(int status, String message, Response response, Callback callback) {
    if (response.isCommitted()) {
      callback.failed(new IOException(message));
      return;
    }
    response.setStatus(status);
    response.getHeaders().put(HttpHeader.CONTENT_TYPE, "application/json;charset=utf-8");
    Content.Sink.write(response, true, ModelJson.write(new Refusal(message)), callback);
  }
}
