package io.trainmaster.dsl.check;

import io.trainmaster.dsl.catalogue.OperatorSignature;
import io.trainmaster.dsl.catalogue.ParameterSignature;
import io.trainmaster.dsl.type.Type;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Names what an imported file declares as the file that imports it sees it. */
final class Qualifier {

  private final String alias;
  private final ImportedFile imported;
  private final Map<String, ImportedFile> imports;

  /**
   * @param imports all files that the importing file imports
   */
  Qualifier(String alias, ImportedFile imported, Map<String, ImportedFile> imports) {
    this.alias = alias;
    this.imported = imported;
    this.imports = imports;
  }

  OperatorSignature operator(OperatorSignature operator) {
    return operator.as(
        alias + "." + operator.name(), parameters(operator.parameters()), type(operator.result()));
  }

  WorkflowSignature workflow(WorkflowSignature workflow) {
    return new WorkflowSignature(
        alias + "." + workflow.name(),
        parameters(workflow.parameters()),
        workflow.result().map(this::type),
        workflow.text(),
        workflow.documentation());
  }

  private List<ParameterSignature> parameters(List<ParameterSignature> parameters) {
    return parameters.stream()
        .map(
            one ->
                new ParameterSignature(
                    one.name(), type(one.type()), one.defaultValue(), one.documentation()))
        .toList();
  }

  private Type type(Type type) {
    if (type instanceof Type.Nominal nominal && nominal.schema().isPresent()) {
      return new Type.Nominal(nominal.name(), nominal.schema().map(this::schema));
    } else if (type instanceof Type.Maybe maybe) {
      return new Type.Maybe(type(maybe.of()));
    } else if (type instanceof Type.ListOf list) {
      return new Type.ListOf(type(list.element()));
    } else if (type instanceof Type.RecordOf fields) {
      Map<String, Type> all = new LinkedHashMap<>();
      fields.fields().forEach((name, field) -> all.put(name, type(field)));
      return new Type.RecordOf(all);
    }
    return type;
  }

  /** A schema that both files import has the name that the importing file gives it. */
  private String schema(String name) {
    int dot = name.indexOf('.');
    Optional<String> path =
        dot < 0
            ? Optional.empty()
            : imported
                .scope()
                .flatMap(file -> file.imported(name.substring(0, dot)))
                .map(ImportedFile::path);
    for (Map.Entry<String, ImportedFile> other : imports.entrySet()) {
      if (path.isPresent() && other.getValue().path().equals(path.get())) {
        return other.getKey() + name.substring(dot);
      }
    }
    return alias + "." + name;
  }
}
