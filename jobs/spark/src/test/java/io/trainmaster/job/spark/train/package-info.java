/** Training on small data whose signal is known. */
@NullMarked
package io.trainmaster.job.spark.train;

import org.jspecify.annotations.NullMarked;
