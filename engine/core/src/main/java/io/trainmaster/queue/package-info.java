/**
 * Who is next where tasks wait for GPUs. Values and arithmetic alone, with no clock: what runs in
 * production and what replays public traces use the same orders. Read {@link
 * io.trainmaster.queue.ServiceOrder} first.
 */
@NullMarked
package io.trainmaster.queue;

import org.jspecify.annotations.NullMarked;
