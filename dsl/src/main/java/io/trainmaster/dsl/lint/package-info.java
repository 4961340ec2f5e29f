/**
 * What could be better in workflow files that can run: rules over the tree and over what its names
 * mean, and the mechanical changes that some of them make. Read {@link
 * io.trainmaster.dsl.lint.Linter} first; a rule is a class that implements {@link
 * io.trainmaster.dsl.lint.Rule}.
 */
@NullMarked
package io.trainmaster.dsl.lint;

import org.jspecify.annotations.NullMarked;
