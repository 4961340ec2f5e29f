package io.trainmaster.dsl.check;

import io.trainmaster.dsl.source.Span;
import io.trainmaster.dsl.type.Type;
import java.util.List;
import java.util.Optional;

/**
 * What a name in a workflow file stands for.
 *
 * @param text how the language writes it, such as {@code min_auc: Float in 0..1 = 0.8}
 * @param type its type; {@link Type#UNKNOWN} where it has none
 * @param documentation the text of its {@code ///} comment; may be empty
 * @param declaration where this file declares it; empty for what the catalogue or the language has
 * @param scope where the name can be used; empty together with the declaration
 * @param columns the columns of a dataset, where they are known
 */
public record Symbol(
    Kind kind,
    String name,
    String text,
    Type type,
    String documentation,
    Optional<Span> declaration,
    Optional<Span> scope,
    Optional<List<Column>> columns) {

  public Symbol {
    columns = columns.map(List::copyOf);
  }

  /** The kinds of names. */
  public enum Kind {
    OPERATOR,
    WORKFLOW,
    SCHEMA,
    IMPORT,
    PARAMETER,
    BINDING,
    COLUMN,
    /** What a line of a block begins with. */
    KEY,
    /** The name of an argument. */
    ARGUMENT,
    FIELD,
    TYPE,
    /** A bare word of a closed set, such as {@code relu}, or a metric. */
    WORD,
    UNIT
  }

  /** A symbol that this file does not declare. */
  static Symbol of(Kind kind, String name, String text, Type type, String documentation) {
    return new Symbol(
        kind,
        name,
        text,
        type,
        documentation,
        Optional.empty(),
        Optional.empty(),
        Optional.empty());
  }

  /** A symbol that this file does not declare, with a type and no documentation. */
  static Symbol of(Kind kind, String name, Type type) {
    return of(kind, name, typed(name, type), type, "");
  }

  private static String typed(String name, Type type) {
    return type.isUnknown() ? name : name + ": " + type.text();
  }

  /** The same, declared by this file. */
  Symbol declaredAt(Span place, Span reach) {
    return new Symbol(
        kind, name, text, type, documentation, Optional.of(place), Optional.of(reach), columns);
  }

  /** The same with the columns of a dataset. */
  Symbol withColumns(Optional<List<Column>> known) {
    return new Symbol(kind, name, text, type, documentation, declaration, scope, known);
  }

  /** Whether the name can be used in a place. */
  public boolean reaches(int offset) {
    return scope.filter(reach -> reach.start() <= offset && offset <= reach.end()).isPresent();
  }
}
