import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Stands between a client and a database. The answer to some commits is withheld: what was sent is
 * done and nobody hears of it. Killing this process cuts every connection.
 *
 * <p>Arguments: the port to listen on, the database's, and of how many commits the answer to one is
 * withheld.
 */
final class Proxy {

  private final int serverPort;
  private final int oneIn;
  private final AtomicInteger commits = new AtomicInteger();

  private Proxy(int serverPort, int oneIn) {
    this.serverPort = serverPort;
    this.oneIn = oneIn;
  }

  public static void main(String[] arguments) throws IOException {
    Proxy proxy = new Proxy(Integer.parseInt(arguments[1]), Integer.parseInt(arguments[2]));
    try (ServerSocket listener =
        new ServerSocket(
            Integer.parseInt(arguments[0]), 50, InetAddress.getLoopbackAddress())) {
      System.out.println("listening");
      while (true) {
        proxy.join(listener.accept());
      }
    }
  }

  private void join(Socket client) throws IOException {
    try {
      Socket server = new Socket(InetAddress.getLoopbackAddress(), serverPort);
      Link link = new Link(client, server);
      new Thread(() -> link.run(link::requests)).start();
      new Thread(() -> link.run(link::answers)).start();
    } catch (IOException away) {
      client.close();
    }
  }

  private interface Body {
    void run() throws IOException;
  }

  private final class Link {
    private final Socket client;
    private final Socket server;
    private volatile boolean withholds;

    Link(Socket client, Socket server) {
      this.client = client;
      this.server = server;
    }

    /** Whatever ends one direction ends both. */
    void run(Body body) {
      try (client;
          server) {
        body.run();
      } catch (IOException over) {
        // One of the two has gone.
      }
    }

    void requests() throws IOException {
      byte[] buffer = new byte[1 << 16];
      InputStream from = client.getInputStream();
      OutputStream to = server.getOutputStream();
      for (int size = from.read(buffer); size >= 0; size = from.read(buffer)) {
        String text = new String(buffer, 0, size, StandardCharsets.ISO_8859_1);
        if (text.contains("COMMIT") && commits.incrementAndGet() % oneIn == 0) {
          withholds = true;
        }
        to.write(buffer, 0, size);
      }
    }

    void answers() throws IOException {
      byte[] buffer = new byte[1 << 16];
      InputStream from = server.getInputStream();
      OutputStream to = client.getOutputStream();
      for (int size = from.read(buffer); size >= 0; size = from.read(buffer)) {
        if (withholds) {
          return;
        }
        to.write(buffer, 0, size);
      }
    }
  }
}
