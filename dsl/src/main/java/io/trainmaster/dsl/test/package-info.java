/**
 * Runs the tests of workflow files on the core that runs workflows: fakes in place of operators, a
 * clock that jumps, a machine that is made up. No processes, no waiting; the same test always goes
 * the same way. Read {@link io.trainmaster.dsl.test.TestRunner} first.
 */
@NullMarked
package io.trainmaster.dsl.test;

import org.jspecify.annotations.NullMarked;
