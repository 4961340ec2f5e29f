package io.trainmaster.dsl.check;

import io.trainmaster.dsl.diagnostic.Code;
import io.trainmaster.dsl.diagnostic.Diagnostics;
import io.trainmaster.dsl.source.Span;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Which workflows of a file call which: none may come to call itself. */
final class CallGraph {

  /** Calls of calls, deeper than anybody can follow them. */
  private static final int DEPTH_LIMIT = 50;

  private final Map<String, List<Call>> calls = new LinkedHashMap<>();
  private final Set<String> done = new HashSet<>();
  private final List<String> path = new ArrayList<>();
  private final Diagnostics diagnostics;

  /** A call of a workflow. */
  record Call(String workflow, Span span) {}

  CallGraph(Diagnostics diagnostics) {
    this.diagnostics = diagnostics;
  }

  /** The calls of a workflow; where two have one name, it is not known which of them is meant. */
  void add(String workflow, List<Call> called) {
    calls.computeIfAbsent(workflow, name -> new ArrayList<>()).addAll(called);
  }

  /** Tells of each call that closes a circle. */
  void check() {
    calls.keySet().forEach(this::follow);
  }

  private void follow(String workflow) {
    if (done.contains(workflow)) {
      return;
    }
    path.add(workflow);
    for (Call call : calls.getOrDefault(workflow, List.of())) {
      int start = path.indexOf(call.workflow());
      if (start >= 0) {
        String circle = String.join("` → `", path.subList(start, path.size()));
        diagnostics.add(
            Code.CYCLE,
            call.span(),
            "`%s` runs itself: `%s` → `%s`.".formatted(call.workflow(), circle, call.workflow()));
      } else if (path.size() >= DEPTH_LIMIT && calls.containsKey(call.workflow())) {
        diagnostics.add(
            Code.NESTED_TOO_DEEPLY,
            call.span(),
            "Workflows run each other at most " + DEPTH_LIMIT + " deep.");
      } else {
        follow(call.workflow());
      }
    }
    path.remove(path.size() - 1);
    done.add(workflow);
  }
}
