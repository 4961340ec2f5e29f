package io.trainmaster.testkit;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Assumptions;
import org.opentest4j.TestAbortedException;

/**
 * A PostgreSQL server for tests, which writes as durably as one in production. One is shared by all
 * tests of a process, each of which takes a schema of its own; a test that stops the server has one
 * of its own.
 */
public final class PostgresServer implements AutoCloseable {

  /** The user that may do everything, and needs no password. */
  public static final String USER = "postgres";

  private static final AtomicInteger SCHEMAS = new AtomicInteger();

  private final Path data;
  private EmbeddedPostgres process;

  private PostgresServer(Path data) throws IOException {
    this.data = data;
    this.process = launch(0);
  }

  private static final class Shared {
    static final PostgresServer SERVER = start();
  }

  /**
   * The server that the tests of this process share.
   *
   * @throws TestAbortedException where there is no server for this platform, which skips the test
   */
  public static PostgresServer shared() {
    requirePlatform();
    return Shared.SERVER;
  }

  /** A server for one test; else as {@link #shared}. */
  public static PostgresServer start() {
    requirePlatform();
    try {
      PostgresServer server = new PostgresServer(Files.createTempDirectory("postgres"));
      Runtime.getRuntime().addShutdownHook(new Thread(server::delete));
      return server;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void requirePlatform() {
    String platform = System.getProperty("os.name") + " " + System.getProperty("os.arch");
    Assumptions.assumeTrue(
        platform.equals("Linux amd64"), "There is no PostgreSQL for tests on " + platform + ".");
  }

  /** A schema that no other test has, as a parameter of {@link #url}. */
  public static String newSchema() {
    return "test_" + SCHEMAS.incrementAndGet();
  }

  /** The URL of a schema. */
  public String url(String schema) {
    return url(schema, process.getPort());
  }

  /** The URL of a schema, by way of another port of this machine. */
  public String url(String schema, int port) {
    return "jdbc:postgresql://127.0.0.1:%d/postgres?currentSchema=%s".formatted(port, schema);
  }

  /** Where it listens. */
  public int port() {
    return process.getPort();
  }

  /**
   * Ends it at once, as {@code pg_ctl stop -m immediate} does: it recovers when it starts again.
   */
  public void stopImmediately() throws IOException, InterruptedException {
    long postmaster = Long.parseLong(Files.readAllLines(data.resolve("postmaster.pid")).get(0));
    new ProcessBuilder("kill", "-QUIT", Long.toString(postmaster)).start().waitFor();
    ProcessHandle.of(postmaster)
        .ifPresent(handle -> handle.onExit().orTimeout(30, TimeUnit.SECONDS).join());
    process.close();
  }

  /** Starts it again where it was. */
  public void startAgain() throws IOException {
    process = launch(process.getPort());
  }

  private EmbeddedPostgres launch(int port) throws IOException {
    EmbeddedPostgres.Builder builder =
        EmbeddedPostgres.builder()
            .setDataDirectory(data)
            .setCleanDataDirectory(false)
            .setServerConfig("fsync", "on")
            .setServerConfig("synchronous_commit", "on");
    return (port == 0 ? builder : builder.setPort(port)).start();
  }

  @Override
  public void close() throws IOException {
    process.close();
  }

  private void delete() {
    try {
      process.close();
      try (var files = Files.walk(data)) {
        files.sorted(java.util.Comparator.reverseOrder()).forEach(file -> file.toFile().delete());
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
