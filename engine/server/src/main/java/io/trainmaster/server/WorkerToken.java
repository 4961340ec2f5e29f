package io.trainmaster.server;

import io.trainmaster.store.file.FileFailure;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.SecureRandom;
import java.util.HexFormat;

/**
 * What a worker shows to be let in: the text of the file {@code workers.token} in the state folder,
 * which only its owner can read. It stays the same for all servers of the folder; to let nobody in
 * any more who knows it, delete the file and start the server anew.
 */
final class WorkerToken {

  /** The file's name. */
  static final String FILE = "workers.token";

  private static final int BYTES = 32;

  private WorkerToken() {}

  /** The token of a state folder, made where there is none. */
  static String of(Path folder) {
    Path file = folder.resolve(FILE);
    try {
      if (!Files.exists(file)) {
        make(folder, file);
      }
      return Files.readString(file).strip();
    } catch (IOException e) {
      throw FileFailure.describe(file, e);
    }
  }

  private static void make(Path folder, Path file) throws IOException {
    byte[] random = new byte[BYTES];
    new SecureRandom().nextBytes(random);
    Path draft = file.resolveSibling(FILE + ".new");
    Files.deleteIfExists(draft);
    Files.createFile(draft, ServerAddress.ownerOnly(folder));
    Files.writeString(
        draft,
        HexFormat.of().formatHex(random) + "\n",
        StandardCharsets.UTF_8,
        StandardOpenOption.WRITE);
    try {
      // Of two servers that begin at once, the first one's counts.
      Files.move(draft, file);
    } catch (FileAlreadyExistsException made) {
      Files.deleteIfExists(draft);
    }
  }
}
