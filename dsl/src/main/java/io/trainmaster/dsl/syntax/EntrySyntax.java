package io.trainmaster.dsl.syntax;

import io.trainmaster.dsl.source.Span;
import java.util.List;

/** A line of a block: a key with values, or a condition on what the key names. */
public sealed interface EntrySyntax extends SyntaxNode {

  /** The word that the line begins with. */
  PathSyntax key();

  /** {@code memory >= 16 GB}, {@code age in 0..120}, {@code memory *= 2}. */
  record Condition(PathSyntax key, Token operator, ExpressionSyntax value, Span span)
      implements EntrySyntax {}

  /**
   * {@code conv filters: 32} or {@code notify("…", to: "team")}.
   *
   * @param call whether the values are in parentheses
   */
  record Values(
      PathSyntax key,
      List<ArgumentSyntax> arguments,
      boolean call,
      List<PathSyntax> after,
      List<BlockSyntax> blocks,
      String documentation,
      Span span)
      implements EntrySyntax {
    public Values {
      arguments = List.copyOf(arguments);
      after = List.copyOf(after);
      blocks = List.copyOf(blocks);
    }
  }

  /**
   * {@code key conv(filters: Int)} or {@code call adam(rate: Float)}, in catalogues.
   *
   * @param key the word {@code key} or {@code call}
   * @param name what is declared
   * @param declarations the entries in its braces
   */
  record Declaration(
      PathSyntax key,
      NameSyntax name,
      List<ParameterSyntax> parameters,
      List<EntrySyntax> declarations,
      String documentation,
      Span span)
      implements EntrySyntax {
    public Declaration {
      parameters = List.copyOf(parameters);
      declarations = List.copyOf(declarations);
    }
  }
}
