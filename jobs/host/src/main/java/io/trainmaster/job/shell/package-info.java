/**
 * The operator that runs a command. Knows the operator API and nothing of the wire. Read {@link
 * io.trainmaster.job.shell.Shell} first.
 */
@NullMarked
package io.trainmaster.job.shell;

import org.jspecify.annotations.NullMarked;
