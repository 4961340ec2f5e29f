package io.trainmaster.job.network;

/**
 * When to stop before the last epoch; the weights of the best epoch are kept then.
 *
 * @param metric what to watch, such as {@code validation.loss}
 * @param patience after how many epochs without a better value
 */
public record EarlyStop(String metric, int patience) {

  /** Whether a value is better than another one. */
  public boolean better(double value, double than) {
    return lowerIsBetter() ? value < than : value > than;
  }

  private boolean lowerIsBetter() {
    return metric.endsWith("loss") || metric.endsWith("rmse") || metric.endsWith("mae");
  }
}
