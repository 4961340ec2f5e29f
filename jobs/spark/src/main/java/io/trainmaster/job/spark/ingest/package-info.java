/**
 * Operators that bring data in: delimited text, Parquet, JSON, tables over JDBC, images. Each reads
 * its source through once before it writes anything, so that bad input is one message with its
 * place. Knows nothing of training. Read {@link io.trainmaster.job.spark.ingest.CsvIngest} first.
 */
@NullMarked
package io.trainmaster.job.spark.ingest;

import org.jspecify.annotations.NullMarked;
