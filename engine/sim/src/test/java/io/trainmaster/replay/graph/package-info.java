/** Published schedules of two small graphs, against ours. */
@NullMarked
package io.trainmaster.replay.graph;

import org.jspecify.annotations.NullMarked;
