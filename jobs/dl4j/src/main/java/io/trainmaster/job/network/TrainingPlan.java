package io.trainmaster.job.network;

import java.util.Optional;

/**
 * How a network is trained.
 *
 * @param epochs how often every example is seen, at most
 * @param batch how many examples a minibatch has
 * @param l2 the factor of the squared weights in the loss; 0 for none
 * @param checkpointEvery after how many epochs the state of the training is written down
 */
public record TrainingPlan(
    Optimizer optimizer,
    RateSchedule schedule,
    int epochs,
    int batch,
    double l2,
    Optional<EarlyStop> earlyStop,
    int checkpointEvery,
    long seed) {

  /**
   * The learning rate of an epoch.
   *
   * @param epoch counted from 0
   */
  public double rate(int epoch) {
    return optimizer.rate() * schedule.factor(epoch, epochs);
  }
}
