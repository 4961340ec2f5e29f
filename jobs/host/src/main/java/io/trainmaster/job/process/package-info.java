/**
 * Processes that a task starts, and their end. Knows nothing but the JDK. Read {@link
 * io.trainmaster.job.process.ProcessTree} first.
 */
@NullMarked
package io.trainmaster.job.process;

import org.jspecify.annotations.NullMarked;
