/**
 * The scheduling core under faults, in virtual time. A seed makes a number of workflows, what their
 * tasks do, what people ask for, and what goes wrong; an {@link io.trainmaster.sim.Oracle} watches
 * what becomes durable and what is run. The same seed gives the same story, to the last step.
 */
@NullMarked
package io.trainmaster.sim;

import org.jspecify.annotations.NullMarked;
