package io.trainmaster.job.spark.ingest;

import java.io.EOFException;
import java.io.IOException;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.ZipException;
import org.jspecify.annotations.Nullable;

/**
 * What one pass over a file found.
 *
 * @param digest the SHA-256 of its bytes
 * @param bytes its size
 * @param rows how many records are good
 * @param malformed how many are not
 * @param examples the first of those that are not
 * @param evidence for each column what its texts say of its type; empty where types were declared
 * @param damage why it couldn't be read to its end; null where it could
 */
record CsvScan(
    CsvFile file,
    String digest,
    long bytes,
    long rows,
    long malformed,
    List<Malformed> examples,
    List<ColumnEvidence> evidence,
    @Nullable String damage)
    implements Serializable {

  /** What is wrong with a gzip file that ends too early or does not add up. */
  static final String DAMAGED = "The gzip file is damaged or cut short.";

  private static final int EXAMPLES_MAX = 10;

  /** A record that can't be a row, and where it is. */
  record Malformed(long line, String problem) implements Serializable {}

  /** Reads a file whose columns' types are declared: records that don't fit them are malformed. */
  static CsvScan checking(CsvFile file, CsvTable table) throws IOException {
    return new Pass(file, table.format(), List.of()) {
      @Override
      @Nullable String take(CsvRecord record) {
        return table.problem(record);
      }
    }.run();
  }

  /** Reads a file of so many columns and gathers evidence of their types. */
  static CsvScan inferring(CsvFile file, CsvFormat format, int width) throws IOException {
    List<ColumnEvidence> evidence = new ArrayList<>();
    for (int i = 0; i < width; i++) {
      evidence.add(new ColumnEvidence());
    }
    return new Pass(file, format, evidence) {
      @Override
      @Nullable String take(CsvRecord record) {
        String problem = CsvTable.widthProblem(record, width);
        for (int i = 0; problem == null && i < width; i++) {
          String text = record.fields().get(i);
          if (format.nulls().contains(text)) {
            evidence.get(i).addNull();
          } else {
            evidence.get(i).add(text);
          }
        }
        return problem;
      }
    }.run();
  }

  /** One pass over one file. */
  private abstract static class Pass {
    private final CsvFile file;
    private final CsvFormat format;
    private final List<ColumnEvidence> evidence;
    private final List<Malformed> examples = new ArrayList<>();
    private long rows;
    private long malformed;

    Pass(CsvFile file, CsvFormat format, List<ColumnEvidence> evidence) {
      this.file = file;
      this.format = format;
      this.evidence = evidence;
    }

    /** Takes a record; what is wrong with it, or null. */
    abstract @Nullable String take(CsvRecord record);

    CsvScan run() throws IOException {
      String damage = null;
      try (DigestStream bytes = new DigestStream(file.bytes())) {
        try (CsvReader reader = file.reader(bytes, format, false)) {
          read(reader);
          bytes.drain();
        } catch (ZipException | EOFException e) {
          damage = DAMAGED;
        }
        return new CsvScan(
            file, bytes.hex(), bytes.count(), rows, malformed, examples, evidence, damage);
      }
    }

    private void read(CsvReader reader) throws IOException {
      CsvRecord record = reader.next();
      while (record != null) {
        String problem = take(record);
        if (problem == null) {
          rows++;
        } else {
          malformed++;
          if (examples.size() < EXAMPLES_MAX) {
            examples.add(new Malformed(record.line(), problem));
          }
        }
        record = reader.next();
      }
    }
  }
}
