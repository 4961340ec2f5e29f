/** Published figures of the Muri experiment, against ours. */
@NullMarked
package io.trainmaster.replay.jobs;

import org.jspecify.annotations.NullMarked;
