package io.trainmaster.dsl.syntax;

import io.trainmaster.dsl.source.Span;
import java.util.Optional;

/** {@code data} or {@code label: "churned"}. */
public record ArgumentSyntax(Optional<NameSyntax> name, ExpressionSyntax value, Span span)
    implements SyntaxNode {}
