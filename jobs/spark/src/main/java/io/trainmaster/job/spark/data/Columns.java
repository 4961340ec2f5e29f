package io.trainmaster.job.spark.data;

import static org.apache.spark.sql.functions.col;

import org.apache.spark.sql.Column;

/** Columns by their plain names. */
public final class Columns {

  private Columns() {}

  /** The column of a name that is taken as it stands, whatever dots and quotes are in it. */
  public static Column named(String name) {
    return col("`" + name.replace("`", "``") + "`");
  }
}
