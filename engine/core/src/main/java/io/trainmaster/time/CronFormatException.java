package io.trainmaster.time;

/** A text that is no cron expression. */
public final class CronFormatException extends IllegalArgumentException {

  private static final long serialVersionUID = 1L;

  private final transient CronFault fault;

  CronFormatException(CronFault fault) {
    super(fault.sentence());
    this.fault = fault;
  }

  /** What is wrong, and where. */
  public CronFault fault() {
    return fault;
  }
}
