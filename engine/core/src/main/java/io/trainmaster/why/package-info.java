/**
 * Why a task waits, and what would start it. Read {@link io.trainmaster.why.Explainer} first. What
 * goes on is taken in as it is recorded, by a scheduler of its own, which shows what it would do;
 * so what is said is what the engine goes by, and a change that is proposed has been tried.
 */
@NullMarked
package io.trainmaster.why;

import org.jspecify.annotations.NullMarked;
