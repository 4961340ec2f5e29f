package io.trainmaster.lsp;

import io.trainmaster.dsl.catalogue.BlockKey;
import io.trainmaster.dsl.catalogue.OperatorSignature;
import io.trainmaster.dsl.catalogue.ParameterSignature;
import io.trainmaster.dsl.check.Symbol;
import io.trainmaster.dsl.source.SourceFile;
import io.trainmaster.dsl.source.Span;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.eclipse.lsp4j.CompletionItem;
import org.eclipse.lsp4j.CompletionItemKind;
import org.eclipse.lsp4j.InsertTextFormat;
import org.eclipse.lsp4j.MarkupContent;
import org.eclipse.lsp4j.MarkupKind;
import org.eclipse.lsp4j.Range;
import org.eclipse.lsp4j.TextEdit;
import org.eclipse.lsp4j.jsonrpc.messages.Either;

/** What an editor is offered to write, in the order in which it should be shown. */
final class Items {

  private final Range range;
  private final boolean snippets;
  private final Map<String, CompletionItem> items = new LinkedHashMap<>();

  /**
   * @param replaced what stands there already
   * @param snippets whether the editor knows places to fill in
   */
  Items(SourceFile file, Span replaced, boolean snippets) {
    this.range = Places.range(file, replaced);
    this.snippets = snippets;
  }

  List<CompletionItem> list() {
    return List.copyOf(items.values());
  }

  /** A word. */
  void word(String word, CompletionItemKind kind, String detail, String documentation) {
    add(word, word, kind, detail, documentation);
  }

  /** A word of the language. */
  void keyword(String word, String snippet) {
    add(word, snippet, CompletionItemKind.Keyword, "", Words.documentation(word));
  }

  /** A key of a block that the language itself has. */
  void key(String group, String key, String snippet) {
    add(key, snippet, CompletionItemKind.Property, "", Words.documentation(group + "." + key));
  }

  /** A parameter or a binding. */
  void value(Symbol symbol) {
    CompletionItemKind kind =
        symbol.kind() == Symbol.Kind.PARAMETER
            ? CompletionItemKind.Constant
            : CompletionItemKind.Variable;
    add(
        Names.written(symbol.name()),
        Names.written(symbol.name()),
        kind,
        symbol.type().text(),
        symbol.documentation());
  }

  /** An operator to be called. */
  void operator(OperatorSignature operator) {
    add(
        operator.name(),
        Snippets.call(operator.name(), operator.parameters()),
        CompletionItemKind.Function,
        operator.text(),
        operator.documentation());
  }

  /** A call that a key gives meaning to. */
  void call(String name, List<ParameterSignature> parameters, String documentation) {
    String snippet = parameters.isEmpty() ? name : Snippets.call(name, parameters);
    add(
        name,
        snippet,
        CompletionItemKind.Function,
        name + Snippets.list(parameters),
        documentation);
  }

  /** The name of an argument. */
  void argument(ParameterSignature parameter) {
    add(
        parameter.name(),
        parameter.name() + ": ",
        CompletionItemKind.Field,
        parameter.text(),
        parameter.documentation());
  }

  /** A key of an operator's block. */
  void key(BlockKey key) {
    add(
        key.name(),
        Snippets.entry(key),
        CompletionItemKind.Property,
        key.name() + Snippets.list(key.parameters()),
        key.documentation());
  }

  private void add(
      String label, String snippet, CompletionItemKind kind, String detail, String documentation) {
    if (items.containsKey(label)) {
      return;
    }
    CompletionItem item = new CompletionItem(label);
    item.setKind(kind);
    item.setFilterText(label);
    item.setSortText("%04d".formatted(items.size()));
    boolean places = snippet.contains("$");
    String text = places && !snippets ? Snippets.plain(snippet) : snippet;
    item.setInsertTextFormat(
        places && snippets ? InsertTextFormat.Snippet : InsertTextFormat.PlainText);
    item.setTextEdit(Either.forLeft(new TextEdit(range, text)));
    if (!detail.isEmpty()) {
      item.setDetail(detail);
    }
    if (!documentation.isEmpty()) {
      item.setDocumentation(new MarkupContent(MarkupKind.MARKDOWN, documentation));
    }
    items.put(label, item);
  }
}
