package io.trainmaster.dsl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.trainmaster.model.Value;
import io.trainmaster.model.WorkflowGraph;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ParameterReaderTest {

  private static WorkflowGraph.Parameter parameter(String type) {
    return new WorkflowGraph.Parameter("p", type, "", Optional.empty());
  }

  private static Value read(String type, String text) throws ParameterException {
    return ParameterReader.read(parameter(type), text);
  }

  private static void refuses(String type, String text, String why) {
    assertThatThrownBy(() -> read(type, text))
        .isInstanceOf(ParameterException.class)
        .hasMessage("Parameter `p` can't be `" + text + "`: " + why);
  }

  @Test
  void readsNumbersAndAmounts() throws ParameterException {
    assertThat(read("Int", "-5")).isEqualTo(new Value.Int(-5));
    assertThat(read("Float in 0..1", "0.8")).isEqualTo(new Value.Real(0.8));
    assertThat(read("Float", "1")).isEqualTo(new Value.Real(1));
    assertThat(read("Float?", "80%")).isEqualTo(new Value.Real(0.8));
    assertThat(read("Bool", "true")).isEqualTo(new Value.Bool(true));
    assertThat(read("Duration", "1.5 h")).isEqualTo(new Value.Span(Duration.ofMinutes(90)));
    assertThat(read("Bytes", "16 GiB")).isEqualTo(new Value.Bytes(16L << 30));
  }

  @Test
  void readsTextsWithoutQuotes() throws ParameterException {
    assertThat(read("Path", "a b/ü.csv")).isEqualTo(Value.text("a b/ü.csv"));
    assertThat(read("String", "say \"hi\"")).isEqualTo(Value.text("say \"hi\""));
    assertThat(read("Date", "2026-05-01")).isEqualTo(Value.text("2026-05-01"));
    assertThat(read("Name in [binary, multiclass]", "binary")).isEqualTo(Value.text("binary"));
  }

  @Test
  void readsListsWithOrWithoutBrackets() throws ParameterException {
    Value both = new Value.Items(List.of(new Value.Int(1), new Value.Int(2)));

    assertThat(read("List<Int>", "[1, 2]")).isEqualTo(both);
    assertThat(read("List<Int>", "1, 2")).isEqualTo(both);
    assertThat(read("List<String>", "a,b"))
        .isEqualTo(new Value.Items(List.of(Value.text("a"), Value.text("b"))));
    assertThat(read("List<String>", "")).isEqualTo(new Value.Items(List.of()));
  }

  @Test
  void saysWhatWouldDo() {
    refuses("Float in 0..1", "2", "2 is not in 0..1.");
    refuses("Int", "abc", "Expected Int, such as `5`.");
    refuses("Int", "1.5", "Expected Int, but this is a number.");
    refuses("Int", "", "Expected Int, such as `5`.");
    refuses("Duration", "10", "Expected Duration, but this is a number.");
    refuses("Duration", "10 hours", "There is no unit `hours`.");
    refuses("Date", "1 May", "A Date is written like \"2026-05-01\".");
    refuses(
        "Name in [binary, multiclass]",
        "binari",
        "Expected one of binary, multiclass, but this is `binari`.");
    refuses("List<Int>", "[1, x]", "Expected List<Int>.");
  }

  @Test
  void artifactsCantBeGiven() {
    assertThatThrownBy(() -> read("Model", "x"))
        .hasMessage("Parameter `p` is Model, which can't be given here.");
  }
}
