/** Plans and pipelines from small tables. */
@NullMarked
package io.trainmaster.job.spark.features;

import org.jspecify.annotations.NullMarked;
