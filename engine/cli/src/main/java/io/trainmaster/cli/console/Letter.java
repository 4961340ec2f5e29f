package io.trainmaster.cli.console;

/**
 * An error as people are shown it.
 *
 * @param code a stable code, such as {@code T0004}; or empty
 * @param message one sentence
 * @param place a file with a line, a flag, a row; or empty
 * @param mend what to do; or empty
 */
public record Letter(String code, String message, String place, String mend) {}
