package io.trainmaster.dsl.catalogue;

import io.trainmaster.dsl.source.SourceFile;
import java.util.List;

/** The operators and the types that a workflow can use. Immutable. */
public final class Catalogue {

  private final List<SourceFile> files;

  private Catalogue(List<SourceFile> files) {
    this.files = files;
  }

  /** Reads the catalogues of the jobs modules. */
  public static Catalogue read(List<SourceFile> files) {
    return new Catalogue(List.copyOf(files));
  }

  /** Where it was read from. */
  public List<SourceFile> files() {
    return files;
  }
}
