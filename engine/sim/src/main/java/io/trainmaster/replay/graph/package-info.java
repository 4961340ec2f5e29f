/**
 * List scheduling of task graphs on machines of different speed: the published orders and how long
 * their schedules are. Everything is known before: what a task takes on each machine, and what its
 * data take from one machine to another. Read {@link io.trainmaster.replay.graph.TaskGraph} first.
 */
@NullMarked
package io.trainmaster.replay.graph;

import org.jspecify.annotations.NullMarked;
