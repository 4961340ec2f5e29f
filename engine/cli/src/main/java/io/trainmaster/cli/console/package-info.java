/**
 * What a command talks through: data on standard output, talk on standard error, colours, tables,
 * letters about errors, exit codes. It knows no command. Read {@link
 * io.trainmaster.cli.console.Console} first.
 */
@NullMarked
package io.trainmaster.cli.console;

import org.jspecify.annotations.NullMarked;
