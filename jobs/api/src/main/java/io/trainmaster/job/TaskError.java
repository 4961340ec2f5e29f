package io.trainmaster.job;

/** What can go wrong in a task, with a number that is never used again for anything else. */
public enum TaskError {
  /** A file or folder that the workflow names is not there, or is not of the kind it should be. */
  SOURCE_MISSING(1, Kind.USER),
  /** A source can't be read as what the workflow says it is. */
  SOURCE_MALFORMED(2, Kind.USER),
  /** A source holds no rows. */
  SOURCE_EMPTY(3, Kind.USER),
  /** A column that the workflow names is not in the data. */
  COLUMN_MISSING(4, Kind.USER),
  /** The data is not of the schema that was declared. */
  SCHEMA_MISMATCH(5, Kind.USER),
  /** The data does not meet an expectation of {@code validate}. */
  EXPECTATION_FAILED(6, Kind.USER),
  /** The label can't be learned from: one value, nulls, more classes than rows. */
  LABEL_UNUSABLE(7, Kind.USER),
  /** No column can be learned from. */
  FEATURES_UNUSABLE(8, Kind.USER),
  /** An argument's value makes no sense for this data. */
  ARGUMENT_INVALID(9, Kind.USER),
  /** A query is wrong. */
  QUERY_INVALID(10, Kind.USER),
  /** A network's layers don't fit each other or the data. */
  NETWORK_INVALID(11, Kind.USER),
  /** A command ended with an exit code other than 0. */
  COMMAND_FAILED(12, Kind.USER),
  /** A metric that was asked for can't be computed from this data. */
  METRIC_UNDEFINED(13, Kind.USER),
  /** Training went astray: a loss that is not a number. */
  TRAINING_DIVERGED(14, Kind.USER),
  /** The operator can't use a device that it was given; the next alternative is tried. */
  DEVICE_UNSUPPORTED(15, Kind.USER),
  /** The process ran out of memory. */
  OUT_OF_MEMORY(101, Kind.RESOURCES),
  /** The disk is full. */
  DISK_FULL(102, Kind.RESOURCES),
  /** A service that the task needs does not answer. */
  SERVICE_UNAVAILABLE(201, Kind.INFRASTRUCTURE),
  /** An application was lost with the cluster or the machine that it ran on. */
  APPLICATION_LOST(202, Kind.INFRASTRUCTURE),
  /** The attempt was asked to stop. */
  CANCELLED(301, Kind.USER),
  /** A defect of the operator. */
  BUG(901, Kind.BUG);

  private final int number;
  private final Kind kind;

  TaskError(int number, Kind kind) {
    this.number = number;
    this.kind = kind;
  }

  /** The code that people see and search for, such as {@code T0004}. */
  public String code() {
    return "T%04d".formatted(number);
  }

  /** Who must act. */
  public Kind kind() {
    return kind;
  }

  /** Who must act. */
  public enum Kind {
    /** The author of the workflow or the owner of the data. */
    USER,
    /** More of something is needed. */
    RESOURCES,
    /** The operator of the machines. */
    INFRASTRUCTURE,
    /** We. */
    BUG
  }
}
