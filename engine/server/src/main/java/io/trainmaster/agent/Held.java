package io.trainmaster.agent;

import io.trainmaster.model.TaskId;
import io.trainmaster.run.RunId;

/**
 * What a worker must know of an attempt to go on with it when it is started anew.
 *
 * @param session the run whose processes it shares
 */
record Held(RunId run, TaskId task, int number, long fence, RunId session) {}
