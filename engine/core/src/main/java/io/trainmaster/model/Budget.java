package io.trainmaster.model;

import java.time.Duration;

/**
 * How much work the runs of a call may take in a time; where it is used up, the call is skipped.
 *
 * @param device whose time is counted
 * @param work processor time, all devices together
 */
public record Budget(Device device, Duration work, Period per) {

  /** What does the work. */
  public enum Device {
    CPU,
    GPU
  }

  /** The calendar time after which a budget begins anew. */
  public enum Period {
    DAY,
    WEEK,
    MONTH
  }
}
