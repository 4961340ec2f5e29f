/**
 * The command line. Nothing points at it. {@link io.trainmaster.cli.Main} only starts it; read
 * {@link io.trainmaster.cli.command.Trainmaster} first.
 */
@NullMarked
package io.trainmaster.cli;

import org.jspecify.annotations.NullMarked;
