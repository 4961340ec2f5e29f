/**
 * Drives runs: the loop that feeds the scheduler with what happens, makes its decisions durable and
 * carries them out, and the wiring of store and worker. Knows nothing of workflow text or of the
 * command line. Read {@link io.trainmaster.runtime.Engine} first, then {@link
 * io.trainmaster.runtime.EngineLoop}.
 */
@NullMarked
package io.trainmaster.runtime;

import org.jspecify.annotations.NullMarked;
