package io.trainmaster.job;

/**
 * Something that a workflow can call. Operators are found by {@link java.util.ServiceLoader}; one
 * instance serves every attempt in its process, from several threads at a time.
 */
public interface Operator {

  /**
   * The operator's declaration in the workflow language: its documentation, parameters, result and
   * block keys. The build collects the declarations of a module into its catalogue, which is all
   * that the checker knows about operators.
   */
  String signature();

  /**
   * Runs one attempt. What it gives goes out through the context.
   *
   * @throws TaskException where someone outside this code can mend the cause
   * @throws Exception anything else is reported as a bug of the operator
   */
  void run(TaskContext context) throws Exception;
}
