package io.trainmaster.cli.project;

import io.trainmaster.dsl.check.Column;
import io.trainmaster.dsl.check.SchemaLookup;
import io.trainmaster.model.EvaluationException;
import io.trainmaster.model.Evaluator;
import io.trainmaster.model.Expression;
import io.trainmaster.model.Value;
import java.io.BufferedInputStream;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;

/**
 * The columns of delimited text, read from its first line before anything runs. Says nothing of a
 * file that is missing, broken or without a header: the run will.
 */
public final class CsvHeaders implements SchemaLookup {
  private static final String OPERATOR = "ingest.csv";

  /** A first line longer than this is no header. */
  private static final int MAX_HEADER = 1 << 20;

  private final Path root;
  private final Evaluator evaluator;

  /**
   * @param root what relative paths are relative to
   * @param parameters the values that the workflow will run with
   */
  public CsvHeaders(Path root, Map<String, Value> parameters) {
    this.root = root;
    this.evaluator =
        new Evaluator(
            parameters,
            task -> {
              throw new EvaluationException("Nothing has run yet.");
            });
  }

  @Override
  public Optional<List<Column>> columns(String operator, Map<String, Expression> arguments) {
    if (!operator.equals(OPERATOR) || arguments.containsKey("schema") && hasSchema(arguments)) {
      return Optional.empty();
    }
    try {
      boolean header = !(value(arguments, "header") instanceof Value.Bool bool) || bool.value();
      if (!header || !(value(arguments, "path") instanceof Value.Text path)) {
        return Optional.empty();
      }
      char delimiter =
          value(arguments, "delimiter") instanceof Value.Text text && text.value().length() == 1
              ? text.value().charAt(0)
              : ',';
      return file(root.resolve(path.value())).flatMap(file -> read(file, delimiter));
    } catch (EvaluationException e) {
      return Optional.empty();
    }
  }

  private boolean hasSchema(Map<String, Expression> arguments) {
    return !value(arguments, "schema").equals(Value.ABSENT);
  }

  private Value value(Map<String, Expression> arguments, String name) {
    Expression expression = arguments.get(name);
    return expression == null ? Value.ABSENT : evaluator.evaluate(expression);
  }

  /** The file itself, or the first one of a folder. */
  private static Optional<Path> file(Path path) {
    if (!Files.isDirectory(path)) {
      return Optional.of(path).filter(Files::isRegularFile);
    }
    try (Stream<Path> files = Files.list(path)) {
      return files
          .filter(Files::isRegularFile)
          .filter(file -> !file.getFileName().toString().matches("[._].*"))
          .sorted()
          .findFirst();
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  private static Optional<List<Column>> read(Path file, char delimiter) {
    try (BufferedReader text = new BufferedReader(reader(file))) {
      return Optional.of(new HeaderLine(delimiter, MAX_HEADER).read(text))
          .filter(names -> !names.isEmpty())
          .map(names -> names.stream().map(name -> new Column(name, "Unknown", true)).toList());
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  private static Reader reader(Path file) throws IOException {
    InputStream bytes = new BufferedInputStream(Files.newInputStream(file));
    boolean gzip = file.getFileName().toString().toLowerCase(Locale.ROOT).endsWith(".gz");
    return new InputStreamReader(
        gzip ? new GZIPInputStream(bytes) : bytes,
        StandardCharsets.UTF_8
            .newDecoder()
            .onMalformedInput(CodingErrorAction.REPORT)
            .onUnmappableCharacter(CodingErrorAction.REPORT));
  }

  /** Splits the first record of delimited text, with quotes as RFC 4180 has them. */
  record HeaderLine(char delimiter, int limit) {
    List<String> read(Reader text) throws IOException {
      List<String> names = new ArrayList<>();
      StringBuilder field = new StringBuilder();
      boolean quoted = false;
      int before = 0;
      int read = 0;
      int c;
      while ((c = text.read()) >= 0 && read++ < limit) {
        if (c == '"') {
          // A quote right after a closing one stands for itself.
          if (!quoted && before == '"' && field.length() > 0) {
            field.append('"');
          }
          quoted = !quoted;
        } else if (!quoted && c == delimiter) {
          names.add(take(field));
        } else if (!quoted && (c == '\n' || c == '\r')) {
          break;
        } else if (c != '\uFEFF') {
          field.append((char) c);
        }
        before = c;
      }
      if (read <= limit && (!names.isEmpty() || field.length() > 0)) {
        names.add(take(field));
      }
      return read > limit ? List.of() : names;
    }

    private static String take(StringBuilder field) {
      String name = field.toString().strip();
      field.setLength(0);
      return name;
    }
  }
}
