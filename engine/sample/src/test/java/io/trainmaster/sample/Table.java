package io.trainmaster.sample;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Delimited text, read as RFC 4180 says: an independent reader to hold the writer to it. */
record Table(List<String> header, List<List<String>> rows) {

  static Table read(Path file) throws IOException {
    List<List<String>> rows = new ArrayList<>();
    for (String line : Files.readAllLines(file)) {
      rows.add(fields(line));
    }
    List<String> header = rows.remove(0);
    for (List<String> row : rows) {
      if (row.size() != header.size()) {
        throw new AssertionError("A row has " + row.size() + " fields: " + row);
      }
    }
    return new Table(header, rows);
  }

  List<String> column(String name) {
    int index = header.indexOf(name);
    return rows.stream().map(row -> row.get(index)).toList();
  }

  /** The share of rows without a value. */
  double unknown(String name) {
    return (double) column(name).stream().filter(String::isEmpty).count() / rows.size();
  }

  private static List<String> fields(String line) {
    List<String> fields = new ArrayList<>();
    StringBuilder field = new StringBuilder();
    boolean quoted = false;
    for (int i = 0; i < line.length(); i++) {
      char c = line.charAt(i);
      if (c == '"') {
        boolean escaped = quoted && i + 1 < line.length() && line.charAt(i + 1) == '"';
        if (escaped) {
          field.append(c);
          i++;
        } else {
          quoted = !quoted;
        }
      } else if (c == ',' && !quoted) {
        fields.add(field.toString());
        field.setLength(0);
      } else {
        field.append(c);
      }
    }
    fields.add(field.toString());
    return fields;
  }
}
