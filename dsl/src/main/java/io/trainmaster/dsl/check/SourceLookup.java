package io.trainmaster.dsl.check;

import io.trainmaster.dsl.source.SourceFile;
import java.util.Optional;

/** Finds the files that a file imports. Implementations must not throw. */
public interface SourceLookup {

  /** Looks nowhere: what an import declares is unknown and fits everywhere. */
  SourceLookup NONE =
      new SourceLookup() {
        @Override
        public Optional<SourceFile> find(SourceFile from, String path) {
          return Optional.empty();
        }

        @Override
        public boolean isBlind() {
          return true;
        }
      };

  /**
   * An imported file; empty where there is none that can be read. A file has the same path whoever
   * imports it, since files are told apart by it.
   *
   * @param from the file that imports it
   * @param path as the import has it, relative to that file's folder
   */
  Optional<SourceFile> find(SourceFile from, String path);

  /** Whether it knows nothing of files, so that a file it doesn't find may be there. */
  default boolean isBlind() {
    return false;
  }
}
