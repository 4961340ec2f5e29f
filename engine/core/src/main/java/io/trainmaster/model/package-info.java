/**
 * The values that every part of Trainmaster shares: what a workflow is once it is compiled, and the
 * values that flow through it. Knows nobody: no text, no storage, no processes. Read {@link
 * io.trainmaster.model.WorkflowGraph} first.
 */
@NullMarked
package io.trainmaster.model;

import org.jspecify.annotations.NullMarked;
