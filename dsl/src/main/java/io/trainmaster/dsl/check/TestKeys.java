package io.trainmaster.dsl.check;

import io.trainmaster.dsl.catalogue.ParameterSignature;
import io.trainmaster.dsl.type.Refinement;
import io.trainmaster.dsl.type.ScalarKind;
import io.trainmaster.dsl.type.Type;
import io.trainmaster.model.Outcome;
import io.trainmaster.model.Value;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** What the lines of a test take. */
final class TestKeys {

  static final List<String> TEST = List.of("fake", "devices", "clock", "run", "assert");
  static final List<String> FAKE = List.of("fail", "takes", "gives");

  /** What can be asked of one task. */
  static final List<String> QUESTIONS =
      List.of(
          "skipped",
          "ran",
          "failed",
          "before",
          "attempts",
          "started",
          "ended",
          "resources",
          "resources.cpu",
          "resources.memory",
          "resources.gpu",
          "resources.alternative");

  static final String BEFORE = "before";

  static final List<ParameterSignature> FAIL =
      List.of(
          optional("message", Type.STRING, Value.text("It fails in this test.")),
          optional("outcome", outcomes(), Value.text(Outcome.ERROR.word())),
          needed("times", new Type.Maybe(Type.Scalar.between(1, 1000))));
  static final List<ParameterSignature> TAKES = List.of(needed("duration", Type.DURATION));
  static final List<ParameterSignature> DEVICES =
      List.of(
          optional("cpu", Type.Scalar.between(1, 4096), new Value.Int(8)),
          optional("memory", Type.BYTES, new Value.Bytes(32L << 30)),
          optional("gpu", Type.Scalar.between(0, 64), new Value.Int(0)),
          optional("gpu_memory", Type.BYTES, new Value.Bytes(0)),
          optional("gpu_model", Type.STRING, Value.text("")));
  static final List<ParameterSignature> CLOCK =
      List.of(needed("at", Type.STRING), optional("zone", Type.STRING, Value.text("UTC")));

  private TestKeys() {}

  private static ParameterSignature needed(String name, Type type) {
    return new ParameterSignature(name, type, Optional.empty(), "");
  }

  private static ParameterSignature optional(String name, Type type, Value otherwise) {
    return new ParameterSignature(name, type, Optional.of(otherwise), "");
  }

  private static Type outcomes() {
    List<Value> words =
        Arrays.stream(Outcome.values())
            .filter(outcome -> outcome != Outcome.CANCELLED)
            .map(outcome -> Value.text(outcome.word()))
            .toList();
    return new Type.Scalar(ScalarKind.NAME, Optional.of(new Refinement.OneOf(words, true)));
  }

  /** What a question gives. */
  static Type answer(String question) {
    return switch (question) {
      case "attempts", "resources.cpu", "resources.gpu", "resources.alternative" -> Type.INT;
      case "started", "ended" -> Type.DURATION;
      case "resources.memory" -> Type.BYTES;
      case "resources" -> Type.STRING;
      default -> Type.BOOL;
    };
  }

  static long integer(Value value) {
    if (value instanceof Value.Int integer) {
      return integer.value();
    }
    return value instanceof Value.Bytes bytes ? bytes.value() : 0;
  }

  static String text(Value value) {
    return value instanceof Value.Text text ? text.value() : "";
  }

  static Duration duration(Value value) {
    return value instanceof Value.Span span ? span.value() : Duration.ZERO;
  }
}
