/** Ingest of real files: good ones, and every kind of bad one. */
@NullMarked
package io.trainmaster.job.spark.submit;

import org.jspecify.annotations.NullMarked;
