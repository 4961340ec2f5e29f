/** What a model says of itself, written and read. */
@NullMarked
package io.trainmaster.job.spark.model;

import org.jspecify.annotations.NullMarked;
