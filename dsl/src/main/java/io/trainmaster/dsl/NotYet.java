package io.trainmaster.dsl;

import io.trainmaster.dsl.check.CheckedTask;
import io.trainmaster.dsl.check.CheckedWorkflow;
import io.trainmaster.dsl.diagnostic.Code;
import io.trainmaster.dsl.diagnostic.Diagnostic;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** What workflows use that this version can check and not run. */
final class NotYet {

  private final Map<CheckedWorkflow, List<Diagnostic>> known = new IdentityHashMap<>();

  /** What a workflow uses itself, and by calling others, in the order of the text. */
  List<Diagnostic> of(CheckedWorkflow workflow) {
    List<Diagnostic> notes = known.get(workflow);
    if (notes == null) {
      notes = find(workflow);
      known.put(workflow, notes);
    }
    return notes;
  }

  private List<Diagnostic> find(CheckedWorkflow workflow) {
    List<Diagnostic> notes = new ArrayList<>(workflow.later());
    CheckedTask.calls(workflow.tasks()).flatMap(this::find).forEach(notes::add);
    notes.sort(Comparator.comparingInt(note -> note.span().start()));
    return notes;
  }

  private Stream<Diagnostic> find(CheckedTask.Child call) {
    return call.callee().get().map(this::of).orElse(List.of()).stream()
        .limit(1)
        .map(
            note ->
                new Diagnostic(
                    Code.NOT_YET, "In `" + call.workflow() + "`: " + note.message(), call.span()));
  }
}
