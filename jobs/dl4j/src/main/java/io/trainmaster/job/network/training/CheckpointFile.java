package io.trainmaster.job.network.training;

import java.io.BufferedOutputStream;
import java.io.ByteArrayInputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import java.util.zip.CRC32;
import java.util.zip.CheckedOutputStream;

/**
 * The file in which a training's {@link Progress} is written down. It is replaced as a whole: after
 * a crash there is the old one or the new one. It ends with a CRC-32 of what is before.
 */
final class CheckpointFile {

  private static final String NAME = "training.checkpoint";
  private static final int FORMAT = 1;
  private static final int CRC_BYTES = Long.BYTES;

  private final Path file;
  private final String fingerprint;

  /**
   * @param fingerprint of all that decides the training; a file with another one is not read
   */
  CheckpointFile(Path folder, String fingerprint) {
    this.file = folder.resolve(NAME);
    this.fingerprint = fingerprint;
  }

  /** Writes and forces to disk, then puts it in place of the last one. */
  void write(Progress progress) throws IOException {
    Path draft = file.resolveSibling(NAME + ".draft");
    try (FileChannel channel =
        FileChannel.open(
            draft,
            StandardOpenOption.CREATE,
            StandardOpenOption.WRITE,
            StandardOpenOption.TRUNCATE_EXISTING)) {
      CheckedOutputStream checked =
          new CheckedOutputStream(
              new BufferedOutputStream(Channels.newOutputStream(channel), 1 << 16), new CRC32());
      DataOutputStream out = new DataOutputStream(checked);
      body(progress, out);
      out.writeLong(checked.getChecksum().getValue());
      out.flush();
      channel.force(true);
    }
    Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
  }

  /** The last one; empty where there is none of this training or it can't be read. */
  Optional<Progress> read() throws IOException {
    if (!Files.exists(file)) {
      return Optional.empty();
    }
    byte[] bytes = Files.readAllBytes(file);
    if (bytes.length < CRC_BYTES) {
      return Optional.empty();
    }
    CRC32 crc = new CRC32();
    crc.update(bytes, 0, bytes.length - CRC_BYTES);
    if (crc.getValue() != ByteBuffer.wrap(bytes).getLong(bytes.length - CRC_BYTES)) {
      return Optional.empty();
    }
    try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes))) {
      return body(in);
    }
  }

  private void body(Progress progress, DataOutputStream out) throws IOException {
    out.writeInt(FORMAT);
    out.writeUTF(fingerprint);
    out.writeInt(progress.epochs());
    out.writeLong(progress.steps());
    write(progress.state().weights(), out);
    write(progress.state().optimizer(), out);
    out.writeBoolean(progress.best().isPresent());
    if (progress.best().isPresent()) {
      Progress.Best best = progress.best().get();
      out.writeInt(best.epoch());
      out.writeDouble(best.value());
      write(best.weights(), out);
    }
    out.writeInt(progress.history().points().size());
    for (History.Point point : progress.history().points()) {
      out.writeUTF(point.series());
      out.writeLong(point.step());
      out.writeDouble(point.value());
    }
  }

  private Optional<Progress> body(DataInputStream in) throws IOException {
    if (in.readInt() != FORMAT || !in.readUTF().equals(fingerprint)) {
      return Optional.empty();
    }
    int epochs = in.readInt();
    long steps = in.readLong();
    NetworkState state = new NetworkState(floats(in), floats(in));
    Optional<Progress.Best> best =
        in.readBoolean()
            ? Optional.of(new Progress.Best(in.readInt(), in.readDouble(), floats(in)))
            : Optional.empty();
    History history = new History();
    for (int count = in.readInt(); count > 0; count--) {
      history.add(new History.Point(in.readUTF(), in.readLong(), in.readDouble()));
    }
    return Optional.of(new Progress(epochs, steps, state, best, history));
  }

  private static void write(float[] numbers, OutputStream out) throws IOException {
    ByteBuffer bytes = ByteBuffer.allocate(Integer.BYTES + numbers.length * Float.BYTES);
    bytes.putInt(numbers.length);
    bytes.asFloatBuffer().put(numbers);
    out.write(bytes.array());
  }

  private static float[] floats(DataInputStream in) throws IOException {
    float[] numbers = new float[in.readInt()];
    byte[] bytes = new byte[numbers.length * Float.BYTES];
    in.readFully(bytes);
    ByteBuffer.wrap(bytes).asFloatBuffer().get(numbers);
    return numbers;
  }
}
