package io.trainmaster.json;

import org.jspecify.annotations.Nullable;

/** A text that is not the JSON of what was to be read from it. */
public final class JsonFormatException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  /** With a sentence that says what is wrong and where. */
  public JsonFormatException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
