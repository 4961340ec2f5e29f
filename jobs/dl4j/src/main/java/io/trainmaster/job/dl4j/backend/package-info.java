/**
 * Networks on Deeplearning4j: the only package that names its classes. Knows nothing of data sets,
 * files or Spark. Read {@link io.trainmaster.job.dl4j.backend.Dl4jBackend} first.
 */
@NullMarked
package io.trainmaster.job.dl4j.backend;

import org.jspecify.annotations.NullMarked;
