package io.trainmaster.lsp;

import io.trainmaster.dsl.source.Span;
import java.util.List;
import java.util.Optional;

/** A bracket that is open where the cursor is. */
sealed interface Frame {

  /**
   * Arguments in parentheses.
   *
   * @param callee the name before the parenthesis
   * @param name where it stands
   * @param given the names of the arguments that stand there
   * @param position how many arguments stand before the cursor
   * @param current the name of the argument that the cursor is in
   */
  record Arguments(
      String callee, Span name, List<String> given, int position, Optional<String> current)
      implements Frame {
    public Arguments {
      given = List.copyOf(given);
    }
  }

  /** Parameters of a workflow or of an operator that is declared, or fields of a type. */
  record Parameters() implements Frame {}

  /** Brackets of a list, or parentheses that only group. */
  record Group() implements Frame {}

  /** Statements in braces. */
  record Body(Place place) implements Frame {
    /** Where the statements stand. */
    enum Place {
      WORKFLOW,
      BRANCH,
      LOOP
    }
  }

  /**
   * The block of a call.
   *
   * @param searched whether {@code tune} stands before the call
   */
  record CallBlock(String operator, Span name, boolean searched) implements Frame {}

  /**
   * The block of an entry.
   *
   * @param key the word that the entry begins with
   * @param values the words after it
   */
  record KeyBlock(String key, List<String> values) implements Frame {
    public KeyBlock {
      values = List.copyOf(values);
    }
  }

  /** The block of a test, or of an operator that is declared. */
  record ItemBlock(String item) implements Frame {}
}
