/**
 * What the runs of a machine do next. {@link io.trainmaster.schedule.Scheduler} is told what
 * happened and says what is to be made durable and what is then to be done; it neither waits nor
 * asks the time, so the same code runs in production, in tests and in simulation.
 */
@NullMarked
package io.trainmaster.schedule;

import org.jspecify.annotations.NullMarked;
