package io.trainmaster.dsl.type;

import io.trainmaster.dsl.diagnostic.Code;
import io.trainmaster.dsl.diagnostic.Diagnostic;
import io.trainmaster.dsl.diagnostic.Diagnostics;
import io.trainmaster.dsl.diagnostic.Nearest;
import io.trainmaster.dsl.syntax.ExpressionSyntax;
import io.trainmaster.dsl.syntax.NameSyntax;
import io.trainmaster.dsl.syntax.ParameterSyntax;
import io.trainmaster.dsl.syntax.TypeSyntax;
import io.trainmaster.model.Value;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Types as they are written to types. */
public final class TypeReader {

  /** The nominal types that are there whatever the catalogue declares. */
  public static final Set<String> NOMINAL =
      Set.of("Dataset", "Model", "Report", "File", "Image", "ModelVersion", "Endpoint");

  private final Set<String> nominal;
  private final Set<String> schemas;
  private final Set<String> open;
  private final Diagnostics diagnostics;

  /**
   * @param nominal the names of the nominal types
   * @param schemas the names of the schemas
   */
  public TypeReader(Set<String> nominal, Set<String> schemas, Diagnostics diagnostics) {
    this(nominal, schemas, Set.of(), diagnostics);
  }

  /**
   * @param schemas the names of the schemas; those of imported files with the file's name
   * @param open the names of imported files that may have any schema
   */
  public TypeReader(
      Set<String> nominal, Set<String> schemas, Set<String> open, Diagnostics diagnostics) {
    this.nominal = nominal;
    this.schemas = schemas;
    this.open = open;
    this.diagnostics = diagnostics;
  }

  /** The type of a parameter or field, with what narrows it. */
  public Type read(ParameterSyntax parameter) {
    Type type = read(parameter.type());
    return parameter.refinement().map(refinement -> narrow(type, refinement)).orElse(type);
  }

  /** The type that is written. */
  public Type read(TypeSyntax syntax) {
    Type type;
    if (syntax instanceof TypeSyntax.Fields fields) {
      type = record(fields);
    } else {
      type = named((TypeSyntax.Named) syntax);
    }
    return syntax.optional() && !type.isUnknown() ? new Type.Maybe(type) : type;
  }

  private Type record(TypeSyntax.Fields syntax) {
    Map<String, Type> fields = new LinkedHashMap<>();
    for (ParameterSyntax field : syntax.fields()) {
      if (fields.put(field.name().text(), read(field)) != null) {
        diagnostics.add(
            Code.DUPLICATE_NAME,
            field.name().span(),
            "There is already a field `" + field.name().text() + "`.");
      }
    }
    return new Type.RecordOf(fields);
  }

  private Type named(TypeSyntax.Named syntax) {
    NameSyntax name = syntax.name();
    Optional<ScalarKind> scalar = ScalarKind.of(name.text());
    if (name.text().isEmpty()) {
      return Type.UNKNOWN;
    } else if (scalar.isPresent()) {
      withoutArguments(syntax);
      return new Type.Scalar(scalar.get(), Optional.empty());
    } else if (name.text().equals("List")) {
      return list(syntax);
    } else if (name.text().equals("Range") && syntax.arguments().size() == 1) {
      return new Type.RangeOf(read(syntax.arguments().get(0)));
    } else if (nominal.contains(name.text())) {
      return nominal(syntax);
    }
    List<String> known = new ArrayList<>(ScalarKind.words());
    known.addAll(nominal);
    known.add("List");
    diagnostics.add(
        new Diagnostic(Code.UNKNOWN_TYPE, "There is no type `" + name.text() + "`.", name.span())
            .replaceWith(near(name.text(), known)));
    return Type.UNKNOWN;
  }

