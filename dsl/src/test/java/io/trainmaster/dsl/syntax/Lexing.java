package io.trainmaster.dsl.syntax;

import io.trainmaster.dsl.diagnostic.Diagnostics;

/** Lets measurements outside of this package see lexing alone. */
public final class Lexing {

  private Lexing() {}

  /** How many tokens a text has. */
  public static int tokens(String text) {
    return Lexer.tokens(text, new Diagnostics()).size();
  }
}
