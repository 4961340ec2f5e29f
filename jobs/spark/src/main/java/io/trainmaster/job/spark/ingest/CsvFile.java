package io.trainmaster.job.spark.ingest;

import java.io.BufferedInputStream;
import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.Serializable;
import java.io.UncheckedIOException;
import java.util.Iterator;
import java.util.Locale;
import java.util.NoSuchElementException;
import java.util.function.Function;
import java.util.zip.GZIPInputStream;
import org.apache.spark.TaskContext;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.util.TaskCompletionListener;
import org.jspecify.annotations.Nullable;

/**
 * A file of delimited text, gzip by its ending.
 *
 * @param path where it is
 * @param name how people call it
 */
record CsvFile(String path, String name) implements Serializable {

  private static final int BUFFER = 1 << 16;

  /** Its bytes as they stand. */
  InputStream bytes() throws IOException {
    return new BufferedInputStream(new FileInputStream(path), BUFFER);
  }

  /** Its text's bytes. */
  InputStream unpacked(InputStream bytes) throws IOException {
    return path.toLowerCase(Locale.ROOT).endsWith(".gz")
        ? new GZIPInputStream(bytes, BUFFER)
        : bytes;
  }

  /** A reader that stands before the first record after the header. */
  CsvReader reader(InputStream bytes, CsvFormat format, boolean keepText) throws IOException {
    CsvReader reader = new CsvReader(unpacked(bytes), format, keepText);
    if (format.header()) {
      reader.next();
    }
    return reader;
  }

  /** The rows of the records without problems. */
  Iterator<Row> rows(CsvTable table) throws IOException {
    CsvReader reader = reader(bytes(), table.format(), false);
    return iterate(reader, record -> table.problem(record) == null ? table.row(record) : null);
  }

  /** The records with problems: file, line, problem, text. */
  Iterator<Row> malformed(CsvTable table) throws IOException {
    CsvReader reader = reader(bytes(), table.format(), true);
    return iterate(
        reader,
        record -> {
          String problem = table.problem(record);
          return problem == null
              ? null
              : RowFactory.create(name, record.line(), problem, reader.text());
        });
  }

  private static Iterator<Row> iterate(CsvReader reader, Function<CsvRecord, @Nullable Row> take) {
    TaskContext task = TaskContext.get();
    if (task != null) {
      task.addTaskCompletionListener((TaskCompletionListener) ended -> close(reader));
    }
    return new Rows(reader, take);
  }

  private static void close(CsvReader reader) {
    try {
      reader.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Reads ahead by one row. */
  private static final class Rows implements Iterator<Row> {
    private final CsvReader reader;
    private final Function<CsvRecord, @Nullable Row> take;
    private @Nullable Row next;
    private boolean ended;

    Rows(CsvReader reader, Function<CsvRecord, @Nullable Row> take) {
      this.reader = reader;
      this.take = take;
    }

    @Override
    public boolean hasNext() {
      try {
        while (next == null && !ended) {
          CsvRecord record = reader.next();
          if (record == null) {
            ended = true;
          } else {
            next = take.apply(record);
          }
        }
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
      return next != null;
    }

    @Override
    public Row next() {
      if (!hasNext() || next == null) {
        throw new NoSuchElementException();
      }
      Row row = next;
      next = null;
      return row;
    }
  }
}
