/**
 * Checked workflows to graphs. Knows no text: what it is given is sound. Read {@link
 * io.trainmaster.dsl.compile.GraphCompiler} first.
 */
@NullMarked
package io.trainmaster.dsl.compile;

import org.jspecify.annotations.NullMarked;
