package io.trainmaster.runtime;

import io.trainmaster.json.JsonFormatException;
import io.trainmaster.json.ModelJson;
import io.trainmaster.store.file.FileFailure;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Optional;

/**
 * The machines that an engine knows, in the file {@code nodes.json} of its state folder: for the
 * next engine, to which a machine that isn't there yet is one that could meet a request, and for
 * commands that only look.
 *
 * @param nodes the engine's own first where it is cordoned, then the others in the order in which
 *     they were first heard
 */
public record NodeRoster(List<KnownNode> nodes) {

  private static final String FILE = "nodes.json";

  public NodeRoster {
    nodes = List.copyOf(nodes);
  }

  /** What is known in a state folder; nothing where no worker was ever heard. */
  public static NodeRoster read(Path folder) {
    Path file = folder.resolve(FILE);
    try {
      return ModelJson.read(Files.readString(file), NodeRoster.class);
    } catch (NoSuchFileException none) {
      return new NodeRoster(List.of());
    } catch (JsonFormatException garbled) {
      // Workers that are there are heard again.
      return new NodeRoster(List.of());
    } catch (IOException e) {
      throw FileFailure.describe(file, e);
    }
  }

  /** Puts it into a state folder, whole or not at all. */
  void write(Path folder) {
    Path file = folder.resolve(FILE);
    Path draft = folder.resolve(FILE + ".new");
    try {
      Files.writeString(draft, ModelJson.write(this), StandardCharsets.UTF_8);
      Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException e) {
      throw FileFailure.describe(file, e);
    }
  }

  /** The engine's own machine, where it was ever cordoned and commands are called there. */
  public Optional<KnownNode> own() {
    return find(Environment.hostName());
  }

  /** The machine with a name. */
  public Optional<KnownNode> find(String name) {
    return nodes.stream().filter(known -> known.node().name().equals(name)).findFirst();
  }
}
