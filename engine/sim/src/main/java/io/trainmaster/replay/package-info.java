/**
 * Replays of public traces: what policies of placement and of order would have made of them. The
 * published baselines come first and must give their published figures; only then does a figure of
 * ours beside them mean something. This package holds what the replays of all traces read with.
 */
@NullMarked
package io.trainmaster.replay;

import org.jspecify.annotations.NullMarked;
