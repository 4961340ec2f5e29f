/**
 * What an author of an operator implements and uses. Knows nothing of the engine and nothing but
 * the JDK, so that operators can be compiled and tested alone. Read {@link
 * io.trainmaster.job.Operator} first.
 */
@NullMarked
package io.trainmaster.job;

import org.jspecify.annotations.NullMarked;
