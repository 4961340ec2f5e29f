/**
 * The experiment of Weng et al. ("Beware of Fragmentation: Scheduling GPU-Sharing Workloads with
 * Fragmentation Gradient Descent", USENIX ATC 2023) on the nodes and pods of a cluster of Alibaba:
 * pods arrive one by one and stay, and what counts is the part of the GPUs that has been given out
 * when pods for a certain part of the capacity have arrived. The drawing of the pods and the order
 * of the nodes follow the published program to the bit, so that its figures can be compared seed by
 * seed. Read {@link io.trainmaster.replay.openb.Replay} first.
 */
@NullMarked
package io.trainmaster.replay.openb;

import org.jspecify.annotations.NullMarked;
