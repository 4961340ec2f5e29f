/**
 * Runs, tasks and models as people and programs see them: the block that is redrawn while a run
 * goes on, plain lines, JSON, tables. It reads records and never changes one. Read {@link
 * io.trainmaster.cli.view.RunBoard} first.
 */
@NullMarked
package io.trainmaster.cli.view;

import org.jspecify.annotations.NullMarked;
