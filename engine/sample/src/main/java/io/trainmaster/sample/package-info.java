/**
 * Makes data to begin with, so that a first run needs no download: customers, some of whom leave,
 * and images of digits. The same rows and seed give the same content on every machine. Knows
 * nothing of workflows or of how the data is used. Read {@link io.trainmaster.sample.Samples}
 * first.
 */
@NullMarked
package io.trainmaster.sample;

import org.jspecify.annotations.NullMarked;
