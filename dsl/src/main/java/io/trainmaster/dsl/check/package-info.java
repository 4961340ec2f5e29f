/**
 * Names, types, units and columns: syntax trees in, checked workflows and diagnostics out. Reads
 * the text alone; what the world knows comes through {@link io.trainmaster.dsl.check.SchemaLookup}.
 * Read {@link io.trainmaster.dsl.check.Checker} first.
 */
@NullMarked
package io.trainmaster.dsl.check;

import org.jspecify.annotations.NullMarked;
