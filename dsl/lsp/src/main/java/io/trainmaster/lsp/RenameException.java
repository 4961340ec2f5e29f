package io.trainmaster.lsp;

/** A name that can't be changed, or not to that. The message is one sentence for the user. */
final class RenameException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  RenameException(String message) {
    super(message);
  }
}
