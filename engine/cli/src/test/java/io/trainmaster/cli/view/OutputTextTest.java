package io.trainmaster.cli.view;

import static org.assertj.core.api.Assertions.assertThat;

import io.trainmaster.model.Value;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class OutputTextTest {

  @Test
  void anAnswerIsASentence() {
    assertThat(OutputText.brief(answer(true, "ada", "Go."))).isEqualTo("granted by ada: Go.");
    assertThat(OutputText.brief(answer(false, "bob", ""))).isEqualTo("refused by bob");
    assertThat(OutputText.brief(answer(false, "", "Nobody answered in time.")))
        .isEqualTo("refused: Nobody answered in time.");
  }

  @Test
  void whereAResultIsFromIsSaidAfterIt() {
    assertThat(OutputText.brief(Optional.of(new Value.Int(7)), "reused from w-1"))
        .isEqualTo("7, reused from w-1");
    assertThat(OutputText.brief(Optional.empty(), "The gate is shut."))
        .isEqualTo("The gate is shut.");
    assertThat(OutputText.brief(Optional.of(Value.ABSENT), "")).isEmpty();
  }

  private static Value answer(boolean granted, String by, String comment) {
    Map<String, Value> fields = new LinkedHashMap<>();
    fields.put("granted", new Value.Bool(granted));
    fields.put("by", Value.text(by));
    fields.put("at", Value.text("2026-05-01T12:00:00Z"));
    fields.put("comment", Value.text(comment));
    return new Value.Fields(fields);
  }
}
