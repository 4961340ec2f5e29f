/**
 * Task processes: started, watched, spoken to, ended. Translates between the engine's values and
 * the wire that a task process speaks, which {@code jobs/host/WIRE.md} defines. Must not know what
 * an operator does, what a retry is, or how anything is stored. Read {@link
 * io.trainmaster.worker.Worker} first.
 */
@NullMarked
package io.trainmaster.worker;

import org.jspecify.annotations.NullMarked;
