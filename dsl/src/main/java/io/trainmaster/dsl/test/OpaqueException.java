package io.trainmaster.dsl.test;

/** Something was computed with a value that no fake says. */
final class OpaqueException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final transient Opaque opaque;

  OpaqueException(Opaque opaque) {
    super("`" + opaque.label() + "` is not faked.");
    this.opaque = opaque;
  }

  Opaque opaque() {
    return opaque;
  }
}
