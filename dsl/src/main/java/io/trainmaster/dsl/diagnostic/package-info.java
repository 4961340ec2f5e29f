/**
 * What is wrong, where, and what to do about it: the diagnostics, their codes with the long
 * explanations, and how they are shown. Knows no grammar. Read {@link
 * io.trainmaster.dsl.diagnostic.Diagnostic} first.
 */
@NullMarked
package io.trainmaster.dsl.diagnostic;

import org.jspecify.annotations.NullMarked;
