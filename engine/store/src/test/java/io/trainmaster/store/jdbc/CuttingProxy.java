package io.trainmaster.store.jdbc;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Stands between a client and a server, and withholds the answer to some of what the client sends:
 * a commit is then done and nobody hears of it.
 */
final class CuttingProxy implements AutoCloseable {

  /** What happens to a connection once an answer is withheld. */
  enum Manner {
    /** Both ends see that it is over. */
    CUT,
    /** It stays open, and nothing comes any more. */
    SILENT
  }

  private final ServerSocket listener;
  private final int serverPort;
  private final Manner manner;
  private final int oneIn;
  private final AtomicInteger commits = new AtomicInteger();
  private final AtomicInteger withheld = new AtomicInteger();

  /**
   * @param oneIn of how many commits the answer to one is withheld
   */
  CuttingProxy(int serverPort, Manner manner, int oneIn) throws IOException {
    this.listener = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    this.serverPort = serverPort;
    this.manner = manner;
    this.oneIn = oneIn;
    start(this::accept);
  }

  int port() {
    return listener.getLocalPort();
  }

  /** How many answers it has withheld. */
  int withheld() {
    return withheld.get();
  }

  private interface Body {
    void run() throws IOException;
  }

  private static void start(Body body) {
    Thread thread =
        new Thread(
            () -> {
              try {
                body.run();
              } catch (IOException e) {
                // A connection has ended, or the test.
              }
            },
            "proxy");
    thread.setDaemon(true);
    thread.start();
  }

  @SuppressWarnings("resource") // Closed when either end is.
  private void accept() throws IOException {
    while (true) {
      Socket client = listener.accept();
      Socket server = new Socket(InetAddress.getLoopbackAddress(), serverPort);
      Link link = new Link(client, server);
      start(link::requests);
      start(link::answers);
    }
  }

  @Override
  public void close() throws IOException {
    listener.close();
  }

  private final class Link {
    private final Socket client;
    private final Socket server;
    private volatile boolean withholds;

    Link(Socket client, Socket server) {
      this.client = client;
      this.server = server;
    }

    void requests() throws IOException {
      byte[] buffer = new byte[65_536];
      InputStream from = client.getInputStream();
      OutputStream to = server.getOutputStream();
      for (int size = from.read(buffer); size >= 0; size = from.read(buffer)) {
        String text = new String(buffer, 0, size, StandardCharsets.ISO_8859_1);
        if (text.contains("COMMIT") && commits.incrementAndGet() % oneIn == 0) {
          withholds = true;
        }
        to.write(buffer, 0, size);
        to.flush();
      }
      server.close();
    }

    void answers() throws IOException {
      byte[] buffer = new byte[65_536];
      InputStream from = server.getInputStream();
      OutputStream to = client.getOutputStream();
      for (int size = from.read(buffer); size >= 0; size = from.read(buffer)) {
        if (withholds) {
          withheld.incrementAndGet();
          if (manner == Manner.CUT) {
            client.close();
            server.close();
          }
          return;
        }
        to.write(buffer, 0, size);
        to.flush();
      }
      client.close();
    }
  }
}
