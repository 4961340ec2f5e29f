package io.trainmaster.server;

import java.util.Optional;
import org.eclipse.jetty.server.Request;

/** The key of a request that may be sent again, and then counts once. */
final class RequestKey {

  /** The header that it stands in. */
  static final String HEADER = "Idempotency-Key";

  private static final int LONGEST = 200;

  private RequestKey() {}

  /** It is no key. */
  static final class Malformed extends RuntimeException {
    private static final long serialVersionUID = 1L;

    Malformed() {
      super("The %s has from 1 to %d characters.".formatted(HEADER, LONGEST));
    }
  }

  /**
   * The key of a request; empty where it has none.
   *
   * @throws Malformed where it is blank or too long
   */
  static Optional<String> of(Request request) {
    Optional<String> key = Optional.ofNullable(request.getHeaders().get(HEADER));
    if (key.filter(text -> text.isBlank() || text.length() > LONGEST).isPresent()) {
      throw new Malformed();
    }
    return key;
  }
}
