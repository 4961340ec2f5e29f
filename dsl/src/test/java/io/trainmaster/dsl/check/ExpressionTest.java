package io.trainmaster.dsl.check;

import static org.assertj.core.api.Assertions.assertThat;

import io.trainmaster.dsl.Compilation;
import io.trainmaster.dsl.TestFiles;
import io.trainmaster.dsl.source.SourceFile;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The types of expressions, tried as what a workflow requires. */
class ExpressionTest {

  private static final String START =
      """
      workflow w(
        n: Int = 1, f: Float = 0.5, flag: Bool = true, s: String = "a", wait: Duration = 1 s,
        size: Bytes = 1 GiB, maybe: Int?, word: Name in [a, b] = a, many: List<Int> = [1, 2],
        day: Date = "2026-05-01", key: Secret?, place: Path?,
      ) {
        raw = ingest.csv("x.csv")
        parts = split(raw, train: 80%, test: 20%)
      """;

  private static List<String> faults(String statement) {
    String text = START + "  " + statement + "\n}\n";
    SourceFile file = new SourceFile("e.train", text);
    Compilation compilation = TestFiles.compiler().compile(file, SchemaLookup.NONE);
    return compilation.diagnostics().stream()
        .map(one -> one.code().id() + " " + file.text(one.span()))
        .toList();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "n < f",
        "n + 1 == 2.5",
        "n / 2 > 0.1",
        "wait + 5 s > 2 min",
        "size - 1 MiB >= 0 B",
        "s + \"b\" == \"ab\"",
        "\"a\" < s",
        "n in [1, 2, 3]",
        "f in 0..1",
        "n in 0 ..< 10",
        "not flag or flag and n == 1",
        "(maybe ?: 5) > 3",
        "n in many",
        "raw.rows > 10",
        "parts.train.rows > parts.test.rows",
        "day >= \"2026-01-01\"",
        "-n < 0",
        "\"n is ${n}, ${wait}, ${raw}\" != \"\""
      })
  void isACondition(String condition) {
    assertThat(faults("require " + condition + " else fail \"x\"")).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "n                     | E0402 n",
        "maybe                 | E0408 maybe",
        "flag + 1 == 2         | E0407 flag + 1",
        "s < 5                 | E0407 s < 5",
        "wait > 5              | E0407 wait > 5",
        "wait > 1 GiB          | E0407 wait > 1 GiB",
        "wait * 2 > 1 s        | E0407 wait * 2",
        "flag < flag           | E0407 flag < flag",
        "n in 5                | E0407 n in 5",
        "s in [1, 2]           | E0407 s in [1, 2]",
        "maybe > 5             | E0408 maybe > 5",
        "n ?: 5 > 3            | E0407 n ?: 5",
        "not n                 | E0407 n",
        "-s == s               | E0407 s",
        "raw == raw            | E0407 raw == raw",
        "raw.rowz > 5          | E0306 rowz",
        "n.x > 5               | E0306 x",
        "parts.train.x > 5     | E0306 x",
        "maybe.x > 5           | E0408 x",
        "n in [1, \"a\"]       | E0401 \"a\"",
        "9223372036854775807 + 1 > 0 | E0407 9223372036854775807 + 1",
        "n > 99999999999999999999 | E0410 99999999999999999999",
        "\"${maybe}\" == s     | E0408 maybe",
        "\"${many}\" == s      | E0401 many",
        "\"${parts}\" == s     | E0401 parts",
        "\"${nobody}\" == s    | E0301 nobody",
        "ingest.csv == raw     | E0401 ingest.csv",
        "n in 5 .. 1           | E0415 5 .. 1"
      })
  void isNone(String condition, String fault) {
    assertThat(faults("require " + condition + " else fail \"x\"")).containsExactly(fault.strip());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "x = split(raw, train: n, test: 1)         | E0401 n",
        "x = split(raw, train: f, test: 1)         | E0405 f",
        "x = split(parts.train, train: 1, test: 0) | ",
        "x = split(raw, train: 1, test: 0, seed: n) | ",
        "x = split(raw, train: 1, test: 0, stratify: s) | ",
        "x = ingest.csv(s)                         | E0401 s",
        "x = ingest.csv(\"${s}.csv\")              | ",
        "x = ingest.csv(maybe)                     | E0401 maybe",
        "x = ingest.csv(\"\")                      | E0410 \"\"",
        "x = ingest.csv(place)                     | E0408 place",
        "x = ingest.csv(place ?: \"y\")            | ",
        "x = ingest.csv(place ?: 5)                | E0401 place ?: 5",
        "x = ingest.csv(\"y\", malformed: word)    | E0405 word",
        "x = ingest.csv(\"y\", malformed: s)       | E0401 s",
        "x = ingest.csv(\"y\", schema: s)          | E0401 s",
        "x = ingest.csv(\"y\", schema: Nobody)     | E0301 Nobody",
        "x = shell([\"a\", s, \"${n}\"])           | ",
        "x = shell([1])                            | E0401 1",
        "x = shell(\"a\")                          | E0401 \"a\"",
        "x = shell(many)                           | E0401 many",
        "x = shell([], timeout_after: wait)        | ",
        "x = shell([], timeout_after: 5)           | E0401 5",
        "x = raw after parts                       | E0508 parts",
        "x = validate(raw) after n                 | E0401 n",
        "x = validate(raw) after nobody            | E0301 nobody",
        "x = validate(raw) { } else { }            | E0508 {",
        "yield n                                   | E0414 yield",
        "return n                                  | E0414 return",
        "x = nobody                                | E0301 nobody",
        "x = run.from                              | ",
        "x = run.form                              | E0306 form",
        "x = secret(\"a\")                         | ",
        "x = secret(s)                             | E0409 s",
        "x = secret()                              | E0310 secret",
        "x = \"${secret(\"a\")}\"                    | E0411 secret(\"a\")",
        "x = approve(\"a\")                        | E0310 approve",
        "x = approve(\"a\", by: \"b\")             | "
      })
  void isAStatement(String statement, String fault) {
    List<String> found = faults(statement);

    if (fault == null) {
      assertThat(found).isEmpty();
    } else {
      assertThat(found).containsExactly(fault);
    }
  }
}
