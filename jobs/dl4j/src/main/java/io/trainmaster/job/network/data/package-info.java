/**
 * Rows in memory, and how their columns become the numbers that a network reads. Knows neither
 * Spark nor any framework that runs networks. Read {@link io.trainmaster.job.network.data.Encoding}
 * first.
 */
@NullMarked
package io.trainmaster.job.network.data;

import org.jspecify.annotations.NullMarked;
