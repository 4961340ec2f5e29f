package io.trainmaster.dsl.diagnostic;

import io.trainmaster.dsl.source.Span;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Collects the diagnostics of one file. Not safe for use from several threads. */
public final class Diagnostics {

  /** More than this nobody reads, and broken bytes could make as many as there are characters. */
  public static final int LIMIT = 200;

  /** Of a name that fills pages only the beginning is told. */
  private static final int MESSAGE_LIMIT = 600;

  private final List<Diagnostic> found = new ArrayList<>();
  private final Set<Diagnostic> seen = new HashSet<>();

  /** Adds a diagnostic; one that is there already, or beyond the limit, is left out. */
  public void add(Diagnostic diagnostic) {
    if (isFull()) {
      return;
    }
    Diagnostic shortened = shortened(diagnostic);
    if (seen.add(shortened)) {
      found.add(shortened);
    }
  }

  private static Diagnostic shortened(Diagnostic diagnostic) {
    String message = diagnostic.message();
    return message.length() <= MESSAGE_LIMIT
        ? diagnostic
        : new Diagnostic(
            diagnostic.code(),
            message.substring(0, MESSAGE_LIMIT) + "…",
            diagnostic.span(),
            diagnostic.note(),
            Optional.empty());
  }

  /** Whether no more are taken, so that nothing needs to be thought of them. */
  public boolean isFull() {
    return found.size() >= LIMIT;
  }

  /** Adds a diagnostic of one place. */
  public void add(Code code, Span span, String message) {
    add(new Diagnostic(code, message, span));
  }

  /** Adds that something stands in a place a second time, which may stand there once. */
  public void addTwice(Span again, String message, Span before) {
    add(
        new Diagnostic(Code.DUPLICATE_KEY, message, again)
            .withNote(before, "it stands here already"));
  }

  /** How many there are. */
  public int count() {
    return found.size();
  }

  /** All of them in the order of the text. */
  public List<Diagnostic> inOrder() {
    List<Diagnostic> sorted = new ArrayList<>(found);
    sorted.sort(Comparator.comparingInt(diagnostic -> diagnostic.span().start()));
    return List.copyOf(sorted);
  }
}
