/**
 * A run and how it moves: states, events, effects, and the tables that say which event takes which
 * state where. Pure: given a state and an event, {@link io.trainmaster.run.RunMachine} says the
 * next state and what is to be done once that is durable.
 */
@NullMarked
package io.trainmaster.run;

import org.jspecify.annotations.NullMarked;