  /** What people write in other languages, and slips of the hand. */
  private static Optional<String> near(String word, List<String> known) {
    return switch (word) {
      case "int", "Integer", "Long", "long" -> Optional.of("Int");
      case "float", "Double", "double", "Number" -> Optional.of("Float");
      case "Boolean", "boolean", "bool" -> Optional.of("Bool");
      case "str", "Text", "string" -> Optional.of("String");
      case "Timestamp", "DateTime" -> Optional.of("Instant");
      default -> Nearest.to(word, known);
    };
  }

  private Type list(TypeSyntax.Named syntax) {
    if (syntax.arguments().size() == 1) {
      return new Type.ListOf(read(syntax.arguments().get(0)));
    }
    diagnostics.add(
        new Diagnostic(Code.UNKNOWN_TYPE, "A list says what it holds: `List<Int>`.", syntax.span())
            .replaceWith("List<Int>"));
    return Type.UNKNOWN;
  }

  private Type nominal(TypeSyntax.Named syntax) {
    String name = syntax.name().text();
    if (!name.equals("Dataset") || syntax.arguments().size() != 1) {
      withoutArguments(syntax);
      return new Type.Nominal(name, Optional.empty());
    }
    TypeSyntax argument = syntax.arguments().get(0);
    if (argument instanceof TypeSyntax.Named schema && schemas.contains(schema.name().text())) {
      return new Type.Nominal(name, Optional.of(schema.name().text()));
    } else if (argument instanceof TypeSyntax.Named schema && isOpen(schema.name().text())) {
      return new Type.Nominal(name, Optional.empty());
    }
    Diagnostic diagnostic =
        new Diagnostic(Code.UNKNOWN_TYPE, "There is no such schema in this file.", argument.span());
    diagnostics.add(
        argument instanceof TypeSyntax.Named schema
            ? diagnostic.replaceWith(Nearest.to(schema.name().text(), schemas))
            : diagnostic);
    return new Type.Nominal(name, Optional.empty());
  }

  private boolean isOpen(String schema) {
    int dot = schema.indexOf('.');
    return dot >= 0 && open.contains(schema.substring(0, dot));
  }

  private void withoutArguments(TypeSyntax.Named syntax) {
    if (!syntax.arguments().isEmpty()) {
      diagnostics.add(
          new Diagnostic(
                  Code.UNKNOWN_TYPE,
                  "The type `" + syntax.name().text() + "` takes nothing in `<>`.",
                  syntax.span())
              .replaceWith(syntax.name().text()));
    }
  }

  private Type narrow(Type type, ExpressionSyntax refinement) {
    if (type instanceof Type.Maybe maybe) {
      return new Type.Maybe(narrow(maybe.of(), refinement));
    } else if (type instanceof Type.ListOf list) {
      return new Type.ListOf(narrow(list.element(), refinement));
    } else if (!(type instanceof Type.Scalar scalar)) {
      if (!type.isUnknown()) {
        diagnostics.add(
            Code.WRONG_OPERANDS,
            refinement.span(),
            "Only a single value can be narrowed with `in`, not " + type.text() + ".");
      }
      return type;
    } else {
      return refinement(scalar, refinement)
          .<Type>map(found -> new Type.Scalar(scalar.kind(), Optional.of(found)))
          .orElse(type);
    }
  }

  private Optional<Refinement> refinement(Type.Scalar scalar, ExpressionSyntax syntax) {
    ConstantReader constants = new ConstantReader(diagnostics);
    if (syntax instanceof ExpressionSyntax.Items) {
      boolean words = scalar.kind() == ScalarKind.NAME;
      return constants
          .read(syntax, new Type.ListOf(scalar))
          .map(items -> new Refinement.OneOf(((Value.Items) items).items(), words));
    } else if (!scalar.kind().isOrdered()) {
      diagnostics.add(
          Code.WRONG_OPERANDS,
          syntax.span(),
          "A " + scalar.kind().word() + " is narrowed by a list of values.");
      return Optional.empty();
    }
    return constants
        .read(syntax, new Type.RangeOf(scalar))
        .map(range -> new Refinement.Between((Value.Range) range));
  }
}
