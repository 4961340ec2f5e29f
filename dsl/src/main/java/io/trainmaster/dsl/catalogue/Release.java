package io.trainmaster.dsl.catalogue;

/** The releases that bring what the language has and this version's engine does not. */
public final class Release {

  /** Runs that nobody starts by hand, and runs that start others. */
  public static final String UNATTENDED = "0.2";

  /** The way of a model into production. */
  public static final String SERVING = "0.3";

  /** Looking after a model in production. */
  public static final String MONITORING = "0.4";

  private Release() {}
}
