package io.trainmaster.dsl.check;

import java.util.Optional;

/**
 * A file that another one imports.
 *
 * @param path what tells it from other files
 * @param scope what it declares; empty where it was not looked for or not found
 */
record ImportedFile(String path, Optional<FileScope> scope) {

  /** One of which nothing is known, so that everything fits. */
  static ImportedFile unknown(String path) {
    return new ImportedFile(path, Optional.empty());
  }

  boolean isUnknown() {
    return scope.isEmpty();
  }
}
