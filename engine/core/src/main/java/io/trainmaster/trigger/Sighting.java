package io.trainmaster.trigger;

import io.trainmaster.model.Value;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * How something that a trigger is about was found to be.
 *
 * @param value what tells it from how it was before, such as a digest; or the key of a delivery
 * @param hint what spares whoever looks from looking closely again; or empty
 * @param event what {@code event} has, but for {@code at}
 * @param text what happened, for people
 */
public record Sighting(String value, String hint, Map<String, Value> event, String text) {
  /** Copies the fields. */
  public Sighting {
    event = Collections.unmodifiableMap(new LinkedHashMap<>(event));
  }

  /** What is remembered of it. */
  public EventState.Seen seen() {
    return new EventState.Seen(value, hint);
  }
}
