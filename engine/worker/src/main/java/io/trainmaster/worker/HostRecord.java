package io.trainmaster.worker;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.trainmaster.run.RunId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Optional;

/**
 * What an engine must know of a task process in order to adopt it: a file in the process's folder,
 * written before the first attempt is launched in it. It need not survive the machine, since the
 * process doesn't.
 *
 * @param run the run that it works for
 * @param use what it is for
 * @param mark the mark of its tree
 * @param socket where it listens
 */
record HostRecord(ProcessIdentity process, RunId run, Use use, String mark, Path socket) {

  private static final String FILE = "host.json";
  private static final ObjectMapper MAPPER = new ObjectMapper();

  /** What a process is for. */
  enum Use {
    /** The shared attempts of a run. */
    SESSION,
    /** The commands of a run. */
    COMMANDS,
    /** One attempt alone. */
    OWN
  }

  void write(Path folder) throws IOException {
    ObjectNode node =
        JsonNodeFactory.instance
            .objectNode()
            .put("wire", WireCommands.WIRE)
            .put("pid", process.pid())
            .put("start", process.start())
            .put("boot", process.boot())
            .put("run", run.value())
            .put("own", use == Use.OWN)
            .put("commands", use == Use.COMMANDS)
            .put("mark", mark)
            .put("socket", socket.toString());
    write(folder, FILE, node);
  }

  /** Writes a file so that it is there whole or not at all, as long as the machine runs. */
  static void write(Path folder, String name, ObjectNode content) throws IOException {
    Path temporary = folder.resolve(name + ".tmp");
    Files.write(temporary, MAPPER.writeValueAsBytes(content));
    Files.move(temporary, folder.resolve(name), StandardCopyOption.ATOMIC_MOVE);
  }

  /** Empty where there is none, or none that can be understood. */
  static Optional<HostRecord> read(Path folder) {
    return read(folder, FILE).map(HostRecord::of);
  }

  private static HostRecord of(JsonNode node) {
    ProcessIdentity process =
        new ProcessIdentity(
            node.path("pid").longValue(),
            node.path("start").longValue(),
            node.path("boot").asText());
    return new HostRecord(
        process,
        new RunId(node.path("run").asText()),
        use(node),
        node.path("mark").asText(),
        Path.of(node.path("socket").asText()));
  }

  private static Use use(JsonNode node) {
    if (node.path("own").booleanValue()) {
      return Use.OWN;
    }
    return node.path("commands").booleanValue() ? Use.COMMANDS : Use.SESSION;
  }

  /** Reads a file of this version; empty where there is none that can be understood. */
  static Optional<JsonNode> read(Path folder, String name) {
    Path file = folder.resolve(name);
    try {
      return Optional.of(MAPPER.readTree(Files.readAllBytes(file)))
          .filter(node -> node.path("wire").intValue() == WireCommands.WIRE);
    } catch (IOException missingOrGarbled) {
      return Optional.empty();
    }
  }

  /** The tree of what it started, and itself where it lives. */
  ProcessTree tree() {
    return new ProcessTree(process, mark);
  }
}
