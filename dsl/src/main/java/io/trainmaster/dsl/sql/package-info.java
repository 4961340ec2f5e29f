/**
 * What a query of Spark's SQL does with columns, found in its text by a parser of the field. What
 * the parser doesn't know, or can't be sure of, is left open: Spark's own analyzer has the last
 * word when the query runs. Read {@link io.trainmaster.dsl.sql.SqlReading} first.
 */
@NullMarked
package io.trainmaster.dsl.sql;

import org.jspecify.annotations.NullMarked;
