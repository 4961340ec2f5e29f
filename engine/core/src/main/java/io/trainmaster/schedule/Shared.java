package io.trainmaster.schedule;

import io.trainmaster.placement.Placer;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.function.LongSupplier;

/**
 * What the runs of a scheduler share.
 *
 * @param placer the room on the machine
 * @param queue who waits for room
 * @param alarms who waits for a time
 * @param draft what has been decided and not been handed out yet
 * @param stirred the runs in which something has moved and not been followed up yet
 * @param fences gives a number greater than any before, for each attempt
 * @param version what changes whenever the code of an operator does
 */
record Shared(
    Placer placer,
    ReadyQueue queue,
    Alarms alarms,
    Draft draft,
    Set<RunProgress> stirred,
    LongSupplier fences,
    String version) {

  static Shared on(Placer placer, LongSupplier fences, String version) {
    return new Shared(
        placer,
        new ReadyQueue(),
        new Alarms(),
        new Draft(),
        new LinkedHashSet<>(),
        fences,
        version);
  }
}
