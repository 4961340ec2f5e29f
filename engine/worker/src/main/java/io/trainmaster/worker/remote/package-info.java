/**
 * Workers on other machines, as the server sees them, and the messages between the two. What is to
 * run is told as a whole and again and again, so that a message that is lost, late or repeated
 * changes nothing.
 */
@NullMarked
package io.trainmaster.worker.remote;

import org.jspecify.annotations.NullMarked;
