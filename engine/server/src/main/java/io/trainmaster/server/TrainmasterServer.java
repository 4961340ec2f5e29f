package io.trainmaster.server;

import io.trainmaster.runtime.Engine;
import io.trainmaster.runtime.EngineSettings;
import io.trainmaster.track.Retention;
import io.trainmaster.track.StoreException;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.server.handler.SizeLimitHandler;
import org.eclipse.jetty.util.thread.QueuedThreadPool;

/**
 * An engine that is served: unfinished runs go on, triggers fire, and the commands of this
 * machine's owner are answered until it is closed. Safe for use from several threads.
 */
public final class TrainmasterServer implements AutoCloseable {

  private static final long LARGEST_REQUEST = 64L << 20;
  private static final int THREADS = 200;
  private static final long STOP_MILLIS = 2_000;

  private static final Duration FIRST_HOUSEKEEPING = Duration.ofMinutes(1);
  private static final Duration HOUSEKEEPING = Duration.ofHours(1);

  private final Engine engine;
  private final HttpApi api;
  private final Server http;
  private final Optional<WorkerGate> gate;
  private final ServerAddress address;
  private final Path folder;
  private final Optional<Housekeeper> housekeeper;

  private TrainmasterServer(
      Engine engine,
      HttpApi api,
      Server http,
      Optional<WorkerGate> gate,
      ServerAddress address,
      Path folder,
      Optional<Housekeeper> housekeeper) {
    this.engine = engine;
    this.api = api;
    this.http = http;
    this.gate = gate;
    this.address = address;
    this.folder = folder;
    this.housekeeper = housekeeper;
  }

  /** Opens a server that deletes nothing by itself. */
  public static TrainmasterServer open(EngineSettings settings, int port, ServerLog log)
      throws IOException {
    return open(settings, port, Optional.empty(), Optional.empty(), log);
  }

  /**
   * Opens a server.
   *
   * @param port where it listens, on this machine only; 0: anywhere
   * @param access how workers on other machines reach it; not at all where there is none
   * @param retention what it deletes by itself; nothing where there is none
   * @param log what is said of what it does
   * @throws io.trainmaster.track.StoreException where the state folder can't be used
   * @throws IOException where it can't listen
   */
  public static TrainmasterServer open(
      EngineSettings settings,
      int port,
      Optional<WorkerAccess> access,
      Optional<Retention> retention,
      ServerLog log)
      throws IOException {
    ServerMetrics metrics = new ServerMetrics(settings.version(), settings.state().folder());
    Engine engine =
        Engine.serve(
            settings,
            QuartzAlarm::new,
            (changes, took) -> {
              metrics.committed(changes, took);
              log.committed(changes, took);
            });
    metrics.found(engine.runs().unfinished());
    metrics.countWaiting(() -> waiting(engine));
    Server http = new Server(threads("http"));
    Optional<WorkerGate> gate = Optional.empty();
    try {
      ServerConnector connector = new ServerConnector(http, 1, 1);
      connector.setHost("127.0.0.1");
      connector.setPort(port);
      connector.open();
      http.addConnector(connector);
      ServerAddress address = ServerAddress.of(connector.getLocalPort());
      HttpApi api = new HttpApi(engine, address.token(), metrics);
      http.setHandler(limited(api));
      start(http);
      if (access.isPresent()) {
        gate = Optional.of(WorkerGate.open(engine, settings, access.get()));
      }
      address.write(settings.state().folder());
      Optional<Housekeeper> housekeeper =
          retention.map(
              rule ->
                  new Housekeeper(
                      engine,
                      rule,
                      gone -> {
                        metrics.forgotten(gone);
                        log.forgotten(gone);
                      }));
      housekeeper.ifPresent(one -> one.start(FIRST_HOUSEKEEPING, HOUSEKEEPING));
      return new TrainmasterServer(
          engine, api, http, gate, address, settings.state().folder(), housekeeper);
    } catch (IOException | RuntimeException e) {
      gate.ifPresent(WorkerGate::close);
      stop(http);
      engine.close();
      throw e;
    }
  }

  private static OptionalLong waiting(Engine engine) {
    try {
      return OptionalLong.of(engine.runs().outbox().waiting());
    } catch (StoreException e) {
      return OptionalLong.empty();
    }
  }

  private static SizeLimitHandler limited(HttpApi api) {
    SizeLimitHandler limited = new SizeLimitHandler(LARGEST_REQUEST, -1);
    limited.setHandler(api);
    return limited;
  }

  static QueuedThreadPool threads(String name) {
    QueuedThreadPool threads = new QueuedThreadPool(THREADS, 2);
    threads.setName(name);
    threads.setDaemon(true);
    return threads;
  }

  static void start(Server http) throws IOException {
    try {
      http.start();
    } catch (IOException | RuntimeException e) {
      throw e;
    } catch (Exception e) {
      throw new IOException("The HTTP server doesn't start: " + e.getMessage(), e);
    }
  }

  static void stop(Server http) {
    try {
      http.setStopTimeout(STOP_MILLIS);
      http.stop();
    } catch (RuntimeException e) {
      throw e;
    } catch (Exception e) {
      throw new IllegalStateException("The HTTP server doesn't stop", e);
    }
  }

  /** What must be the same of a server and its workers: the version and that of the operators. */
  public static String release(String version, String operators) {
    return version + " with operators " + operators;
  }

  /** Where it listens. */
  public String url() {
    return address.toString();
  }

  /** Where workers on other machines reach it; empty where they don't. */
  public Optional<String> workersUrl() {
    return gate.map(WorkerGate::url);
  }

  /** Completed with the reason once the engine decides nothing more, whether closed or failed. */
  public CompletableFuture<Throwable> ended() {
    return engine.ended();
  }

  /** Answers nobody any more, ends the tasks under way and gives the state folder back. */
  @Override
  public void close() {
    address.delete(folder);
    housekeeper.ifPresent(Housekeeper::close);
    api.closeStreams();
    gate.ifPresent(WorkerGate::close);
    stop(http);
    engine.close();
  }
}
