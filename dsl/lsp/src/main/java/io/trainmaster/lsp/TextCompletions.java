package io.trainmaster.lsp;

import io.trainmaster.dsl.catalogue.ParameterSignature;
import io.trainmaster.dsl.check.Column;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import org.eclipse.lsp4j.CompletionItem;
import org.eclipse.lsp4j.CompletionItemKind;

/** What can be written between quotes: a column's name, a time zone. */
final class TextCompletions {

  private final Analysis analysis;
  private final Context context;
  private final Items items;

  /**
   * @param items replace the text with its quotes
   */
  TextCompletions(Analysis analysis, Context context, Items items) {
    this.analysis = analysis;
    this.context = context;
    this.items = items;
  }

  List<CompletionItem> list() {
    Optional<Frame> frame = context.frame();
    if (frame.isPresent() && frame.get() instanceof Frame.Arguments arguments) {
      arguments(arguments);
    } else if (frame.isPresent()
        && frame.get() instanceof Frame.KeyBlock block
        && block.key().equals("schedule")
        && context.key().equals("zone")) {
      for (String zone : new TreeSet<>(ZoneId.getAvailableZoneIds())) {
        offer(zone, CompletionItemKind.Value, "");
      }
    } else if (frame.isPresent()) {
      entry();
    }
    return items.list();
  }

  private void arguments(Frame.Arguments arguments) {
    Calls calls = new Calls(analysis, context.frames());
    Optional<ParameterSignature> parameter =
        calls
            .callee(arguments)
            .flatMap(callee -> callee.parameter(arguments.current(), arguments.position()));
    if (parameter.filter(known -> Values.namesColumns(known.type())).isPresent()) {
      columns(calls.columns(Optional.of(arguments)));
    }
  }

  /** The values of an operator's own key may name columns too. */
  private void entry() {
    Calls calls = new Calls(analysis, context.frames());
    boolean columns =
        calls.blockKeys().stream()
            .filter(key -> key.name().equals(context.key()))
            .flatMap(key -> key.parameters().stream())
            .anyMatch(parameter -> Values.namesColumns(parameter.type()));
    if (columns) {
      columns(calls.columns(Optional.empty()));
    }
  }

  private void columns(Optional<List<Column>> columns) {
    columns
        .orElse(List.of())
        .forEach(column -> offer(column.name(), CompletionItemKind.Field, Values.detail(column)));
  }

  /** A closing quote that stands there already stays where it is. */
  private void offer(String text, CompletionItemKind kind, String detail) {
    boolean closed =
        context
            .text()
            .filter(token -> token.span().length() > 1 && token.text().endsWith("\""))
            .isPresent();
    items.word("\"" + text + (closed ? "" : "\""), kind, detail, "");
  }
}
