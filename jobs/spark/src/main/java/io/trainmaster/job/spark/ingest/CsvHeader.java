package io.trainmaster.job.spark.ingest;

import io.trainmaster.job.TaskError;
import io.trainmaster.job.TaskException;
import io.trainmaster.job.spark.data.DeclaredSchema;
import io.trainmaster.job.spark.data.SchemaDifference;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.zip.ZipException;

/** The columns of delimited text, from its headers and the schema that was declared. */
final class CsvHeader {

  private CsvHeader() {}

  /**
   * The names of the columns in the order in which they stand in the files.
   *
   * <p>A schema gives the names by position where the header has others for them; where the header
   * has the very names of the schema in another order, they are found by name.
   */
  static List<String> columns(
      List<CsvFile> files, CsvFormat format, Optional<DeclaredSchema> declared)
      throws TaskException, IOException {
    if (!format.header() && declared.isEmpty()) {
      throw new TaskException(
          TaskError.ARGUMENT_INVALID,
          "A file without a header needs a schema.",
          "argument schema",
          "Declare the columns, with `schema:`.");
    }
    List<String> first = List.of();
    for (CsvFile file : files) {
      List<String> found = firstRecord(file, format);
      if (file.equals(files.get(0))) {
        first = found;
      } else if (format.header() && !found.equals(first)) {
        throw SchemaDifference.ofNames(first, found)
            .failure("%s, as against %s".formatted(file.name(), files.get(0).name()));
      }
    }
    String place = files.get(0).name() + ":1";
    if (declared.isPresent()) {
      return format.header() ? match(declared.get().names(), first, place) : declared.get().names();
    }
    return unique(first, place);
  }

  private static List<String> match(List<String> declared, List<String> found, String place)
      throws TaskException {
    Set<String> names = new HashSet<>(found);
    if (names.size() == found.size() && names.equals(new HashSet<>(declared))) {
      return found;
    }
    boolean moved = false;
    for (int i = 0; i < declared.size() && i < found.size(); i++) {
      moved |= !declared.get(i).equals(found.get(i)) && names.contains(declared.get(i));
    }
    if (moved || declared.size() != found.size()) {
      SchemaDifference difference = SchemaDifference.ofNames(declared, found);
      if (difference.isEmpty()) {
        difference.unexpected("%d columns, not %d".formatted(found.size(), declared.size()));
      }
      throw difference.failure(place);
    }
    return declared;
  }

  private static List<String> unique(List<String> header, String place) throws TaskException {
    List<String> names = new ArrayList<>();
    Set<String> seen = new HashSet<>();
    for (int i = 0; i < header.size(); i++) {
      String name = header.get(i).isEmpty() ? "column_" + (i + 1) : header.get(i);
      if (!seen.add(name.toLowerCase(Locale.ROOT))) {
        throw SchemaDifference.repeated(name, place);
      }
      names.add(name);
    }
    return names;
  }

  private static List<String> firstRecord(CsvFile file, CsvFormat format)
      throws TaskException, IOException {
    try (InputStream bytes = file.bytes();
        CsvReader reader = new CsvReader(file.unpacked(bytes), format, false)) {
      CsvRecord record = reader.next();
      if (record == null) {
        throw new TaskException(
            TaskError.SOURCE_EMPTY,
            "The file is empty.",
            file.name(),
            "Check what should have written it.");
      } else if (format.header() && record.problem() != null) {
        throw new TaskException(
            TaskError.SOURCE_MALFORMED,
            "The header can't be read.",
            "%s:%d".formatted(file.name(), record.line()),
            "Mend it: " + record.problem() + ".");
      }
      return record.fields().stream().map(String::strip).toList();
    } catch (EOFException e) {
      throw new TaskException(
          TaskError.SOURCE_MALFORMED,
          CsvScan.DAMAGED,
          file.name(),
          "Fetch it again; `gzip -t` tells whether it is whole.",
          e);
    } catch (ZipException e) {
      throw new TaskException(
          TaskError.SOURCE_MALFORMED,
          "The file's name ends in .gz and it is no gzip file.",
          file.name(),
          "Compress it with gzip, or give it another name.",
          e);
    }
  }
}
