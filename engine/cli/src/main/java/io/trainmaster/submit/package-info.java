/**
 * What {@code spark-submit} starts: needs nothing but the JDK, since Spark loads it beside its own
 * jars. Read {@link io.trainmaster.submit.SubmitMain} first.
 */
@NullMarked
package io.trainmaster.submit;

import org.jspecify.annotations.NullMarked;
