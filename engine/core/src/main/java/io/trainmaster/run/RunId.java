package io.trainmaster.run;

/** The name of a run: the workflow's name and a number, such as {@code churn-7}. */
public record RunId(String value) {

  /** A workflow's run by its number, from 1. */
  public static RunId of(String workflow, int number) {
    return new RunId(workflow + "-" + number);
  }

  /** The run's number among those of its workflow; 0 where its name has none. */
  public int number() {
    String digits = value.substring(value.lastIndexOf('-') + 1);
    return digits.matches("[0-9]{1,9}") ? Integer.parseInt(digits) : 0;
  }

  @Override
  public String toString() {
    return value;
  }
}
