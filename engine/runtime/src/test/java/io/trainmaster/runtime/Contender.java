package io.trainmaster.runtime;

/** What runs loads durably, and is measured at it. */
interface Contender extends AutoCloseable {

  String name();

  /** The largest load that is worth its time. */
  int mostTasks();

  /**
   * Runs a load to its end, which is durable then.
   *
   * @return the seconds it took
   * @throws IllegalStateException where it did not end well, or not each body ran once
   */
  double run(Load load) throws Exception;

  @Override
  void close() throws Exception;
}
