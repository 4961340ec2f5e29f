package io.trainmaster.cli.view;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.trainmaster.run.RunId;
import io.trainmaster.time.Occurrence;
import io.trainmaster.track.RunStore;
import io.trainmaster.trigger.Cause;
import java.util.Optional;

/**
 * Why a run exists that nobody started.
 *
 * @param cause what happened; empty where it was due
 */
public record RunReason(Occurrence occurrence, Optional<Cause> cause) {

  /** The reason of a run; empty where somebody started it. */
  public static Optional<RunReason> of(RunStore store, RunId run) {
    return store
        .triggers()
        .occurrence(run)
        .map(
            record ->
                new RunReason(
                    record.occurrence(),
                    store
                        .triggers()
                        .cause(
                            record.occurrence().key().trigger(), record.occurrence().nominal())));
  }

  /** It for a person. */
  String text() {
    String trigger = occurrence.key().trigger().value();
    return cause
        .map(
            one ->
                "made by %s: %s, noticed %s UTC".formatted(trigger, one.text(), Times.at(one.at())))
        .orElse("made by %s, due %s UTC".formatted(trigger, Times.at(occurrence.nominal())));
  }

  /** It for a program. */
  public ObjectNode json() {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    json.put("trigger", occurrence.key().trigger().value());
    json.put("at", occurrence.nominal().toString());
    cause.ifPresent(one -> json.put("cause", one.text()));
    return json;
  }
}
