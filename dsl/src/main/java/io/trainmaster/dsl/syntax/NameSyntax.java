package io.trainmaster.dsl.syntax;

import io.trainmaster.dsl.source.Span;

/** A name in the text. */
public record NameSyntax(String text, Span span) implements SyntaxNode {}
