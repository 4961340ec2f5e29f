package io.trainmaster.job.spark.data;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Comparator;
import org.apache.parquet.format.ColumnChunk;
import org.apache.parquet.format.Encoding;
import org.apache.parquet.format.FileMetaData;
import org.apache.parquet.format.RowGroup;
import org.apache.parquet.format.Util;

/**
 * Puts what a Parquet file's footer lists in an order of its own. The writer keeps the encodings of
 * a column in a hash set of enum constants, whose order differs from one process to the next; all
 * else that it writes follows from the rows.
 */
public final class ParquetFooter {

  /** The footer's length and the magic bytes after it. */
  private static final int TAIL = 8;

  private static final byte[] MAGIC = "PAR1".getBytes(StandardCharsets.US_ASCII);

  private ParquetFooter() {}

  /** Rewrites the footer of a file in place. */
  public static void order(Path file) throws IOException {
    try (RandomAccessFile bytes = new RandomAccessFile(file.toFile(), "rw")) {
      byte[] tail = new byte[TAIL];
      bytes.seek(bytes.length() - TAIL);
      bytes.readFully(tail);
      int length = ByteBuffer.wrap(tail).order(ByteOrder.LITTLE_ENDIAN).getInt();
      long start = bytes.length() - TAIL - length;
      byte[] footer = new byte[length];
      bytes.seek(start);
      bytes.readFully(footer);
      byte[] ordered = ordered(footer);
      bytes.seek(start);
      bytes.write(ordered);
      bytes.write(
          ByteBuffer.allocate(TAIL)
              .order(ByteOrder.LITTLE_ENDIAN)
              .putInt(ordered.length)
              .put(MAGIC)
              .array());
      bytes.setLength(bytes.getFilePointer());
    }
  }

  private static byte[] ordered(byte[] footer) throws IOException {
    FileMetaData metadata = Util.readFileMetaData(new ByteArrayInputStream(footer));
    for (RowGroup group : metadata.getRow_groups()) {
      for (ColumnChunk column : group.getColumns()) {
        column.getMeta_data().getEncodings().sort(Comparator.comparingInt(Encoding::getValue));
      }
    }
    ByteArrayOutputStream ordered = new ByteArrayOutputStream(footer.length);
    Util.writeFileMetaData(metadata, ordered);
    return ordered.toByteArray();
  }
}
