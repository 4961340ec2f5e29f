package io.trainmaster.dsl.check;

import io.trainmaster.dsl.catalogue.ParameterSignature;
import io.trainmaster.dsl.type.ScalarKind;
import io.trainmaster.dsl.type.Type;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A kind of things that a workflow can run on.
 *
 * @param word how the language writes it
 * @param parameters what says which thing
 * @param fields what can be read off one that has happened
 */
record EventKind(String word, List<ParameterSignature> parameters, Type fields) {

  /** What an event is called while parameters are set. */
  static final String NAME = "event";

  static final String DRIFT = "drift";

  private static final List<EventKind> ALL =
      List.of(
          kind("data", List.of(required("path", scalar(ScalarKind.PATH))))
              .with("path", scalar(ScalarKind.PATH))
              .with("digest", Type.STRING),
          kind("model", List.of(required("name", Type.STRING), optional("alias", Type.STRING)))
              .with("version", nominal("ModelVersion"))
              .with("alias", Type.STRING),
          kind("workflow", List.of(required("name", Type.STRING)))
              .with("run", Type.STRING)
              .with("outcome", Type.STRING),
          kind("code", List.of(required("ref", Type.STRING)))
              .with("ref", Type.STRING)
              .with("commit", Type.STRING),
          kind(DRIFT, List.of(required("endpoint", Type.STRING)))
              .with("endpoint", nominal("Endpoint"))
              .with("summary", Type.STRING),
          kind("webhook", List.of(required("name", Type.STRING))).with("body", Type.STRING));

  static final List<String> WORDS = ALL.stream().map(EventKind::word).toList();

  private static EventKind kind(String word, List<ParameterSignature> parameters) {
    return new EventKind(word, parameters, new Type.RecordOf(Map.of()))
        .with("at", scalar(ScalarKind.INSTANT));
  }

  private EventKind with(String field, Type type) {
    Map<String, Type> all = new LinkedHashMap<>(((Type.RecordOf) fields).fields());
    all.put(field, type);
    return new EventKind(word, parameters, new Type.RecordOf(all));
  }

  private static Type scalar(ScalarKind kind) {
    return new Type.Scalar(kind, Optional.empty());
  }

  private static Type nominal(String name) {
    return new Type.Nominal(name, Optional.empty());
  }

  private static ParameterSignature required(String name, Type type) {
    return new ParameterSignature(name, type, Optional.empty(), "");
  }

  private static ParameterSignature optional(String name, Type type) {
    return new ParameterSignature(name, new Type.Maybe(type), Optional.empty(), "");
  }

  static Optional<EventKind> of(String word) {
    return ALL.stream().filter(kind -> kind.word().equals(word)).findFirst();
  }
}
