package io.trainmaster.job.spark.train;

import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.pmod;
import static org.apache.spark.sql.functions.xxhash64;

import io.trainmaster.job.Arguments;
import io.trainmaster.job.spark.data.Columns;
import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * One part of a cross-validation: a row is in the fold that a hash of its values and the seed
 * names, so it is the same one whatever the order and the partitions of the rows.
 *
 * @param fold which, from 0
 * @param folds of how many
 * @param seed the seed of the search
 */
record Folds(long fold, long folds, long seed) {

  /** What the engine asks for; empty where this is no part of a cross-validation. */
  static Optional<Folds> of(Arguments arguments) {
    return arguments.has("fold")
        ? Optional.of(
            new Folds(
                arguments.integer("fold"),
                arguments.integer("folds"),
                arguments.integer("fold_seed")))
        : Optional.empty();
  }

  /** The rows to measure on. */
  Dataset<Row> inside(Dataset<Row> rows) {
    return rows.where(number(rows).equalTo(fold));
  }

  /** The rows to learn from. */
  Dataset<Row> outside(Dataset<Row> rows) {
    return rows.where(number(rows).notEqual(fold));
  }

  private Column number(Dataset<Row> rows) {
    Column[] values =
        Stream.concat(Stream.of(lit(seed)), Arrays.stream(rows.columns()).map(Columns::named))
            .toArray(Column[]::new);
    return pmod(xxhash64(values), lit(folds));
  }
}
