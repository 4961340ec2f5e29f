package io.trainmaster.server;

import io.trainmaster.json.JsonFormatException;
import io.trainmaster.json.ModelJson;
import io.trainmaster.store.file.FileFailure;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.Optional;
import java.util.Set;

/**
 * Where a server listens and what it wants to hear; kept in the state folder, where only the owner
 * can read it.
 *
 * @param port its port on this machine
 * @param token what a request must show
 * @param pid its process
 */
record ServerAddress(int port, String token, long pid) {

  private static final String FILE = "server.json";
  private static final int TOKEN_BYTES = 32;

  static ServerAddress of(int port) {
    byte[] token = new byte[TOKEN_BYTES];
    new SecureRandom().nextBytes(token);
    return new ServerAddress(port, HexFormat.of().formatHex(token), ProcessHandle.current().pid());
  }

  /** The address in a folder; empty where no server has left one, or none that can be read. */
  static Optional<ServerAddress> read(Path folder) {
    try {
      String text = Files.readString(folder.resolve(FILE));
      return Optional.of(ModelJson.read(text, ServerAddress.class));
    } catch (IOException | JsonFormatException e) {
      return Optional.empty();
    }
  }

  /** Puts it into a folder, whole or not at all. */
  void write(Path folder) {
    Path file = folder.resolve(FILE);
    Path draft = folder.resolve(FILE + ".new");
    try {
      Files.deleteIfExists(draft);
      Files.createFile(draft, ownerOnly(folder));
      Files.writeString(
          draft, ModelJson.write(this), StandardCharsets.UTF_8, StandardOpenOption.WRITE);
      Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException e) {
      throw FileFailure.describe(file, e);
    }
  }

  /** What makes a file that only its owner can read, where the file system knows owners. */
  static FileAttribute<?>[] ownerOnly(Path folder) throws IOException {
    Set<PosixFilePermission> owner = PosixFilePermissions.fromString("rw-------");
    return Files.getFileStore(folder).supportsFileAttributeView("posix")
        ? new FileAttribute<?>[] {PosixFilePermissions.asFileAttribute(owner)}
        : new FileAttribute<?>[0];
  }

  /** Takes it away again, where it is still this one. */
  void delete(Path folder) {
    try {
      if (read(folder).equals(Optional.of(this))) {
        Files.deleteIfExists(folder.resolve(FILE));
      }
    } catch (IOException e) {
      throw FileFailure.describe(folder.resolve(FILE), e);
    }
  }

  String url(String path) {
    return "http://127.0.0.1:" + port + path;
  }

  @Override
  public String toString() {
    return "http://127.0.0.1:" + port;
  }
}
