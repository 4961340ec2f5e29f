package io.trainmaster.dsl.check;

import io.trainmaster.dsl.catalogue.OperatorSignature;
import io.trainmaster.dsl.source.Span;
import io.trainmaster.dsl.syntax.ArgumentSyntax;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What the names of a file mean, for editors: recorded while the file is checked, and there for
 * files with faults too. Immutable.
 */
public final class SemanticModel {

  /** In the order of the text, no two in one place. */
  private final List<Occurrence> occurrences = new ArrayList<>();

  private final List<Symbol> declarations;
  private final List<Call> calls;
  private final Map<Integer, Call> callsByName = new HashMap<>();

  /** A name in the text. */
  public record Occurrence(Span span, Symbol symbol) {
    /** Whether the name is declared here, and not only used. */
    public boolean isDeclaration() {
      return symbol.declaration().filter(span::equals).isPresent();
    }
  }

  /**
   * A call of an operator.
   *
   * @param name where the operator's name stands
   * @param span the call with what follows it
   * @param columns the columns of its first dataset, where they are known
   */
  public record Call(
      Span name,
      Span span,
      OperatorSignature signature,
      List<ArgumentSyntax> arguments,
      Optional<List<Column>> columns) {
    public Call {
      arguments = List.copyOf(arguments);
      columns = columns.map(List::copyOf);
    }
  }

  /**
   * @param occurrences of two in one place, the first counts
   */
  SemanticModel(List<Occurrence> occurrences, List<Symbol> declarations, List<Call> calls) {
    List<Occurrence> sorted = new ArrayList<>(occurrences);
    sorted.sort(Comparator.comparingInt(occurrence -> occurrence.span().start()));
    int last = -1;
    for (Occurrence occurrence : sorted) {
      if (occurrence.span().start() > last) {
        this.occurrences.add(occurrence);
        last = occurrence.span().start();
      }
    }
    this.declarations = List.copyOf(declarations);
    this.calls = List.copyOf(calls);
    calls.forEach(call -> callsByName.put(call.name().start(), call));
  }

  /** All names that mean something, in the order of the text. */
  public List<Occurrence> occurrences() {
    return Collections.unmodifiableList(occurrences);
  }

  /** All calls of operators. */
  public List<Call> calls() {
    return calls;
  }

  /** What this file declares. */
  public List<Symbol> declarations() {
    return declarations;
  }

  /** The name at a place, which may also be just behind it. */
  public Optional<Occurrence> at(int offset) {
    int low = 0;
    int high = occurrences.size();
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (occurrences.get(middle).span().start() <= offset) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low > 0 && offset <= occurrences.get(low - 1).span().end()
        ? Optional.of(occurrences.get(low - 1))
        : Optional.empty();
  }

  /** Every place where a symbol is named, in the order of the text. */
  public List<Occurrence> occurrencesOf(Symbol symbol) {
    return occurrences.stream().filter(occurrence -> same(occurrence.symbol(), symbol)).toList();
  }

  private static boolean same(Symbol a, Symbol b) {
    if (a.declaration().isPresent() || b.declaration().isPresent()) {
      return a.declaration().equals(b.declaration());
    }
    return a.kind() == b.kind() && a.name().equals(b.name()) && a.text().equals(b.text());
  }

  /** The parameters and bindings that can be used in a place. */
  public List<Symbol> visible(int offset) {
    return declarations.stream()
        .filter(symbol -> Symbols.isValue(symbol.kind()) && symbol.reaches(offset))
        .toList();
  }

  /** The call whose operator's name begins at a place. */
  public Optional<Call> callNamedAt(int offset) {
    return Optional.ofNullable(callsByName.get(offset));
  }
}
