package io.trainmaster.cli.project;

import static org.assertj.core.api.Assertions.assertThat;

import io.trainmaster.dsl.check.Column;
import io.trainmaster.model.Expression;
import io.trainmaster.model.TaskId;
import io.trainmaster.model.Value;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CsvHeadersTest {
  @TempDir Path root;
  final Map<String, Expression> arguments =
      new HashMap<>(Map.of("path", literal(Value.text("d.csv"))));

  @Test
  void readsTheFirstLine() throws IOException {
    write("a,b , c\n1,2,3\n");
    assertThat(names()).contains(List.of("a", "b", "c"));
  }

  @Test
  void honoursQuotesAndTheByteOrderMark() throws IOException {
    write("\uFEFF\"a, b\",\"c\"\"d\",e\r\n");
    assertThat(names()).contains(List.of("a, b", "c\"d", "e"));
  }

  @Test
  void honoursTheDelimiter() throws IOException {
    write("a;b\n");
    arguments.put("delimiter", literal(Value.text(";")));
    assertThat(names()).contains(List.of("a", "b"));
  }

  @Test
  void readsGzip() throws IOException {
    try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(root.resolve("d.csv.gz")))) {
      out.write("x,y\n1,2\n".getBytes(StandardCharsets.UTF_8));
    }
    arguments.put("path", literal(Value.text("d.csv.gz")));
    assertThat(names()).contains(List.of("x", "y"));
  }

  @Test
  void readsTheFirstFileOfAFolder() throws IOException {
    Files.createDirectories(root.resolve("folder"));
    Files.writeString(root.resolve("folder/_SUCCESS"), "");
    Files.writeString(root.resolve("folder/part-1.csv"), "p,q\n");
    arguments.put("path", literal(Value.text("folder")));
    assertThat(names()).contains(List.of("p", "q"));
  }

  @Test
  void takesParametersFromTheRun() throws IOException {
    write("a,b\n");
    arguments.put("path", new Expression.Parameter("data"));
    assertThat(names()).contains(List.of("a", "b"));
  }

  @Test
  void saysNothingOfWhatItCannotKnow() throws IOException {
    assertThat(names()).as("missing").isEmpty();
    write("");
    assertThat(names()).as("empty").isEmpty();
    Files.write(root.resolve("d.csv"), new byte[] {(byte) 0xff, (byte) 0xfe, 'a', ','});
    assertThat(names()).as("not UTF-8").isEmpty();
    write("a,b\n");
    arguments.put("header", literal(new Value.Bool(false)));
    assertThat(names()).as("no header").isEmpty();
    arguments.remove("header");
    arguments.put("path", new Expression.Output(new TaskId("other")));
    assertThat(names()).as("made by a task").isEmpty();
    assertThat(new CsvHeaders(root, Map.of()).columns("ingest.json", arguments)).isEmpty();
  }

  private Optional<List<String>> names() {
    return new CsvHeaders(root, Map.of("data", Value.text("d.csv")))
        .columns("ingest.csv", arguments)
        .map(columns -> columns.stream().map(Column::name).toList());
  }

  private void write(String text) throws IOException {
    Files.writeString(root.resolve("d.csv"), text);
  }

  private static Expression literal(Value value) {
    return new Expression.Literal(value);
  }
}
