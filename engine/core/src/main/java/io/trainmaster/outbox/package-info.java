/**
 * What is told to people: a notification is decided in the transaction that makes it true, and is
 * sent from the outbox until its channel has taken it or too much was tried. Pure: nothing here
 * asks the time, waits, reads or writes.
 */
@NullMarked
package io.trainmaster.outbox;

import org.jspecify.annotations.NullMarked;
