/**
 * Text with positions. Knows no language: offsets, lines and columns only. Read {@link
 * io.trainmaster.dsl.source.SourceFile} first.
 */
@NullMarked
package io.trainmaster.dsl.source;

import org.jspecify.annotations.NullMarked;
