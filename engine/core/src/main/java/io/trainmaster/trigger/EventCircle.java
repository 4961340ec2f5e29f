package io.trainmaster.trigger;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Finds workflows that make each other run without end. */
final class EventCircle {

  private EventCircle() {}

  /**
   * The shortest way from a workflow back to itself.
   *
   * @param follows pairs: where the first runs, the second runs, within it or after it
   * @return the names on the way, the workflow first and last; empty where there is no way
   */
  static List<String> of(String workflow, List<Map.Entry<String, String>> follows) {
    Map<String, String> cameFrom = new HashMap<>();
    Deque<String> reached = new ArrayDeque<>(List.of(workflow));
    while (!reached.isEmpty()) {
      String from = reached.remove();
      for (Map.Entry<String, String> pair : follows) {
        if (pair.getKey().equals(from) && !cameFrom.containsKey(pair.getValue())) {
          cameFrom.put(pair.getValue(), from);
          reached.add(pair.getValue());
        }
      }
    }
    return cameFrom.containsKey(workflow) ? way(workflow, cameFrom) : List.of();
  }

  private static List<String> way(String workflow, Map<String, String> cameFrom) {
    List<String> way = new ArrayList<>(List.of(workflow));
    String at = cameFrom.get(workflow);
    while (at != null && !at.equals(workflow)) {
      way.add(at);
      at = cameFrom.get(at);
    }
    way.add(workflow);
    Collections.reverse(way);
    return way;
  }
}
