package io.trainmaster.sim;

import io.trainmaster.run.RunId;
import java.util.HashMap;
import java.util.Map;

/** Gives runs their names, as the engine does. */
final class SimNames {

  private final SimStore store;
  private final Map<String, Integer> last = new HashMap<>();

  SimNames(SimStore store) {
    this.store = store;
  }

  RunId name(String workflow) {
    Integer known = last.get(workflow);
    int number = (known != null ? known : store.lastRunNumber(workflow)) + 1;
    last.put(workflow, number);
    return RunId.of(workflow, number);
  }
}
