package io.trainmaster.dsl.syntax;

import io.trainmaster.dsl.source.Span;
import java.util.List;

/** A type as it is written. */
public sealed interface TypeSyntax extends SyntaxNode {

  /** Whether a {@code ?} follows. */
  boolean optional();

  /** {@code Dataset<Daily>}. */
  record Named(NameSyntax name, List<TypeSyntax> arguments, boolean optional, Span span)
      implements TypeSyntax {
    public Named {
      arguments = List.copyOf(arguments);
    }
  }

  /** <code>{ train: Dataset; test: Dataset }</code>. */
  record Fields(List<ParameterSyntax> fields, boolean optional, Span span) implements TypeSyntax {
    public Fields {
      fields = List.copyOf(fields);
    }
  }
}
