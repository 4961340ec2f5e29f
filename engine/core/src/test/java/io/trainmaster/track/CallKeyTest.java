package io.trainmaster.track;

import static org.assertj.core.api.Assertions.assertThat;

import io.trainmaster.model.Entry;
import io.trainmaster.model.Policy;
import io.trainmaster.model.TaskId;
import io.trainmaster.model.TaskSpec;
import io.trainmaster.model.Value;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class CallKeyTest {

  @Test
  void theOrderOfArgumentsDoesNotCount() {
    Map<String, Value> one = new LinkedHashMap<>();
    one.put("seed", new Value.Int(1));
    one.put("rate", new Value.Real(0.1));
    Map<String, Value> other = new LinkedHashMap<>();
    other.put("rate", new Value.Real(0.1));
    other.put("seed", new Value.Int(1));

    assertThat(key(one)).isEqualTo(key(other));
    assertThat(key(one).digest()).isEqualTo(key(other).digest());
    assertThat(key(one).differences(key(other))).isEmpty();
  }

  @Test
  void valuesThatLookAlikeAreNotTheSame() {
    assertThat(key(Map.of("x", new Value.Int(1))).digest())
        .isNotEqualTo(key(Map.of("x", new Value.Text("1"))).digest())
        .isNotEqualTo(key(Map.of("y", new Value.Int(1))).digest())
        .isNotEqualTo(key(Map.of("x", new Value.Int(1)), line("1")).digest());
  }

  @Test
  void differencesAreToldInWords() {
    Value longer = new Value.Text("a".repeat(200) + "b");
    CallKey earlier =
        key(
            Map.of(
                "rate",
                new Value.Real(0.1),
                "query",
                new Value.Text("a".repeat(200)),
                "gone",
                new Value.Int(1),
                "data",
                artifact("a")),
            line("1"));
    CallKey now =
        key(
            Map.of(
                "rate",
                new Value.Real(0.3),
                "query",
                longer,
                "fresh",
                new Value.Int(2),
                "data",
                artifact("b")),
            line("2"));

    assertThat(now.differences(earlier))
        .containsExactly(
            "argument `data` was Dataset aaaaaaaa and is Dataset bbbbbbbb",
            "argument `fresh` was not given and is 2",
            "argument `query` has changed",
            "argument `rate` was 0.1 and is 0.3",
            "the block has changed",
            "argument `gone` was 1 and is not given");
  }

  @Test
  void aSecretCountsByItsName() {
    CallKey key = key(Map.of("token", Value.secret("api")));

    assertThat(key.parts().get("argument `token`").text()).isEqualTo("secret(api)");
    assertThat(key.digest()).isNotEqualTo(key(Map.of("token", Value.secret("other"))).digest());
  }

  private static Value artifact(String digit) {
    return new Value.Artifact("Dataset", digit.repeat(64), Map.of());
  }

  private static List<Entry> line(String value) {
    return List.of(
        new Entry("rows", Optional.of(">="), List.of(new Value.Text(value)), Map.of(), List.of()));
  }

  private static CallKey key(Map<String, Value> arguments) {
    return key(arguments, List.of());
  }

  private static CallKey key(Map<String, Value> arguments, List<Entry> block) {
    TaskSpec.Operator operator =
        new TaskSpec.Operator(
            new TaskId("fit"),
            1,
            Set.of(),
            "train",
            Map.of(),
            List.of(),
            Policy.DEFAULT,
            TaskSpec.Isolation.SHARED,
            true);
    return CallKey.of("v1", operator, arguments, block);
  }
}
