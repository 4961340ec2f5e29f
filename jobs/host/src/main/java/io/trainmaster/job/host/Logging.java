package io.trainmaster.job.host;

import io.trainmaster.job.AttemptId;

/**
 * Tells a logging library for which attempt a thread works.
 *
 * <p>Without Log4j there is nothing to tell: what libraries print goes the way of standard error.
 */
interface Logging {

  /** This thread, and those that it starts, work for an attempt. */
  void bind(AttemptId attempt);

  /** This thread works for none any more. */
  void unbind();

  /** Log4j, where it is on the class path. */
  static Logging install(Logs logs) {
    // Read by Log4j when it is loaded: threads that an operator starts work for its attempt.
    System.setProperty("log4j2.isThreadContextMapInheritable", "true");
    try {
      Class.forName("org.apache.logging.log4j.core.LoggerContext", false, loader());
    } catch (ClassNotFoundException noLog4j) {
      return new None();
    }
    return new Log4jRouting(logs);
  }

  private static ClassLoader loader() {
    return Logging.class.getClassLoader();
  }

  /** Nothing is told. */
  final class None implements Logging {
    @Override
    public void bind(AttemptId attempt) {}

    @Override
    public void unbind() {}
  }
}
