package io.trainmaster.job.dl4j;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.pmod;
import static org.apache.spark.sql.functions.xxhash64;

import io.trainmaster.job.Arguments;
import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * One part of a cross-validation. A hash of a row's values and the seed decides in which fold it
 * is, so that it is the same one whatever the order of the rows.
 *
 * @param fold which, from 0
 * @param folds of how many
 * @param seed the seed of the search
 */
record Fold(long fold, long folds, long seed) {

  /** What is asked for; empty where this is no part of a cross-validation. */
  static Optional<Fold> of(Arguments arguments) {
    return arguments.has("fold")
        ? Optional.of(
            new Fold(
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
    Stream<Column> values =
        Arrays.stream(rows.columns()).map(name -> col("`" + name.replace("`", "``") + "`"));
    return pmod(
        xxhash64(Stream.concat(Stream.of(lit(seed)), values).toArray(Column[]::new)), lit(folds));
  }
}
