package io.trainmaster.channel;

import io.trainmaster.worker.SecretSource;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;

/** The secrets that one attempt reads, which are in nothing that is said of it. For one thread. */
final class SentSecrets {

  private static final String MASK = "***";

  private final SecretSource source;
  private final Set<String> read = new LinkedHashSet<>();

  SentSecrets(SecretSource source) {
    this.source = source;
  }

  /** A secret that isn't there. */
  static final class MissingException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private MissingException(String message) {
      super(message);
    }
  }

  /**
   * The value of a secret.
   *
   * @throws MissingException where there is none of the name
   */
  String read(String name) {
    String value =
        source
            .secret(name)
            .orElseThrow(
                () ->
                    new MissingException(
                        "There is no secret `" + name + "`. " + source.howToAdd(name)));
    if (!value.isEmpty()) {
      read.add(value);
    }
    return value;
  }

  Optional<String> read(Optional<String> name) {
    return name.map(this::read);
  }

  /** A text without what was read. */
  String masked(String text) {
    String masked = text;
    for (String value : read) {
      masked = masked.replace(value, MASK);
    }
    return masked;
  }
}
