package io.trainmaster.dsl;

import io.trainmaster.dsl.catalogue.Catalogue;
import io.trainmaster.dsl.check.SchemaLookup;
import io.trainmaster.dsl.source.SourceFile;
import java.util.List;

/** Text to graphs. Immutable; safe for use from several threads. */
public final class WorkflowCompiler {

  private final Catalogue catalogue;

  /**
   * @param catalogue the operators that workflows may call
   */
  public WorkflowCompiler(Catalogue catalogue) {
    this.catalogue = catalogue;
  }

  /** The operators that workflows may call. */
  public Catalogue catalogue() {
    return catalogue;
  }

  /** Checks and compiles a file. All faults come at once; no text makes it throw. */
  public Compilation compile(SourceFile file, SchemaLookup schemas) {
    return new Compilation(file, List.of(), List.of());
  }
}
