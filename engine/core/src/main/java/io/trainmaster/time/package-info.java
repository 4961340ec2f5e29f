/**
 * When runs are due: schedules as instants, what becomes of those that were missed or that overlap,
 * and the identity of each. Pure: no clock is read, the time is always a parameter, and the same
 * arguments give the same answer for ever on the same tz database. Read {@link
 * io.trainmaster.time.Timetable} first.
 */
@NullMarked
package io.trainmaster.time;

import org.jspecify.annotations.NullMarked;
