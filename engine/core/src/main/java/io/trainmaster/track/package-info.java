/**
 * What is recorded about runs and models, and the ports through which it is read and written. Read
 * {@link io.trainmaster.track.RunStore} first.
 */
@NullMarked
package io.trainmaster.track;

import org.jspecify.annotations.NullMarked;
