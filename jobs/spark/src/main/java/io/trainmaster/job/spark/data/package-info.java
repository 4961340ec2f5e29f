/**
 * How rows lie in a {@code Dataset} artifact: the same rows give the same files, byte for byte,
 * whatever machine wrote them. Knows no operator. Read {@link
 * io.trainmaster.job.spark.data.Datasets} first.
 */
@NullMarked
package io.trainmaster.job.spark.data;

import org.jspecify.annotations.NullMarked;
