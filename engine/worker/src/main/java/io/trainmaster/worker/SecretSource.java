package io.trainmaster.worker;

import java.util.Optional;

/**
 * Where secrets are kept. A secret is read when an attempt is launched that is given it, and goes
 * to the attempt's process and nowhere else. Safe for use from several threads.
 */
public interface SecretSource {

  /**
   * Variables of the engine with names that begin so are secrets: task processes don't see them.
   */
  String VARIABLE_PREFIX = "TRAINMASTER_SECRET_";

  /** The value of a secret; empty where there is none of the name. */
  Optional<String> secret(String name);

  /** How a person puts a secret there, in a sentence. */
  String howToAdd(String name);

  /** Has none. */
  static SecretSource none() {
    return new SecretSource() {
      @Override
      public Optional<String> secret(String name) {
        return Optional.empty();
      }

      @Override
      public String howToAdd(String name) {
        return "This engine was opened without secrets.";
      }
    };
  }
}
