/**
 * The commands, one class each. A command reads its arguments, calls what does the work and says
 * what came of it; it holds no rule of its own about workflows, runs or models. Read {@link
 * io.trainmaster.cli.command.Trainmaster} first: it lists them.
 */
@NullMarked
package io.trainmaster.cli.command;

import org.jspecify.annotations.NullMarked;
