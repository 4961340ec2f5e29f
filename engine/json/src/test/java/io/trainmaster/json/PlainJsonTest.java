package io.trainmaster.json;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.trainmaster.model.Value;
import io.trainmaster.testkit.RandomModel;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class PlainJsonTest {

  private static final ObjectMapper MAPPER = new ObjectMapper();

  @Test
  void scalarsAreWhatTheyLookLike() {
    assertPlain(Value.ABSENT, "null");
    assertPlain(new Value.Bool(true), "true");
    assertPlain(new Value.Int(Long.MIN_VALUE), "-9223372036854775808");
    assertPlain(new Value.Real(0.1), "0.1");
    assertPlain(new Value.Real(3), "3.0");
    assertPlain(new Value.Text("a \"b\""), "\"a \\\"b\\\"\"");
    assertPlain(new Value.Span(Duration.ofMinutes(90)), "\"PT1H30M\"");
    assertPlain(new Value.Bytes(1024), "1024");
  }

  @Test
  void whatIsNotFiniteIsAText() {
    assertPlain(new Value.Real(Double.NaN), "\"NaN\"");
    assertPlain(new Value.Real(Double.POSITIVE_INFINITY), "\"Infinity\"");
    assertPlain(new Value.Real(Double.NEGATIVE_INFINITY), "\"-Infinity\"");
  }

  @Test
  void compoundsNest() {
    Value one = new Value.Int(1);
    Value two = new Value.Int(2);
    Map<String, Value> fields = new LinkedHashMap<>();
    fields.put("b", one);
    fields.put("a", new Value.Items(List.of(two, Value.ABSENT)));
    assertPlain(new Value.Fields(fields), "{\"b\":1,\"a\":[2,null]}");
    assertPlain(new Value.Range(one, two, false), "{\"from\":1,\"to\":2,\"inclusive\":false}");
    assertPlain(
        new Value.Call("adam", List.of(one), Map.of("rate", two)),
        "{\"call\":\"adam\",\"positional\":[1],\"named\":{\"rate\":2}}");
    assertPlain(
        new Value.Artifact("Model", "ab", Map.of("auc", one)),
        "{\"type\":\"Model\",\"digest\":\"ab\",\"properties\":{\"auc\":1}}");
  }

  @Test
  void plainJsonHasAValue() throws JsonProcessingException {
    Map<String, Value> fields = new LinkedHashMap<>();
    fields.put("whole", new Value.Int(5));
    fields.put("real", new Value.Real(5.0));
    fields.put("large", new Value.Real(1e20));
    fields.put("list", new Value.Items(List.of(new Value.Bool(false), Value.ABSENT)));
    fields.put("text", new Value.Text("x"));
    String json =
        "{\"whole\":5,\"real\":5.0,\"large\":100000000000000000000,\"list\":[false,null],"
            + "\"text\":\"x\"}";

    assertThat(PlainJson.value(MAPPER.readTree(json))).isEqualTo(new Value.Fields(fields));
  }

  @Test
  void anyValueIsValidJsonThatIsItsOwnPlainForm() throws JsonProcessingException {
    for (long seed = 1; seed <= 300; seed++) {
      String json = PlainJson.of(new RandomModel(seed).value()).toString();
      JsonNode parsed = MAPPER.readTree(json);
      assertThat(PlainJson.of(PlainJson.value(parsed)).toString())
          .as("seed %d", seed)
          .isEqualTo(json);
    }
  }

  private static void assertPlain(Value value, String json) {
    assertThat(PlainJson.of(value).toString()).isEqualTo(json);
  }
}
