/** The layout of data sets is the same whatever wrote it. */
@NullMarked
package io.trainmaster.job.spark.data;

import org.jspecify.annotations.NullMarked;
