package io.trainmaster.dsl.syntax;

import io.trainmaster.dsl.source.Span;
import java.util.Optional;

/** {@code min_auc: Float in 0..1 = 0.80}: a parameter of something, or a field of a record. */
public record ParameterSyntax(
    NameSyntax name,
    TypeSyntax type,
    Optional<ExpressionSyntax> refinement,
    Optional<ExpressionSyntax> defaultValue,
    String documentation,
    Span span)
    implements SyntaxNode {}
