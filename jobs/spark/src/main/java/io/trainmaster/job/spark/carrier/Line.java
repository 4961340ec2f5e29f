package io.trainmaster.job.spark.carrier;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.Serializable;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * A connection between the driver and the process that it carries: a place on the driver's machine
 * that the process's end of it calls, once, with a secret.
 */
final class Line implements Closeable {

  private static final int BUFFER_BYTES = 1 << 14;

  private final ServerSocket door;
  private final Address address;
  private final CountDownLatch drained = new CountDownLatch(1);
  private Standing standing = Standing.AWAITED;

  /** Whether somebody has called, or may no more. */
  private enum Standing {
    AWAITED,
    CALLED,
    GIVEN_UP
  }

  private Line(ServerSocket door, Address address) {
    this.door = door;
    this.address = address;
  }

  /**
   * Where to call.
   *
   * @param secret said first
   */
  record Address(String host, int port, String secret) implements Serializable {}

  /** Listens on an address of this machine. */
  static Line open(String host, int secretBytes) throws IOException {
    byte[] secret = new byte[secretBytes];
    new SecureRandom().nextBytes(secret);
    ServerSocket door = new ServerSocket(0, 1, InetAddress.getByName(host));
    String text = HexFormat.of().formatHex(secret);
    return new Line(door, new Address(host, door.getLocalPort(), text));
  }

  Address address() {
    return address;
  }

  /**
   * Waits for the call, then passes on both ways until the process has no more to say. Where nobody
   * hears it any more it may say it all the same: the next engine finds it by other ways.
   */
  void serve(InputStream in, OutputStream out) {
    try (Socket call = await()) {
      Thread sending = new Thread(() -> pass(in, call), "wire-in");
      sending.setDaemon(true);
      sending.start();
      copyWhileHeard(call.getInputStream(), out);
    } catch (IOException closed) {
      // How the process ended is told by Spark.
    } finally {
      drained.countDown();
    }
  }

  private Socket await() throws IOException {
    while (true) {
      Socket call = door.accept();
      byte[] said = call.getInputStream().readNBytes(address.secret().length());
      if (MessageDigest.isEqual(said, address.secret().getBytes(StandardCharsets.US_ASCII))
          && move(Standing.CALLED)) {
        return call;
      }
      call.close();
    }
  }

  private synchronized boolean move(Standing next) {
    boolean first = standing == Standing.AWAITED;
    standing = first ? next : standing;
    return first;
  }

  /** Whether the process has called. */
  synchronized boolean isCalled() {
    return standing == Standing.CALLED;
  }

  /**
   * Waits for the call no more: who calls from now on is not heard.
   *
   * @return whether nobody has called before
   */
  boolean giveUp() {
    return move(Standing.GIVEN_UP);
  }

  /** Calls from the other end. */
  static Socket call(Address address) throws IOException {
    Socket call = new Socket(address.host(), address.port());
    call.getOutputStream().write(address.secret().getBytes(StandardCharsets.US_ASCII));
    call.getOutputStream().flush();
    return call;
  }

  private static void copyWhileHeard(InputStream in, OutputStream out) throws IOException {
    byte[] buffer = new byte[BUFFER_BYTES];
    boolean heard = true;
    for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
      heard = heard && write(out, buffer, count);
    }
  }

  private static boolean write(OutputStream out, byte[] bytes, int count) {
    try {
      out.write(bytes, 0, count);
      out.flush();
      return true;
    } catch (IOException nobodyHears) {
      return false;
    }
  }

  /** The end of what comes in is passed on too: the other way may go on. */
  private static void pass(InputStream in, Socket call) {
    try {
      copy(in, call.getOutputStream());
      call.shutdownOutput();
    } catch (IOException gone) {
      // The other way tells.
    }
  }

  /** Passes on what there is as soon as it is there, up to its end. */
  static void copy(InputStream in, OutputStream out) throws IOException {
    byte[] buffer = new byte[BUFFER_BYTES];
    for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
      out.write(buffer, 0, count);
      out.flush();
    }
  }

  /**
   * Waits until all that the process has said is passed on, which is when it has ended or is lost.
   *
   * @return whether it is by then
   */
  boolean awaitEnd(long millis) throws InterruptedException {
    return drained.await(millis, TimeUnit.MILLISECONDS);
  }

  @Override
  public void close() throws IOException {
    door.close();
  }
}
