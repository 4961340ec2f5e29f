package io.trainmaster.job.spark.ingest;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** Digests and counts what is read through it. */
final class DigestStream extends FilterInputStream {

  private final MessageDigest digest = sha256();
  private long count;

  DigestStream(InputStream input) {
    super(input);
  }

  /** The digest of a whole file. */
  static SourceFiles.FileDigest of(Path file) throws IOException {
    try (DigestStream bytes = new DigestStream(Files.newInputStream(file))) {
      bytes.drain();
      return new SourceFiles.FileDigest(bytes.hex(), bytes.count());
    }
  }

  static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError("Every JDK has SHA-256", e);
    }
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
  }

  @Override
  public int read(byte[] buffer, int offset, int length) throws IOException {
    int read = super.read(buffer, offset, length);
    if (read > 0) {
      digest.update(buffer, offset, read);
      count += read;
    }
    return read;
  }

  @Override
  public long skip(long bytes) throws IOException {
    return Math.max(0, read(new byte[(int) Math.min(bytes, 1 << 13)]));
  }

  /** Reads what is left. */
  void drain() throws IOException {
    transferTo(OutputStream.nullOutputStream());
  }

  /** The SHA-256 of what was read, in hexadecimal; call once. */
  String hex() {
    return HexFormat.of().formatHex(digest.digest());
  }

  /** How many bytes were read. */
  long count() {
    return count;
  }
}
