package io.trainmaster.job.network.training;

/** What the numbers of an output layer mean. */
public final class Answers {

  private Answers() {}

  /**
   * The probability of each class.
   *
   * @param answers of the output layer, one example after the other
   * @param units of the output layer: one for each class, or one for the second of two
   */
  public static double[] probabilities(float[] answers, int row, int units) {
    if (units == 1) {
      double second = answers[row];
      return new double[] {1 - second, second};
    }
    double[] probabilities = new double[units];
    for (int unit = 0; unit < units; unit++) {
      probabilities[unit] = answers[row * units + unit];
    }
    return probabilities;
  }

  /**
   * The index of the largest number; the last of equals, so that a tie at 0.5 is the positive
   * class.
   */
  static int largest(double[] numbers) {
    int largest = 0;
    for (int i = 1; i < numbers.length; i++) {
      if (numbers[i] >= numbers[largest]) {
        largest = i;
      }
    }
    return largest;
  }
}
