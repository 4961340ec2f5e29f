package io.trainmaster.dsl.check;

import io.trainmaster.dsl.catalogue.Catalogue;
import io.trainmaster.dsl.catalogue.OperatorSignature;
import io.trainmaster.dsl.catalogue.SignatureReader;
import io.trainmaster.dsl.diagnostic.Code;
import io.trainmaster.dsl.diagnostic.Diagnostic;
import io.trainmaster.dsl.diagnostic.Diagnostics;
import io.trainmaster.dsl.source.Span;
import io.trainmaster.dsl.syntax.ItemSyntax;
import io.trainmaster.dsl.syntax.NameSyntax;
import io.trainmaster.dsl.syntax.ParameterSyntax;
import io.trainmaster.dsl.syntax.SyntaxTree;
import io.trainmaster.dsl.type.ScalarKind;
import io.trainmaster.dsl.type.Type;
import io.trainmaster.dsl.type.TypeReader;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

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
  private final Map<String, ItemSyntax.Workflow> workflows = new LinkedHashMap<>();
  private final Map<String, Span> imports = new LinkedHashMap<>();
  private final Symbols symbols = new Symbols();

  FileScope(SyntaxTree tree, Catalogue catalogue, SchemaLookup lookup, Diagnostics diagnostics) {
    this.tree = tree;
    this.catalogue = catalogue;
    this.lookup = lookup;
    this.diagnostics = diagnostics;
    for (ItemSyntax item : tree.items()) {
      if (item instanceof ItemSyntax.Schema schema && claim(schema.name(), "schema")) {
        schemas.put(schema.name().text(), List.of());
      }
    }
    this.types = new TypeReader(catalogue.typeNames(), schemas.keySet(), diagnostics);
    tree.items().forEach(this::declare);
    new DeclarationSymbols(this).collect();
  }

  private void declare(ItemSyntax item) {
    if (item instanceof ItemSyntax.Schema schema) {
      schemas.put(schema.name().text(), columns(schema));
    } else if (item instanceof ItemSyntax.Operator operator) {
      OperatorSignature signature = signatures().head(operator);
      if (claim(operator.name().first(), "operator")) {
        operators.put(signature.name(), signature);
      }
    } else if (item instanceof ItemSyntax.Workflow workflow) {
      if (claim(workflow.name(), "workflow")) {
        workflows.put(workflow.name().text(), workflow);
      }
    } else if (item instanceof ItemSyntax.Import imported && claim(imported.name(), "import")) {
      imports.put(imported.name().text(), imported.span());
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
      if (!storable && !type.equals(Type.UNKNOWN)) {
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

  /** Whether the file itself declares an operator. */
  boolean declaresOperator(String name) {
    return operators.containsKey(name);
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
    return names;
  }
}
