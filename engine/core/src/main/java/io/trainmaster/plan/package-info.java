/**
 * From a workflow and the parameters of a run to the tasks that the run consists of: searches are
 * spread out into trials. Pure; the same version and parameters always give the same plan, so a
 * resumed run computes its plan again. Read {@link io.trainmaster.plan.RunPlan} first.
 */
@NullMarked
package io.trainmaster.plan;

import org.jspecify.annotations.NullMarked;
