package io.trainmaster.job.spark.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.Test;

class CsvReaderTest {

  private static final CsvFormat COMMAS =
      new CsvFormat(false, ',', '"', '"', '\0', "UTF-8", Set.of(""), true);

  @Test
  void readsFieldsAndTheirLines() throws IOException {
    assertThat(read("a,b\n1,2\r\n3,4\r5,6", COMMAS))
        .containsExactly("1 [a, b]", "2 [1, 2]", "3 [3, 4]", "4 [5, 6]");
  }

  @Test
  void readsQuotedFields() throws IOException {
    assertThat(read("\"a, b\",\"say \"\"hi\"\"\"\n\"two\nlines\", \"x\" \nlast,\"\"\n", COMMAS))
        .containsExactly("1 [a, b, say \"hi\"]", "2 [two\nlines, x]", "4 [last, ]");
  }

  @Test
  void tellsWhichFieldsStoodBetweenQuotes() throws IOException {
    try (CsvReader reader = reader("\"a\",b,\"\"", COMMAS)) {
      CsvRecord record = Objects.requireNonNull(reader.next());

      assertThat(record.quoted().stream()).containsExactly(0, 2);
    }
  }

  @Test
  void takesABackslashAsEscape() throws IOException {
    CsvFormat format = new CsvFormat(false, ';', '\'', '\\', '#', "UTF-8", Set.of(""), false);

    assertThat(read("# a comment\n'it\\'s \\\\';  b \n#another\n", format))
        .containsExactly("2 [it's \\,   b ]");
  }

  @Test
  void skipsEmptyLinesAndAByteOrderMark() throws IOException {
    assertThat(read("\uFEFFa,b\n\n\r\n1,2\n\n", COMMAS)).containsExactly("1 [a, b]", "4 [1, 2]");
  }

  @Test
  void keepsBlanksThatBelongToAField() throws IOException {
    assertThat(read("39, State-gov , x y,", COMMAS)).containsExactly("1 [39, State-gov, x y, ]");
  }

  @Test
  void goesOnAfterARecordThatBreaksTheRules() throws IOException {
    assertThat(read("1,\"a\"b,2\n3,4\n5,\"never\n6,7\n", COMMAS))
        .containsExactly("1 text follows a closing quote", "2 [3, 4]", "3 a quote is never closed");
  }

  @Test
  void findsBytesThatAreNoText() throws IOException {
    byte[] latin = "a,b\ncafé,2\n3,4\n".getBytes(StandardCharsets.ISO_8859_1);
    CsvFormat windows = new CsvFormat(false, ',', '"', '"', '\0', "windows-1252", Set.of(), true);

    assertThat(read(latin, COMMAS))
        .containsExactly("1 [a, b]", "2 it is not UTF-8 text", "3 [3, 4]");
    assertThat(read(latin, windows)).containsExactly("1 [a, b]", "2 [café, 2]", "3 [3, 4]");
  }

  @Test
  void keepsTheTextOfARecord() throws IOException {
    byte[] bytes = "a\n\"x\ny\",1\n".getBytes(StandardCharsets.UTF_8);
    try (CsvReader reader = new CsvReader(new ByteArrayInputStream(bytes), COMMAS, true)) {
      reader.next();
      reader.next();

      assertThat(reader.text()).isEqualTo("\"x\ny\",1");
    }
  }

  private static CsvReader reader(String text, CsvFormat format) throws IOException {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    return new CsvReader(new ByteArrayInputStream(bytes), format, false);
  }

  private static List<String> read(String text, CsvFormat format) throws IOException {
    return read(text.getBytes(StandardCharsets.UTF_8), format);
  }

  private static List<String> read(byte[] bytes, CsvFormat format) throws IOException {
    List<String> records = new ArrayList<>();
    try (CsvReader reader = new CsvReader(new ByteArrayInputStream(bytes), format, false)) {
      CsvRecord record = reader.next();
      while (record != null) {
        String problem = record.problem();
        records.add(record.line() + " " + (problem == null ? record.fields() : problem));
        record = reader.next();
      }
    }
    return records;
  }
}
