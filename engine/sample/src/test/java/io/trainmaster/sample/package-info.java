/** Tests of the samples: what they hold, and that the same seed gives the same content. */
@NullMarked
package io.trainmaster.sample;

import org.jspecify.annotations.NullMarked;
