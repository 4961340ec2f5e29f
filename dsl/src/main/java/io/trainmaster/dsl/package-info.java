/**
 * The workflow language as one call: text in, diagnostics and graphs out. Read {@link
 * io.trainmaster.dsl.WorkflowCompiler} first; what stands behind it is in the packages below, each
 * of which knows only those before it: source, diagnostic, syntax, type, catalogue, check, compile.
 * What was compiled can be tested with the package test; lint tells what could be better.
 */
@NullMarked
package io.trainmaster.dsl;

import org.jspecify.annotations.NullMarked;
