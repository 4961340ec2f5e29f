/** Published figures of the experiment on Alibaba's nodes and pods, against ours. */
@NullMarked
package io.trainmaster.replay.openb;

import org.jspecify.annotations.NullMarked;
