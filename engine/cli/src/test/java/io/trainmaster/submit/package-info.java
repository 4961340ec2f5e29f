/** Tests of what {@code spark-submit} starts. */
@NullMarked
package io.trainmaster.submit;

import org.jspecify.annotations.NullMarked;
