package io.trainmaster.dsl.check;

import io.trainmaster.dsl.catalogue.Catalogue;
import io.trainmaster.dsl.catalogue.OperatorSignature;
import io.trainmaster.dsl.catalogue.ParameterSignature;
import io.trainmaster.dsl.catalogue.SignatureReader;
import io.trainmaster.dsl.diagnostic.Code;
import io.trainmaster.dsl.diagnostic.Diagnostic;
import io.trainmaster.dsl.diagnostic.Diagnostics;
import io.trainmaster.dsl.source.Span;
import io.trainmaster.dsl.syntax.ItemSyntax;
import io.trainmaster.dsl.syntax.NameSyntax;
import io.trainmaster.dsl.syntax.ParameterSyntax;
import io.trainmaster.dsl.syntax.PathSyntax;
import io.trainmaster.dsl.syntax.SyntaxTree;
import io.trainmaster.dsl.type.ScalarKind;
import io.trainmaster.dsl.type.Type;
import io.trainmaster.dsl.type.TypeReader;
import io.trainmaster.model.Value;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What a file declares, beside what the catalogue offers. */
final class FileScope {

  private final SyntaxTree tree;
  private final Catalogue catalogue;
  private final SchemaLookup lookup;
  private final Diagnostics diagnostics;
  private final TypeReader types;
  private final Map<String, Span> taken = new HashMap<>();
  private final Map<String, List<Column>> schemas = new LinkedHashMap<>();
  private final Map<String, OperatorSignature> operators = new LinkedHashMap<>();
  private final Map<String, ItemSyntax.Operator> operatorSyntax = new HashMap<>();
  private final Map<String, UserOperator> userOperators = new HashMap<>();
  private final Map<String, ItemSyntax.Workflow> workflows = new LinkedHashMap<>();
  private final Map<String, ImportedFile> imports;
  private final Map<String, WorkflowSignature> signatures = new HashMap<>();
  private final Map<String, CheckedWorkflow> sound = new HashMap<>();
  private final Symbols symbols = new Symbols();

  /**
   * @param imports the imported files by their names in this one
   */
  FileScope(
      SyntaxTree tree,
      Catalogue catalogue,
      SchemaLookup lookup,
      Map<String, ImportedFile> imports,
      Diagnostics diagnostics) {
    this.tree = tree;
    this.catalogue = catalogue;
    this.lookup = lookup;
    this.imports = imports;
    this.diagnostics = diagnostics;
    for (ItemSyntax item : tree.items()) {
      if (item instanceof ItemSyntax.Schema schema && claim(schema.name(), "schema")) {
        schemas.put(schema.name().text(), List.of());
      }
    }
    imports.forEach(this::declare);
    this.types = typeReader(diagnostics);
    tree.items().forEach(this::declare);
    new DeclarationSymbols(this).collect();
  }

  private TypeReader typeReader(Diagnostics told) {
    Set<String> unknown = new HashSet<>();
    imports.forEach(
        (name, file) -> {
          if (file.isUnknown()) {
            unknown.add(name);
          }
        });
    return new TypeReader(catalogue.typeNames(), schemas.keySet(), unknown, told);
  }

  /** What an imported file declares, under the name that it is imported as. */
  private void declare(String alias, ImportedFile imported) {
    imported
        .scope()
        .ifPresent(
            file -> {
              Qualifier names = new Qualifier(alias, imported, imports);
              for (String schema : file.ownSchemas()) {
                schemas.put(alias + "." + schema, file.schemas().getOrDefault(schema, List.of()));
              }
              file.ownOperators()
                  .forEach(
                      operator ->
                          operators.put(alias + "." + operator.name(), names.operator(operator)));
            });
  }

  private List<String> ownSchemas() {
    return schemas.keySet().stream().filter(name -> name.indexOf('.') < 0).toList();
  }

  private List<OperatorSignature> ownOperators() {
    return operators.entrySet().stream()
        .filter(operator -> operatorSyntax.containsKey(operator.getKey()))
        .map(Map.Entry::getValue)
        .toList();
  }

