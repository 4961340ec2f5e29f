/**
 * Operators between ingest and training: expectations, splits, queries. What they give depends on
 * the rows they are given and on nothing else. Read {@link io.trainmaster.job.spark.prepare.Split}
 * first.
 */
@NullMarked
package io.trainmaster.job.spark.prepare;

import org.jspecify.annotations.NullMarked;
