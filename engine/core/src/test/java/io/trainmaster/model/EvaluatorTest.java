package io.trainmaster.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.trainmaster.model.Expression.Binary;
import io.trainmaster.model.Expression.BinaryOperator;
import io.trainmaster.model.Expression.Field;
import io.trainmaster.model.Expression.Interpolation;
import io.trainmaster.model.Expression.Literal;
import io.trainmaster.model.Expression.Output;
import io.trainmaster.model.Expression.Parameter;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class EvaluatorTest {

  private static final TaskId REPORT = new TaskId("report");
  private static final Value ARTIFACT =
      new Value.Artifact("Report", "ab".repeat(32), Map.of("auc", new Value.Real(0.8125)));

  private final Evaluator evaluator =
      new Evaluator(
          Map.of("min_auc", new Value.Real(0.8)),
          task -> task.equals(REPORT) ? ARTIFACT : Value.ABSENT);

  @Test
  void gateReadsReportAndParameter() {
    Expression auc = new Field(new Output(REPORT), "auc");
    Expression gate = new Binary(BinaryOperator.GREATER_OR_EQUAL, auc, new Parameter("min_auc"));
    assertThat(evaluator.test(gate)).isTrue();
    assertThat(
            evaluator.evaluate(
                new Interpolation(
                    List.of(literal(Value.text("AUC ")), auc, literal(Value.text("!"))))))
        .isEqualTo(Value.text("AUC 0.8125!"));
  }

  @Test
  void whatWasSkippedHasNoParts() {
    Expression value = new Field(new Output(new TaskId("held_back")), "value");

    assertThat(evaluator.evaluate(value)).isEqualTo(Value.ABSENT);
    assertThat(evaluator.test(new Expression.Unary(Expression.UnaryOperator.EXISTS, value)))
        .isFalse();
    assertThat(
            evaluator.evaluate(
                new Binary(BinaryOperator.OR_ELSE, value, literal(Value.text("other")))))
        .isEqualTo(Value.text("other"));
  }

  @Test
  void intsStayIntsAndNeverWrap() {
    assertThat(binary(BinaryOperator.ADD, new Value.Int(2), new Value.Int(3)))
        .isEqualTo(new Value.Int(5));
    assertThat(binary(BinaryOperator.DIVIDE, new Value.Int(1), new Value.Int(2)))
        .isEqualTo(new Value.Real(0.5));
    assertThatThrownBy(
            () -> binary(BinaryOperator.MULTIPLY, new Value.Int(Long.MAX_VALUE), new Value.Int(2)))
        .isInstanceOf(EvaluationException.class)
        .hasMessage("The result does not fit an Int.");
  }

  @Test
  void nothingThatIsNotANumberPassesAGate() {
    Value nan = new Value.Real(Double.NaN);
    Value one = new Value.Real(1);
    for (BinaryOperator operator :
        List.of(
            BinaryOperator.GREATER,
            BinaryOperator.GREATER_OR_EQUAL,
            BinaryOperator.LESS,
            BinaryOperator.LESS_OR_EQUAL,
            BinaryOperator.EQUAL)) {
      assertThat(binary(operator, nan, one)).as("NaN %s 1", operator).isEqualTo(bool(false));
      assertThat(binary(operator, one, nan)).as("1 %s NaN", operator).isEqualTo(bool(false));
    }
  }

  @Test
  void rangesHoldTheirEndsAsWritten() {
    Value range = new Value.Range(new Value.Int(0), new Value.Int(3), true);
    Value open = new Value.Range(new Value.Int(0), new Value.Int(3), false);
    assertThat(binary(BinaryOperator.IN, new Value.Int(3), range)).isEqualTo(bool(true));
    assertThat(binary(BinaryOperator.IN, new Value.Int(3), open)).isEqualTo(bool(false));
    assertThat(binary(BinaryOperator.IN, new Value.Real(2.5), open)).isEqualTo(bool(true));
    assertThat(
            binary(BinaryOperator.IN, Value.text("b"), new Value.Items(List.of(Value.text("b")))))
        .isEqualTo(bool(true));
  }

  @Test
  void absentTakesTheOtherSide() {
    Expression skipped = new Output(new TaskId("skipped"));
    assertThat(
            evaluator.evaluate(
                new Binary(BinaryOperator.OR_ELSE, skipped, literal(new Value.Int(7)))))
        .isEqualTo(new Value.Int(7));
  }

  @Test
  void whatMakesNoSenseSaysSo() {
    assertThatThrownBy(() -> evaluator.evaluate(new Field(new Output(REPORT), "aux")))
        .hasMessage("There is no `aux` here; there is auc.");
    assertThatThrownBy(() -> evaluator.evaluate(new Parameter("x")))
        .hasMessage("Parameter `x` has no value.");
    assertThatThrownBy(() -> evaluator.test(literal(new Value.Int(1))))
        .hasMessage("1 is not a Bool.");
    assertThatThrownBy(() -> binary(BinaryOperator.LESS, Value.text("a"), new Value.Int(1)))
        .hasMessage("a and 1 can't be compared.");
  }

  @Test
  void amountsOfTimeAndMemoryAddUp() {
    assertThat(
            binary(
                BinaryOperator.ADD,
                new Value.Span(Duration.ofMinutes(1)),
                new Value.Span(Duration.ofSeconds(30))))
        .isEqualTo(new Value.Span(Duration.ofSeconds(90)));
    assertThat(binary(BinaryOperator.SUBTRACT, new Value.Bytes(10), new Value.Bytes(4)))
        .isEqualTo(new Value.Bytes(6));
  }

  @Test
  void textIsForPeople() {
    assertThat(ValueText.number(0.8700000001)).isEqualTo("0.87");
    assertThat(ValueText.number(3)).isEqualTo("3");
    assertThat(ValueText.duration(Duration.ofMillis(61_500))).isEqualTo("1m 1s");
    assertThat(ValueText.bytes(1536)).isEqualTo("1.5 KiB");
    assertThat(ValueText.of(new Value.Call("adam", List.of(), Map.of("rate", new Value.Real(0.1)))))
        .isEqualTo("adam(rate: 0.1)");
  }

  private Value binary(BinaryOperator operator, Value left, Value right) {
    return evaluator.evaluate(new Binary(operator, literal(left), literal(right)));
  }

  private static Value bool(boolean value) {
    return new Value.Bool(value);
  }

  private static Expression literal(Value value) {
    return new Literal(value);
  }
}
