package io.trainmaster.dsl.diagnostic;

import io.trainmaster.dsl.source.Span;
import java.util.Optional;

/**
 * A small letter about a fault in a workflow file.
 *
 * @param code what kind of fault; stable
 * @param message one sentence
 * @param span the guilty place
 * @param note another place that matters
 * @param mend a change that removes the fault
 */
public record Diagnostic(
    Code code, String message, Span span, Optional<Note> note, Optional<Mend> mend) {

  /** A diagnostic that names one place and no mend. */
  public Diagnostic(Code code, String message, Span span) {
    this(code, message, span, Optional.empty(), Optional.empty());
  }

  /**
   * A second place.
   *
   * @param message a few words, without a full stop
   */
  public record Note(Span span, String message) {}

  /**
   * A change that can be pasted.
   *
   * @param message what to do, a few words without a full stop
   * @param span what is replaced; empty to insert
   * @param replacement the text to put there
   */
  public record Mend(String message, Span span, String replacement) {}

  /** The same with a second place. */
  public Diagnostic withNote(Span other, String words) {
    return new Diagnostic(code, message, span, Optional.of(new Note(other, words)), mend);
  }

  /** The same with a mend. */
  public Diagnostic withMend(Mend change) {
    return new Diagnostic(code, message, span, note, Optional.of(change));
  }

  /** The same with a mend that replaces the guilty place. */
  public Diagnostic replaceWith(String replacement) {
    String shown = replacement.contains("`") ? replacement : "`" + replacement + "`";
    return withMend(new Mend("write " + shown, span, replacement));
  }

  /** The same with the mend of replacing the guilty place, where a replacement is known. */
  public Diagnostic replaceWith(Optional<String> replacement) {
    return replacement.map(this::replaceWith).orElse(this);
  }
}
