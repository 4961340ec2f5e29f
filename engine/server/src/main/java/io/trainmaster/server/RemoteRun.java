package io.trainmaster.server;

import io.trainmaster.run.RunId;
import io.trainmaster.runtime.EngineException;
import io.trainmaster.runtime.RunHandle;
import io.trainmaster.runtime.RunListener;
import io.trainmaster.track.RunSummary;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpResponse;
import java.util.Iterator;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.stream.Stream;

/** A run of a server, watched from here. Its own thread reads the stream. */
final class RemoteRun implements RunHandle {

  private final RemoteEngine engine;
  private final RunId id;
  private final RunListener listener;
  private final CompletableFuture<RunSummary> end = new CompletableFuture<>();

  RemoteRun(RemoteEngine engine, RunId id, RunListener listener) {
    this.engine = engine;
    this.id = id;
    this.listener = listener;
  }

  void begin() {
    Thread reader = new Thread(this::read, "run-" + id);
    reader.setDaemon(true);
    reader.start();
  }

  private void read() {
    try {
      Optional<RunSummary> told = listen();
      // Where nothing is told, the run was over before it could be.
      end.complete(told.orElseGet(this::recorded));
    } catch (UncheckedIOException e) {
      end.completeExceptionally(engine.gone(e));
    } catch (IOException e) {
      end.completeExceptionally(engine.gone(e));
    } catch (InterruptedException | RuntimeException e) {
      end.completeExceptionally(e);
    }
  }

  private Optional<RunSummary> listen() throws IOException, InterruptedException {
    HttpResponse<Stream<String>> response =
        engine
            .client()
            .send(
                engine.request("/api/v1/runs/" + id + "/events").GET().build(),
                HttpResponse.BodyHandlers.ofLines());
    try (Stream<String> lines = response.body()) {
      if (response.statusCode() >= 300) {
        throw RemoteEngine.refused(String.join("\n", lines.toList()));
      }
      String kind = "";
      for (Iterator<String> all = lines.iterator(); all.hasNext(); ) {
        String line = all.next();
        if (line.startsWith("event: ")) {
          kind = line.substring("event: ".length());
        } else if (line.startsWith("data: ")) {
          Optional<Told> told = Told.of(kind, line.substring("data: ".length()));
          told.ifPresent(event -> event.to(listener));
          if (told.isPresent() && told.get() instanceof Told.Ended ended) {
            return Optional.of(ended.run());
          }
        }
      }
      return Optional.empty();
    }
  }

  private RunSummary recorded() {
    RunSummary run = engine.runs().run(id).orElseThrow().summary();
    if (!run.phase().isEnd()) {
      throw new EngineException(
          EngineException.Reason.CLOSED,
          "The server has stopped while %s was under way; the run goes on when a server is there again."
              .formatted(id));
    }
    return run;
  }

  @Override
  public RunId id() {
    return id;
  }

  @Override
  public RunSummary await() throws InterruptedException {
    try {
      return end.get();
    } catch (ExecutionException e) {
      if (e.getCause() instanceof RuntimeException cause) {
        throw cause;
      }
      throw new EngineException(
          EngineException.Reason.BUG, "The run can't be followed; this is a bug.", e);
    }
  }

  @Override
  public void cancel() {
    engine.cancel(id);
  }
}
