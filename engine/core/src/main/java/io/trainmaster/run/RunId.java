package io.trainmaster.run;

import org.jspecify.annotations.Nullable;

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

  // By hand: very many maps are asked for runs, and those that Java makes for a record take longer.
  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof RunId id && value.equals(id.value);
  }

  @Override
  public int hashCode() {
    return value.hashCode();
  }

  @Override
  public String toString() {
    return value;
  }
}