  private void declare(ItemSyntax item) {
    if (item instanceof ItemSyntax.Schema schema) {
      schemas.put(schema.name().text(), columns(schema));
    } else if (item instanceof ItemSyntax.Operator operator) {
      OperatorSignature signature = signatures().head(operator);
      if (claim(operator.name().first(), "operator")) {
        operators.put(signature.name(), signature);
        operatorSyntax.put(signature.name(), operator);
      }
    } else if (item instanceof ItemSyntax.Workflow workflow) {
      if (claim(workflow.name(), "workflow")) {
        workflows.put(workflow.name().text(), workflow);
      }
    } else if (item instanceof ItemSyntax.Import imported) {
      claim(imported.name(), "import");
    }
  }

  private boolean claim(NameSyntax name, String what) {
    Span before = name.text().isEmpty() ? null : taken.putIfAbsent(name.text(), name.span());
    if (before != null && !before.equals(name.span())) {
      diagnostics.add(
          new Diagnostic(
                  Code.DUPLICATE_NAME,
                  "The name `" + name.text() + "` of this " + what + " is taken.",
                  name.span())
              .withNote(before, "taken here"));
      return false;
    }
    return !name.text().isEmpty();
  }

  private List<Column> columns(ItemSyntax.Schema schema) {
    Map<String, NameSyntax> seen = new HashMap<>();
    List<Column> columns = new ArrayList<>();
    for (ParameterSyntax field : schema.fields()) {
      NameSyntax first = seen.putIfAbsent(field.name().text(), field.name());
      if (first != null) {
        diagnostics.add(
            new Diagnostic(
                    Code.DUPLICATE_COLUMN,
                    "There is already a column `" + field.name().text() + "`.",
                    field.name().span())
                .withNote(first.span(), "the first of that name"));
        continue;
      }
      Type type = types.read(field);
      boolean storable = type.present().scalar().filter(FileScope::canBeStored).isPresent();
      if (!storable && !type.isUnknown()) {
        diagnostics.add(
            Code.TYPE_MISMATCH,
            field.type().span(),
            "A column can't be of type " + type.present().text() + ".");
      }
      columns.add(new Column(field.name().text(), type.present().widened().text(), type.isMaybe()));
    }
    // Many symbols hold it: a copy of an immutable list is itself.
    return List.copyOf(columns);
  }

  private static boolean canBeStored(ScalarKind kind) {
    return switch (kind) {
      case INT, FLOAT, BOOL, STRING, DATE, INSTANT, BYTES, DURATION -> true;
      default -> false;
    };
  }

  SyntaxTree tree() {
    return tree;
  }

  Catalogue catalogue() {
    return catalogue;
  }

  SchemaLookup lookup() {
    return lookup;
  }

  Diagnostics diagnostics() {
    return diagnostics;
  }

  /** What names mean, for editors. */
  Symbols symbols() {
    return symbols;
  }

  TypeReader types() {
    return types;
  }

  SignatureReader signatures() {
    return new SignatureReader(types, diagnostics);
  }

  Map<String, List<Column>> schemas() {
    return schemas;
  }

  Map<String, ItemSyntax.Workflow> workflows() {
    return workflows;
  }

  /** Whether a name stands for an imported file. */
  boolean isImport(String name) {
    return imports.containsKey(name);
  }

  /** The imported file with a name. */
  Optional<ImportedFile> imported(String name) {
    return Optional.ofNullable(imports.get(name));
  }

  /** Whether a path is into an imported file of which nothing is known. */
  boolean isOpen(PathSyntax path) {
    return imported(path.first().text()).filter(ImportedFile::isUnknown).isPresent();
  }

  /** The workflow that can be called by a name: of this file, or of one that it imports. */
  Optional<WorkflowSignature> workflow(String name) {
    ItemSyntax.Workflow own = workflows.get(name);
    if (own != null) {
      return Optional.of(signatures.computeIfAbsent(name, known -> signature(own)));
    }
    int dot = name.indexOf('.');
    return dot < 0
        ? Optional.empty()
        : imported(name.substring(0, dot)).flatMap(file -> workflow(name, dot, file));
  }

