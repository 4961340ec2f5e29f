package io.trainmaster.lsp;

import io.trainmaster.dsl.check.Symbol;
import io.trainmaster.dsl.source.Span;
import io.trainmaster.dsl.syntax.BodySyntax;
import io.trainmaster.dsl.syntax.ItemSyntax;
import io.trainmaster.dsl.syntax.ParameterSyntax;
import io.trainmaster.dsl.syntax.StatementSyntax;
import io.trainmaster.dsl.syntax.ValueSyntax;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.eclipse.lsp4j.DocumentSymbol;
import org.eclipse.lsp4j.SymbolInformation;
import org.eclipse.lsp4j.SymbolKind;
import org.eclipse.lsp4j.jsonrpc.messages.Either;

/** What a file holds, as a tree of names. */
final class Outline {

  private final Analysis analysis;
  private final Map<Integer, Symbol> declared = new HashMap<>();

  Outline(Analysis analysis) {
    this.analysis = analysis;
    for (Symbol symbol : analysis.model().declarations()) {
      symbol.declaration().ifPresent(span -> declared.put(span.start(), symbol));
    }
  }

  List<Either<SymbolInformation, DocumentSymbol>> symbols() {
    List<Either<SymbolInformation, DocumentSymbol>> symbols = new ArrayList<>();
    for (ItemSyntax item : analysis.tree().items()) {
      item(item).ifPresent(symbol -> symbols.add(Either.forRight(symbol)));
    }
    return symbols;
  }

  private Optional<DocumentSymbol> item(ItemSyntax item) {
    if (item instanceof ItemSyntax.Workflow workflow) {
      List<DocumentSymbol> children = parameters(workflow.parameters(), SymbolKind.Constant);
      children.addAll(body(workflow.body()));
      return symbol(
          workflow.name().text(),
          SymbolKind.Function,
          item.span(),
          workflow.name().span(),
          children);
    } else if (item instanceof ItemSyntax.Schema schema) {
      List<DocumentSymbol> fields = parameters(schema.fields(), SymbolKind.Field);
      return symbol(
          schema.name().text(), SymbolKind.Struct, item.span(), schema.name().span(), fields);
    } else if (item instanceof ItemSyntax.Operator operator) {
      return symbol(
          operator.name().text(),
          SymbolKind.Function,
          item.span(),
          operator.name().span(),
          parameters(operator.parameters(), SymbolKind.Constant));
    } else if (item instanceof ItemSyntax.Test test) {
      String name = test.name().plain().orElse("test");
      return symbol(name, SymbolKind.Event, item.span(), test.name().span(), List.of());
    } else if (item instanceof ItemSyntax.Import imported) {
      return symbol(
          imported.name().text(),
          SymbolKind.Module,
          item.span(),
          imported.name().span(),
          List.of());
    }
    return Optional.empty();
  }

  private List<DocumentSymbol> parameters(List<ParameterSyntax> parameters, SymbolKind kind) {
    List<DocumentSymbol> symbols = new ArrayList<>();
    for (ParameterSyntax parameter : parameters) {
      symbol(parameter.name().text(), kind, parameter.span(), parameter.name().span(), List.of())
          .ifPresent(symbols::add);
    }
    return symbols;
  }

  private List<DocumentSymbol> body(BodySyntax body) {
    List<DocumentSymbol> symbols = new ArrayList<>();
    for (StatementSyntax statement : body.statements()) {
      if (statement instanceof StatementSyntax.Binding binding) {
        symbol(
                binding.target().text(),
                SymbolKind.Variable,
                binding.span(),
                binding.target().span(),
                inner(binding.value()))
            .ifPresent(symbols::add);
      } else if (statement instanceof StatementSyntax.Plain plain) {
        symbols.addAll(inner(plain.value()));
      } else if (statement instanceof StatementSyntax.Finally last) {
        symbols.addAll(body(last.body()));
      }
    }
    return symbols;
  }

  private List<DocumentSymbol> inner(ValueSyntax value) {
    List<DocumentSymbol> symbols = new ArrayList<>();
    if (value instanceof ValueSyntax.If conditional) {
      symbols.addAll(body(conditional.then()));
      conditional.otherwise().ifPresent(body -> symbols.addAll(body(body)));
    } else if (value instanceof ValueSyntax.For loop) {
      symbols.addAll(body(loop.body()));
    }
    return symbols;
  }

  private Optional<DocumentSymbol> symbol(
      String name, SymbolKind kind, Span span, Span selection, List<DocumentSymbol> children) {
    if (name.isEmpty()) {
      return Optional.empty();
    }
    Span whole =
        new Span(Math.min(span.start(), selection.start()), Math.max(span.end(), selection.end()));
    DocumentSymbol symbol =
        new DocumentSymbol(
            name,
            kind,
            Places.range(analysis.file(), whole),
            Places.range(analysis.file(), selection));
    Symbol known = declared.get(selection.start());
    if (known != null && !known.type().isUnknown()) {
      symbol.setDetail(known.type().text());
    }
    symbol.setChildren(children);
    return Optional.of(symbol);
  }
}
