package io.trainmaster.dsl.catalogue;

/** A catalogue that can't be read: a bug of whoever wrote a signature, not of a workflow. */
public final class CatalogueException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  /** With the diagnostics as people read them. */
  public CatalogueException(String diagnostics) {
    super("The operator catalogue is faulty, which is a bug.\n" + diagnostics);
  }
}
