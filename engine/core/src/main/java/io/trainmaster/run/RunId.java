package io.trainmaster.run;

/** The name of a run: the workflow's name and a number, such as {@code churn-7}. */
public record RunId(String value) {

  @Override
  public String toString() {
    return value;
  }
}
