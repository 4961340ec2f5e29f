/**
 * What can be set, where each value came from, and the beans that the rest of the program is
 * configured with. It knows no command and no engine. Read {@link
 * io.trainmaster.cli.config.Setting} first: every key is declared there, once.
 */
@NullMarked
package io.trainmaster.cli.config;

import org.jspecify.annotations.NullMarked;
