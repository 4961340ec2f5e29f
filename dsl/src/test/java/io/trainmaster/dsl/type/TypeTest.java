package io.trainmaster.dsl.type;

import static org.assertj.core.api.Assertions.assertThat;

import io.trainmaster.dsl.diagnostic.Diagnostics;
import io.trainmaster.dsl.syntax.Parser;
import io.trainmaster.model.Value;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TypeTest {

  private final Diagnostics diagnostics = new Diagnostics();

  private Type read(String text) {
    return Parser.parseParameter("x: " + text)
        .map(new TypeReader(TypeReader.NOMINAL, Set.of("Trip"), diagnostics)::read)
        .orElseThrow();
  }

  private Value constant(String text, Type type) {
    return Parser.parseExpression(text)
        .flatMap(syntax -> new ConstantReader(diagnostics).read(syntax, type))
        .orElseThrow();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Int",
        "Float in 0..1",
        "Float in 0..<1",
        "Float in 0.001..0.30000000000000004",
        "Name in [relu, tanh]",
        "Name in [validation.auc]",
        "String in [\"a b\", \"c\\\"d\"]",
        "Duration in 1 s .. 2 day",
        "Bytes in 1 GiB .. 1500 GB",
        "Int in [1, 3]?",
        "List<Int>",
        "Dataset<Trip>",
        "Dataset?",
        "{ train: Dataset; test: Dataset? }"
      })
  void whatIsWrittenCanBeReadAgain(String text) {
    Type type = read(text);

    assertThat(diagnostics.inOrder()).isEmpty();
    assertThat(type.text()).isEqualTo(text);
    assertThat(read(type.text())).isEqualTo(type);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "Int in 1..10    | Int in 2..5       | true",
        "Int in 1..10    | Int in 1..10      | true",
        "Int in 1..10    | Int in 0..5       | false",
        "Int in 1..10    | Int in 1..<11     | false",
        "Float in 0..1   | Float in 0..<1    | true",
        "Float in 0..<1  | Float in 0..1     | false",
        "Float in 0..<1  | Float in 0..<1    | true",
        "Int in 1..10    | Int in [1, 5]     | true",
        "Int in [1, 5]   | Int in 1..5       | false",
        "Name in [a, b]  | Name in [b]       | true",
        "Name in [a, b]  | Name in [b, c]    | false"
      })
  void aNarrowerTypeIsCovered(String wide, String narrow, boolean covered) {
    Refinement outer = ((Type.Scalar) read(wide)).refinement().orElseThrow();
    Refinement inner = ((Type.Scalar) read(narrow)).refinement().orElseThrow();

    assertThat(outer.covers(inner)).isEqualTo(covered);
  }

  @ParameterizedTest
  @ValueSource(strings = {"1500 ms", "90 s", "1 h", "36 h", "1 week", "0 s", "3 day"})
  void durationsKeepTheirValue(String text) {
    Value value = constant(text, Type.DURATION);

    assertThat(constant(ConstantText.of(value), Type.DURATION)).isEqualTo(value);
  }

  @Test
  void unitsAreExact() {
    assertThat(constant("16 GiB", Type.BYTES)).isEqualTo(new Value.Bytes(16L << 30));
    assertThat(constant("16 GB", Type.BYTES)).isEqualTo(new Value.Bytes(16_000_000_000L));
    assertThat(constant("0.5 KiB", Type.BYTES)).isEqualTo(new Value.Bytes(512));
    assertThat(constant("1.5 h", Type.DURATION)).isEqualTo(new Value.Span(Duration.ofMinutes(90)));
    assertThat(constant("80%", Type.FLOAT)).isEqualTo(new Value.Real(0.8));
    assertThat(constant("1_000", Type.INT)).isEqualTo(new Value.Int(1000));
    assertThat(constant("-1e-3", Type.FLOAT)).isEqualTo(new Value.Real(-0.001));
  }

  @Test
  void onlyLiteralsTakeTheExpectedType() {
    assertThat(Literals.as(ScalarKind.FLOAT, new Value.Int(1))).contains(new Value.Real(1));
    assertThat(Literals.as(ScalarKind.INT, new Value.Real(1))).isEmpty();
    assertThat(Literals.as(ScalarKind.PATH, Value.text("a"))).contains(Value.text("a"));
    assertThat(Literals.as(ScalarKind.BYTES, new Value.Int(1))).isEmpty();
  }

  @Test
  void rangesWithNothingInThemAreTold() {
    Parser.parseExpression("5 .. 1")
        .flatMap(
            syntax -> new ConstantReader(diagnostics).read(syntax, new Type.RangeOf(Type.INT)));

    assertThat(diagnostics.inOrder()).hasSize(1);
    assertThat(List.of(diagnostics.inOrder().get(0).code().id())).containsExactly("E0415");
  }
}
