package io.trainmaster.server;

import io.trainmaster.runtime.Engine;
import io.trainmaster.runtime.EngineSettings;
import io.trainmaster.worker.remote.RemoteWorkers;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Files;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.SecureRequestCustomizer;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.server.SslConnectionFactory;
import org.eclipse.jetty.util.ssl.SslContextFactory;

/** Where workers on other machines reach the server; nobody else is answered there. */
final class WorkerGate implements AutoCloseable {

  private final RemoteWorkers workers;
  private final Server http;
  private final String url;

  private WorkerGate(RemoteWorkers workers, Server http, String url) {
    this.workers = workers;
    this.http = http;
    this.url = url;
  }

  /**
   * Listens.
   *
   * @throws IOException where it can't, or where others could listen to what is said
   */
  static WorkerGate open(Engine engine, EngineSettings settings, WorkerAccess access)
      throws IOException {
    if (access.tls().isEmpty() && !InetAddress.getByName(access.host()).isLoopbackAddress()) {
      throw new IOException(
          access.host() + " is reached from other machines, and there is no certificate");
    }
    Server http = new Server(TrainmasterServer.threads("workers"));
    ServerConnector connector = connector(http, access);
    connector.setHost(access.host());
    connector.setPort(access.port());
    connector.open();
    http.addConnector(connector);
    http.setHandler(
        new WorkerApi(
            engine.workers(),
            engine.artifacts(),
            TrainmasterServer.release(settings.version(), settings.operators()),
            WorkerToken.of(settings.state().folder()),
            access.lease()));
    TrainmasterServer.start(http);
    String scheme = access.tls().isPresent() ? "https" : "http";
    return new WorkerGate(
        engine.workers(),
        http,
        "%s://%s:%d".formatted(scheme, access.host(), connector.getLocalPort()));
  }

  private static ServerConnector connector(Server http, WorkerAccess access) throws IOException {
    if (access.tls().isEmpty()) {
      return new ServerConnector(http, 1, 1);
    }
    WorkerAccess.Tls tls = access.tls().get();
    if (!Files.isReadable(tls.keystore())) {
      throw new IOException("the certificate's file " + tls + " can't be read");
    }
    SslContextFactory.Server certificate = new SslContextFactory.Server();
    certificate.setKeyStorePath(tls.keystore().toString());
    certificate.setKeyStoreType("PKCS12");
    certificate.setKeyStorePassword(tls.password());
    certificate.setIncludeProtocols("TLSv1.3", "TLSv1.2");
    HttpConfiguration configuration = new HttpConfiguration();
    // A worker may know the server by an address that no certificate names a host for.
    configuration.addCustomizer(new SecureRequestCustomizer(false));
    return new ServerConnector(
        http,
        1,
        1,
        new SslConnectionFactory(certificate, "http/1.1"),
        new HttpConnectionFactory(configuration));
  }

  /** Where it listens. */
  String url() {
    return url;
  }

  @Override
  public void close() {
    // Those that wait for news are answered first.
    workers.close();
    TrainmasterServer.stop(http);
  }
}
