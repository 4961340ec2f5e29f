package io.trainmaster.placement;

import io.trainmaster.model.Ordered;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The places of limits that the tasks of all workflows share, such as the connections that a
 * database allows, and how many are taken. For one thread at a time.
 */
public final class SharedLimits {

  private final Function<String, @Nullable Integer> places;
  private final Map<String, Integer> taken = new HashMap<>();

  /**
   * With all places free.
   *
   * @param places how many each limit has, by its name
   */
  public SharedLimits(Map<String, Integer> places) {
    this(Ordered.map(places)::get);
  }

  private SharedLimits(Function<String, @Nullable Integer> places) {
    this.places = places;
  }

  /** Limits of any name, with as many places as anybody asks for. */
  public static SharedLimits unbounded() {
    return new SharedLimits(name -> Integer.MAX_VALUE);
  }

  /** Why so many places can never be had; empty where they can. */
  public Optional<String> refusal(Map<String, Integer> asked) {
    for (Map.Entry<String, Integer> one : asked.entrySet()) {
      Integer most = places.apply(one.getKey());
      if (most == null) {
        return Optional.of(
            "There is no limit `%s`: the setting engine.limits has to name it, as in %s=4."
                .formatted(one.getKey(), one.getKey()));
      } else if (most < one.getValue()) {
        return Optional.of(
            "It takes %d places of limit `%s`, which has %d by the setting engine.limits."
                .formatted(one.getValue(), one.getKey(), most));
      }
    }
    return Optional.empty();
  }

  /** The first limit of which not so many places are free as are asked for. */
  public Optional<Map.Entry<String, Integer>> reached(Map<String, Integer> asked) {
    for (Map.Entry<String, Integer> one : asked.entrySet()) {
      Integer most = places.apply(one.getKey());
      if (most == null || one.getValue() > most - taken.getOrDefault(one.getKey(), 0)) {
        return Optional.of(one);
      }
    }
    return Optional.empty();
  }

  /** A task runs that takes so many, whether they are free or not. */
  public void take(Map<String, Integer> asked) {
    asked.forEach((name, count) -> taken.merge(name, count, Integer::sum));
  }

  /** It has ended. */
  public void release(Map<String, Integer> asked) {
    asked.forEach((name, count) -> taken.merge(name, -count, Integer::sum));
  }
}
