package io.trainmaster.job.host;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.trainmaster.job.AttemptId;
import io.trainmaster.job.Operator;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** A host in the test's own process, at the other end of a wire. */
public final class HostHarness implements AutoCloseable {

  private static final ObjectMapper MAPPER = new ObjectMapper();

  private final Path folder;
  private final BlockingQueue<JsonNode> events = new LinkedBlockingQueue<>();
  private final PipedOutputStream commands = new PipedOutputStream();
  private final CompletableFuture<Boolean> served = new CompletableFuture<>();

  /** Serves at once; the host's own log is in {@code folder/host.log}. */
  public HostHarness(Path folder, Operator... operators) throws IOException {
    this.folder = folder;
    Logs logs = new Logs(Files.newOutputStream(folder.resolve("host.log")));
    Ledger ledger = new Ledger(Optional.of(folder.resolve("ledger.csv")));
    WireOutput wire = new WireOutput(new Lines());
    Host host = new Host(wire, logs, new Logging.None(), ledger, List.of(operators));
    WireInput input = new WireInput(new PipedInputStream(commands, 1 << 20), logs::line);
    Thread thread =
        new Thread(
            () -> {
              try {
                served.complete(host.serve(input));
              } catch (IOException broken) {
                served.completeExceptionally(broken);
              }
            });
    thread.setDaemon(true);
    thread.start();
    ObjectNode open = MAPPER.createObjectNode().put("kind", "open").put("wire", 1);
    send(open.put("name", "test").put("cpus", 1).put("directory", folder.toString()));
    await("ready");
  }

  /** Sends a message. */
  public void send(ObjectNode message) throws IOException {
    commands.write((message + "\n").getBytes(StandardCharsets.UTF_8));
    commands.flush();
  }

  /** Launches the first attempt of a task. */
  public void launch(String task, String operator, Map<String, ?> arguments, JsonNode block)
      throws IOException {
    send(launching(task, operator, arguments, block));
  }

  /** The same, where some of its texts are secrets. */
  public void launch(
      String task, String operator, Map<String, ?> arguments, JsonNode block, List<String> secrets)
      throws IOException {
    ObjectNode message = launching(task, operator, arguments, block);
    secrets.forEach(message.putArray("secrets")::add);
    send(message);
  }

  private ObjectNode launching(
      String task, String operator, Map<String, ?> arguments, JsonNode block) {
    ObjectNode message = about("launch", task).put("fence", 7).put("operator", operator);
    message.set("arguments", Values.write(arguments));
    message.set("block", block);
    message.put("cpus", 1).put("memoryBytes", 1L << 30);
    message.put("directory", attempt(task).toString());
    message.put("checkpoints", folder.resolve("checkpoints").resolve(task).toString());
    return message.put("project", folder.toString());
  }

  /** Launches the first attempt of a task, which may take so long. */
  public void launch(String task, String operator, Duration timeout) throws IOException {
    send(
        launching(task, operator, Map.of(), MAPPER.createArrayNode())
            .put("timeoutMillis", timeout.toMillis()));
  }

  /** Launches and waits for the result. */
  public JsonNode run(String task, String operator, Map<String, ?> arguments) throws IOException {
    launch(task, operator, arguments, MAPPER.createArrayNode());
    return result();
  }

  /** Asks for what an attempt has told. */
  public JsonNode adopt(String task, long fence) throws IOException {
    send(about("adopt", task).put("fence", fence));
    return await("adopted");
  }

  /** Asks an attempt to stop. */
  public void cancel(String task) throws IOException {
    send(about("cancel", task).put("reason", "cancelled"));
  }

  /** The next result. */
  public JsonNode result() {
    return await("ended").path("result");
  }

  /** The next message of a kind; those before it are left out. */
  public JsonNode await(String kind) {
    try {
      for (; ; ) {
        JsonNode event = events.poll(60, TimeUnit.SECONDS);
        if (event == null) {
          throw new AssertionError("No '" + kind + "' came.");
        } else if (event.path("kind").asText().equals(kind)) {
          return event;
        }
      }
    } catch (InterruptedException asked) {
      throw new AssertionError(asked);
    }
  }

  /** The folder of a task's attempt. */
  public Path attempt(String task) {
    return folder.resolve("attempts").resolve(task);
  }

  /** The log of a task's attempt. */
  public String log(String task) throws IOException {
    return Files.readString(attempt(task).resolve("log.txt"));
  }

  /** Ends the host; true where it ended because it was told to. */
  public boolean end() throws IOException {
    send(MAPPER.createObjectNode().put("kind", "end"));
    return served.orTimeout(60, TimeUnit.SECONDS).join();
  }

  @Override
  public void close() throws IOException {
    commands.close();
  }

  private static ObjectNode about(String kind, String task) {
    AttemptId attempt = new AttemptId("run-1", task, 1, 7);
    return MAPPER
        .createObjectNode()
        .put("kind", kind)
        .put("run", attempt.run())
        .put("task", attempt.task())
        .put("attempt", attempt.number());
  }

  private final class Lines extends OutputStream {

    private final ByteArrayOutputStream line = new ByteArrayOutputStream();

    @Override
    public void write(int value) throws IOException {
      if (value == '\n') {
        events.add(MAPPER.readTree(line.toByteArray()));
        line.reset();
      } else {
        line.write(value);
      }
    }
  }
}
