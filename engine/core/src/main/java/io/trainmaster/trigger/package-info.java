/**
 * Runs that begin without anybody who starts them: which workflows are active, when they are due,
 * which runs that makes, and which of the runs that wait is next. Pure: nothing here asks the time,
 * waits, reads or writes.
 */
@NullMarked
package io.trainmaster.trigger;

import org.jspecify.annotations.NullMarked;
