package io.trainmaster.cli.command;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.trainmaster.dsl.Compilation;
import io.trainmaster.dsl.diagnostic.LocatedDiagnostic;
import java.util.List;
import java.util.Map;

/** Diagnostics as JSON. */
final class Diagnostics {
  private Diagnostics() {}

  static JsonNode json(Compilation compilation) {
    List<Map<String, Object>> maps =
        compilation.diagnostics().stream()
            .map(diagnostic -> new LocatedDiagnostic(compilation.file(), diagnostic).toMap())
            .toList();
    return new ObjectMapper().valueToTree(maps);
  }

  static JsonNode json(LocatedDiagnostic diagnostic) {
    return new ObjectMapper().valueToTree(diagnostic.toMap());
  }
}
