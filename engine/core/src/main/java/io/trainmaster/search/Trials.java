package io.trainmaster.search;

import io.trainmaster.model.EvaluationException;
import io.trainmaster.model.Value;
import io.trainmaster.model.ValueText;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The trials of a search: for each, the arguments that it varies. */
public final class Trials {

  /** A space of choices is drawn from this many times for a trial that isn't there yet. */
  private static final int DRAWS_FOR_A_NEW_TRIAL = 64;

  private Trials() {}

  /**
   * The trials of a method over a space.
   *
   * @param method {@code grid}, or {@code random(trials: 6, seed: 1)}: {@code trials} is 10 and
   *     {@code seed} 0 where they are left out. A space with fewer points than trials gives each
   *     once
   * @param space for each argument its values, in the order they were written
   * @param max the most trials that there may be
   * @throws EvaluationException where the space can't be searched in this way, or is too large
   */
  public static List<Map<String, Value>> of(Value method, Map<String, Value> space, int max) {
    Map<String, Dimension> dimensions = new LinkedHashMap<>();
    space.forEach((name, value) -> dimensions.put(name, Dimension.of(name, value)));
    if (method instanceof Value.Call call && call.name().equals("random")) {
      long trials = bounded(integer(call, "trials", 10), max);
      return random(dimensions, trials, integer(call, "seed", 0));
    } else if (method.equals(Value.text("grid"))
        || method instanceof Value.Call call && call.name().equals("grid")) {
      return grid(dimensions, max);
    }
    throw new EvaluationException(
        ValueText.of(method) + " is not a search: there is grid and random(trials:, seed:).");
  }

  private static List<Map<String, Value>> grid(Map<String, Dimension> dimensions, int max) {
    List<Map<String, Value>> trials = List.of(Map.of());
    for (Map.Entry<String, Dimension> dimension : dimensions.entrySet()) {
      List<Value> values = dimension.getValue().all(dimension.getKey());
      bounded((long) trials.size() * values.size(), max);
      List<Map<String, Value>> longer = new ArrayList<>();
      for (Map<String, Value> trial : trials) {
        for (Value value : values) {
          Map<String, Value> next = new LinkedHashMap<>(trial);
          next.put(dimension.getKey(), value);
          longer.add(next);
        }
      }
      trials = longer;
    }
    return trials;
  }

  private static List<Map<String, Value>> random(
      Map<String, Dimension> dimensions, long count, long seed) {
    SplitMix random = new SplitMix(seed);
    Set<Map<String, Value>> trials = new LinkedHashSet<>();
    for (int i = 0; i < count; i++) {
      for (int draw = 0; draw < DRAWS_FOR_A_NEW_TRIAL; draw++) {
        Map<String, Value> trial = new LinkedHashMap<>();
        dimensions.forEach((name, dimension) -> trial.put(name, dimension.draw(random)));
        if (trials.add(trial)) {
          break;
        }
      }
    }
    return List.copyOf(trials);
  }

  private static long integer(Value.Call call, String name, long otherwise) {
    Value value = call.named().get(name);
    return value instanceof Value.Int integer ? integer.value() : otherwise;
  }

  private static long bounded(long trials, int max) {
    if (trials < 1 || trials > max) {
      throw new EvaluationException(
          "A search has from 1 to %d trials, and this one has %d.".formatted(max, trials));
    }
    return trials;
  }
}