  private Optional<WorkflowSignature> workflow(String name, int dot, ImportedFile imported) {
    Qualifier names = new Qualifier(name.substring(0, dot), imported, imports);
    return imported
        .scope()
        .filter(file -> file.workflows.containsKey(name.substring(dot + 1)))
        .flatMap(file -> file.workflow(name.substring(dot + 1)))
        .map(names::workflow);
  }

  /** What is wrong with the declaration is told where it is checked, and not for every call. */
  private WorkflowSignature signature(ItemSyntax.Workflow workflow) {
    Diagnostics quiet = new Diagnostics();
    TypeReader reader = typeReader(quiet);
    List<ParameterSignature> parameters = new ArrayList<>();
    Map<String, ParameterSyntax> written = new HashMap<>();
    workflow.parameters().forEach(one -> written.putIfAbsent(one.name().text(), one));
    for (ParameterSignature one :
        new SignatureReader(reader, quiet).parameters(workflow.parameters())) {
      ParameterSyntax syntax = written.get(one.name());
      boolean found = syntax != null && syntax.defaultValue().isPresent();
      Optional<Value> value =
          one.defaultValue().or(() -> found ? Optional.of(Value.ABSENT) : Optional.empty());
      parameters.add(new ParameterSignature(one.name(), one.type(), value, one.documentation()));
    }
    return new WorkflowSignature(
        workflow.name().text(),
        parameters,
        workflow.result().map(reader::read),
        DeclarationSymbols.text(workflow, tree.file()),
        workflow.documentation());
  }

  /** The operator of this file, or of one that it imports, with a name. */
  Optional<UserOperator> userOperator(String name) {
    ItemSyntax.Operator syntax = operatorSyntax.get(name);
    OperatorSignature signature = operators.get(name);
    int dot = name.indexOf('.');
    if (syntax == null || signature == null) {
      return dot < 0
          ? Optional.empty()
          : imported(name.substring(0, dot))
              .flatMap(ImportedFile::scope)
              .flatMap(file -> file.userOperator(name.substring(dot + 1)));
    }
    UserOperator known = userOperators.get(name);
    if (known == null) {
      known = new OperatorChecker(this, syntax, signature).check();
      userOperators.put(name, known);
    }
    return Optional.of(known);
  }

  /** Keeps the workflows that are without faults, for those that call them. */
  void complete(List<CheckedWorkflow> checked) {
    checked.forEach(workflow -> sound.put(workflow.name(), workflow));
  }

  /** The workflow with a name, once it has been checked and where it has no faults. */
  Optional<CheckedWorkflow> checked(String name) {
    int dot = name.indexOf('.');
    return dot < 0
        ? Optional.ofNullable(sound.get(name))
        : imported(name.substring(0, dot))
            .flatMap(ImportedFile::scope)
            .flatMap(file -> file.checked(name.substring(dot + 1)));
  }

  /** The columns of a dataset whose type names a schema. */
  Optional<List<Column>> columns(Type type) {
    return type.present() instanceof Type.Nominal nominal
        ? nominal.schema().map(schemas::get)
        : Optional.empty();
  }

  /** The operators that the file itself declares. */
  Collection<OperatorSignature> declaredOperators() {
    return operators.values();
  }

  Optional<OperatorSignature> operator(String name) {
    OperatorSignature own = operators.get(name);
    return own != null ? Optional.of(own) : catalogue.operator(name);
  }

  /** All names that can be called. */
  List<String> callable() {
    List<String> names = new ArrayList<>(catalogue.operators().keySet());
    names.addAll(operators.keySet());
    names.addAll(workflows.keySet());
    imports.forEach(
        (alias, imported) ->
            imported
                .scope()
                .ifPresent(
                    file ->
                        file.workflows.keySet().forEach(name -> names.add(alias + "." + name))));
    return names;
  }
}
