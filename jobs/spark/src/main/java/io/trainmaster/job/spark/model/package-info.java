/**
 * What a model is on disk, and the rows that it scored. Shared by training and evaluation; knows
 * neither. Read {@link io.trainmaster.job.spark.model.ModelDescription} first.
 */
@NullMarked
package io.trainmaster.job.spark.model;

import org.jspecify.annotations.NullMarked;
