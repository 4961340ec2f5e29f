package io.trainmaster.dsl.check;

import io.trainmaster.dsl.source.Span;
import io.trainmaster.dsl.type.Type;
import io.trainmaster.model.Expression;
import io.trainmaster.model.Value;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;

/**
 * The names in an assertion: the run, what the workflow binds and takes, and the words for how a
 * run ends. What may be absent is taken to be there: reading what isn't fails the assertion.
 */
record RunScope(TestedWorkflow workflow) implements Scope {

  static final String RUN = "run";
  static final List<String> STATES = List.of("succeeded", "skipped", "failed", "cancelled");

  @Override
  public Optional<Typed> lookup(String name, Span use) {
    if (name.equals(RUN)) {
      return Optional.of(run());
    } else if (workflow.bindings().has(name)) {
      return workflow.bindings().lookup(name, use).map(Typed::present);
    }
    return STATES.contains(name) ? Optional.of(Typed.constant(Value.text(name))) : Optional.empty();
  }

  private Typed run() {
    Map<String, Type> fields = new LinkedHashMap<>();
    fields.put("state", Type.STRING);
    fields.put("message", Type.STRING);
    fields.put("duration", Type.DURATION);
    workflow.result().ifPresent(result -> fields.put("result", result.present()));
    return Typed.of(new Type.RecordOf(fields), new Expression.Call(RUN, List.of(), Map.of()));
  }

  @Override
  public boolean has(String name) {
    return name.equals(RUN) || workflow.bindings().has(name) || STATES.contains(name);
  }

  @Override
  public Collection<String> names() {
    TreeSet<String> names = new TreeSet<>(workflow.bindings().names());
    names.add(RUN);
    return names;
  }
}
