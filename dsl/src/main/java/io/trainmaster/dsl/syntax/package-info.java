/**
 * Text to tree: lexer, layout and a recovering parser for the whole grammar. Resolves no name and
 * knows no operator; any text gives a tree and diagnostics, never an exception. Read {@link
 * io.trainmaster.dsl.syntax.Parser} first.
 */
@NullMarked
package io.trainmaster.dsl.syntax;

import org.jspecify.annotations.NullMarked;
