package io.trainmaster.cli.console;

/** How data is written. */
public enum Output {
  /** For people. */
  table,
  /** For programs: one JSON value, or one on each line where there is a stream of them. */
  json,
  /** Diagnostics for programs that show them: SARIF 2.1.0. */
  sarif
}
