/**
 * The experiment of Zhao et al. ("Multi-Resource Interleaving for Deep Learning Training" (Muri),
 * SIGCOMM 2022) on jobs derived from Microsoft's Philly trace: jobs arrive, wait, run on one or
 * more GPUs of a cluster, may be interrupted, and end; what counts is how long they take from
 * arrival to end. Read {@link io.trainmaster.replay.jobs.JobReplay} first.
 */
@NullMarked
package io.trainmaster.replay.jobs;

import org.jspecify.annotations.NullMarked;
