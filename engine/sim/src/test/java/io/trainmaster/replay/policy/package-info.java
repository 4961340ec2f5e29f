/** The published scores of nodes. */
@NullMarked
package io.trainmaster.replay.policy;

import org.jspecify.annotations.NullMarked;
