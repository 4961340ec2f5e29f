package io.trainmaster.replay.jobs;

/** How far a job is. Changed by {@link JobReplay} alone; orders read it. */
public final class JobState {

  private final TraceJob job;
  private final double overheadSeconds;
  private double remainingIterations;
  private double executedSeconds;
  private double lastSeen;
  private boolean running;

  JobState(TraceJob job) {
    this.job = job;
    this.overheadSeconds = RestartOverhead.seconds(job);
    this.remainingIterations = job.iterations();
    this.lastSeen = job.submitSeconds();
  }

  /** The job as it is in the trace. */
  public TraceJob job() {
    return job;
  }

  /** How much longer it would run undisturbed, which an order may only use that claims to know. */
  public double remainingSeconds() {
    return remainingIterations * job.iterationSeconds();
  }

  /** When it would end if it went on running from the last event on. */
  double expectedEnd() {
    return lastSeen + remainingSeconds();
  }

  /** How long it has held its GPUs so far. */
  public double executedSeconds() {
    return executedSeconds;
  }

  /** Whether it holds its GPUs now. */
  public boolean running() {
    return running;
  }

  /**
   * Lets time pass up to an event. What runs loses its overhead at every event, be it interrupted
   * there or not: a quirk of the published program that figures can't be compared without.
   */
  void advance(double now) {
    if (running) {
      double worked = Math.max(now - lastSeen - overheadSeconds, 0);
      remainingIterations -= worked / job.iterationSeconds();
      // Added before it is taken away: the limits of queues are met in the last digit or not.
      executedSeconds = executedSeconds + now - lastSeen;
    }
    lastSeen = now;
  }

  void run(boolean placed) {
    running = placed;
  }
}
