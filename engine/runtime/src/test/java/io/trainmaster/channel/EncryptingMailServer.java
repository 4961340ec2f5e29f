package io.trainmaster.channel;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;

/**
 * A mail server on this machine that speaks in the clear until it is asked for STARTTLS, and takes
 * mails only after that. It keeps what clients say, one after another.
 */
final class EncryptingMailServer implements AutoCloseable {

  private final SSLContext identity;
  private final ServerSocket listening;
  private final List<String> clear = new CopyOnWriteArrayList<>();
  private final List<String> encrypted = new CopyOnWriteArrayList<>();
  private final Thread thread = new Thread(this::serve, "mail-server");

  EncryptingMailServer(SSLContext identity) throws IOException {
    this.identity = identity;
    this.listening = new ServerSocket(0, 5, InetAddress.getLoopbackAddress());
    thread.setDaemon(true);
    thread.start();
  }

  int port() {
    return listening.getLocalPort();
  }

  /** The lines that came before anything was encrypted. */
  List<String> clear() {
    return clear;
  }

  /** The lines that came encrypted. */
  List<String> encrypted() {
    return encrypted;
  }

  private void serve() {
    while (!listening.isClosed()) {
      try (Socket client = listening.accept()) {
        say(client, "220 here");
        if (talk(client, clear, "250-here\r\n250 STARTTLS")) {
          try (SSLSocket secure =
              (SSLSocket) identity.getSocketFactory().createSocket(client, null, true)) {
            secure.setUseClientMode(false);
            talk(secure, encrypted, "250-here\r\n250 AUTH PLAIN");
          }
        }
      } catch (IOException e) {
        // The client or the server has gone.
      }
    }
  }

  /** Answers line by line; true where the client wants to go on encrypted. */
  private static boolean talk(Socket client, List<String> said, String offers) throws IOException {
    BufferedReader lines =
        new BufferedReader(
            new InputStreamReader(client.getInputStream(), StandardCharsets.ISO_8859_1));
    for (String line = lines.readLine(); line != null; line = lines.readLine()) {
      said.add(line);
      String word = line.split(" ", 2)[0];
      if (word.equals("DATA")) {
        say(client, "354 go on");
        for (String text = lines.readLine(); !".".equals(text); text = lines.readLine()) {
          said.add(text);
        }
      }
      say(
          client,
          switch (word) {
            case "EHLO" -> offers;
            case "STARTTLS" -> "220 go on";
            case "AUTH" -> "235 welcome";
            case "QUIT" -> "221 bye";
            default -> "250 taken";
          });
      if (word.equals("STARTTLS")) {
        return true;
      }
    }
    return false;
  }

  private static void say(Socket client, String line) throws IOException {
    client.getOutputStream().write((line + "\r\n").getBytes(StandardCharsets.US_ASCII));
    client.getOutputStream().flush();
  }

  @Override
  public void close() {
    try {
      listening.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
