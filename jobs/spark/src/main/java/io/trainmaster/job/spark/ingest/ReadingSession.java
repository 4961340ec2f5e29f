package io.trainmaster.job.spark.ingest;

import org.apache.spark.sql.SparkSession;

/** Sessions for reading foreign files, which may be large and are split among tasks. */
final class ReadingSession {

  private ReadingSession() {}

  /** A session beside another one, of the same process and with Spark's own sizes of splits. */
  static SparkSession beside(SparkSession session) {
    SparkSession own = session.newSession();
    own.conf().set("spark.sql.files.maxPartitionBytes", "128m");
    own.conf().set("spark.sql.files.openCostInBytes", "4m");
    return own;
  }
}
