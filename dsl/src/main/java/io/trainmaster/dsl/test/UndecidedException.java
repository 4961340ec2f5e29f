package io.trainmaster.dsl.test;

/** The run came to a decision on a value that no fake says. */
final class UndecidedException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final transient Opaque opaque;
  private final int line;

  /**
   * @param line the line of the workflow that decides, counted from 1
   */
  UndecidedException(Opaque opaque, int line) {
    super("`" + opaque.label() + "` is not faked.");
    this.opaque = opaque;
    this.line = line;
  }

  Opaque opaque() {
    return opaque;
  }

  int line() {
    return line;
  }
}
