/**
 * Who is next where tasks wait for GPUs. Values and arithmetic alone, with no clock, so that what
 * replays public traces can be what an engine goes by; none does yet. Read {@link
 * io.trainmaster.queue.ServiceOrder} first.
 */
@NullMarked
package io.trainmaster.queue;

import org.jspecify.annotations.NullMarked;
