package io.trainmaster.job.spark.ingest;

import java.util.BitSet;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One record of delimited text.
 *
 * @param line the line it begins on, counted from 1
 * @param fields its fields' texts
 * @param quoted which fields stood between quotes
 * @param problem what is wrong with it as text; null where nothing is
 */
record CsvRecord(long line, List<String> fields, BitSet quoted, @Nullable String problem) {}
