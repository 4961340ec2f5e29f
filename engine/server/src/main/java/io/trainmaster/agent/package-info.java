/**
 * The worker of a machine that isn't the server's: it asks the server what it is to do, does it by
 * task processes of its own, and tells what becomes of it.
 */
@NullMarked
package io.trainmaster.agent;

import org.jspecify.annotations.NullMarked;
