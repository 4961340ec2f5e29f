package io.trainmaster.schedule;

import io.trainmaster.placement.Placer;
import io.trainmaster.placement.SharedLimits;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.function.LongSupplier;

/**
 * What the runs of a scheduler share.
 *
 * @param placer the room on the nodes
 * @param limits the places of limits with a name
 * @param restraint what holds calls back
 * @param queue who waits for room
 * @param alarms who waits for a time
 * @param draft what has been decided and not been handed out yet
 * @param stirred the runs in which something has moved and not been followed up yet
 * @param endings how the last runs of workflows ended
 * @param fences gives a number greater than any before, for each attempt
 * @param version what changes whenever the code of an operator does
 */
record Shared(
    Placer placer,
    SharedLimits limits,
    Restraint restraint,
    ReadyQueue queue,
    Alarms alarms,
    Draft draft,
    Set<RunProgress> stirred,
    Endings endings,
    LongSupplier fences,
    String version) {

  static Shared on(
      Placer placer, SharedLimits limits, LongSupplier fences, String version, Past past) {
    return new Shared(
        placer,
        limits,
        new Restraint(past),
        new ReadyQueue(),
        new Alarms(),
        new Draft(),
        new LinkedHashSet<>(),
        new Endings(past::lastOutcome),
        fences,
        version);
  }
}
