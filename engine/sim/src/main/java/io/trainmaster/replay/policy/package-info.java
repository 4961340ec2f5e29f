/**
 * Published policies of placement, as the baselines of our own: each a score of a node for a
 * demand, from 0 to 100, cut off to a whole number as published. Only what places is here; {@link
 * io.trainmaster.fleet.HighestScore} does the rest.
 */
@NullMarked
package io.trainmaster.replay.policy;

import org.jspecify.annotations.NullMarked;
