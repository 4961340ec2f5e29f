package io.trainmaster.cli.command;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.trainmaster.dsl.Compilation;
import io.trainmaster.dsl.diagnostic.Diagnostic;
import io.trainmaster.dsl.diagnostic.LocatedDiagnostic;
import io.trainmaster.dsl.source.SourceFile;
import java.util.List;
import java.util.Map;

/** Diagnostics as JSON. */
final class Diagnostics {
  private Diagnostics() {}

  static JsonNode json(Compilation compilation) {
    return json(compilation.file(), compilation.diagnostics());
  }

  static JsonNode json(SourceFile file, List<Diagnostic> diagnostics) {
    List<Map<String, Object>> maps =
        diagnostics.stream()
            .map(diagnostic -> new LocatedDiagnostic(file, diagnostic).toMap())
            .toList();
    return new ObjectMapper().valueToTree(maps);
  }
}
