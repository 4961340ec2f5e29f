/** Whose turn it is. */
@NullMarked
package io.trainmaster.queue;

import org.jspecify.annotations.NullMarked;
