package io.trainmaster.lsp;

import io.trainmaster.dsl.catalogue.Catalogue;
import io.trainmaster.dsl.check.SourceLookup;
import io.trainmaster.dsl.format.Formatter;
import io.trainmaster.dsl.source.SourceLimit;
import io.trainmaster.dsl.source.Span;
import io.trainmaster.dsl.syntax.ItemSyntax;
import io.trainmaster.dsl.syntax.SyntaxTree;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.eclipse.lsp4j.CodeAction;
import org.eclipse.lsp4j.CodeActionParams;
import org.eclipse.lsp4j.Command;
import org.eclipse.lsp4j.CompletionItem;
import org.eclipse.lsp4j.CompletionList;
import org.eclipse.lsp4j.CompletionParams;
import org.eclipse.lsp4j.DefinitionParams;
import org.eclipse.lsp4j.DidChangeTextDocumentParams;
import org.eclipse.lsp4j.DidCloseTextDocumentParams;
import org.eclipse.lsp4j.DidOpenTextDocumentParams;
import org.eclipse.lsp4j.DidSaveTextDocumentParams;
import org.eclipse.lsp4j.DocumentFormattingParams;
import org.eclipse.lsp4j.DocumentHighlight;
import org.eclipse.lsp4j.DocumentHighlightParams;
import org.eclipse.lsp4j.DocumentSymbol;
import org.eclipse.lsp4j.DocumentSymbolParams;
import org.eclipse.lsp4j.FoldingRange;
import org.eclipse.lsp4j.FoldingRangeRequestParams;
import org.eclipse.lsp4j.Hover;
import org.eclipse.lsp4j.HoverParams;
import org.eclipse.lsp4j.InlayHint;
import org.eclipse.lsp4j.InlayHintParams;
import org.eclipse.lsp4j.Location;
import org.eclipse.lsp4j.LocationLink;
import org.eclipse.lsp4j.Position;
import org.eclipse.lsp4j.PrepareRenameDefaultBehavior;
import org.eclipse.lsp4j.PrepareRenameParams;
import org.eclipse.lsp4j.PrepareRenameResult;
import org.eclipse.lsp4j.PublishDiagnosticsParams;
import org.eclipse.lsp4j.Range;
import org.eclipse.lsp4j.ReferenceParams;
import org.eclipse.lsp4j.RenameParams;
import org.eclipse.lsp4j.SemanticTokens;
import org.eclipse.lsp4j.SemanticTokensParams;
import org.eclipse.lsp4j.SignatureHelp;
import org.eclipse.lsp4j.SignatureHelpParams;
import org.eclipse.lsp4j.SymbolInformation;
import org.eclipse.lsp4j.TextDocumentIdentifier;
import org.eclipse.lsp4j.TextEdit;
import org.eclipse.lsp4j.WorkspaceEdit;
import org.eclipse.lsp4j.jsonrpc.ResponseErrorException;
import org.eclipse.lsp4j.jsonrpc.messages.Either;
import org.eclipse.lsp4j.jsonrpc.messages.Either3;
import org.eclipse.lsp4j.jsonrpc.messages.ResponseError;
import org.eclipse.lsp4j.jsonrpc.messages.ResponseErrorCode;
import org.eclipse.lsp4j.services.LanguageClient;
import org.eclipse.lsp4j.services.TextDocumentService;
import org.jspecify.annotations.Nullable;

/**
 * The open texts and what editors ask of them. A text is checked whole whenever it changes; every
 * question is then answered from that. Messages come one at a time.
 */
final class TrainTextDocumentService implements TextDocumentService {

  private final Catalogue catalogue;
  private final SourceLimit limit;
  private final Map<String, OpenDocument> documents = new ConcurrentHashMap<>();
  private @Nullable LanguageClient client;
  private boolean snippets;

  TrainTextDocumentService(Catalogue catalogue, SourceLimit limit) {
    this.catalogue = catalogue;
    this.limit = limit;
  }

  void connect(LanguageClient newClient) {
    client = newClient;
  }

  /** Whether the editor knows texts with places to fill in. */
  void withSnippets(boolean taken) {
    snippets = taken;
  }

  @Override
  public void didOpen(DidOpenTextDocumentParams params) {
    var item = params.getTextDocument();
    check(item.getUri(), item.getVersion(), item.getText());
  }

  @Override
  public void didChange(DidChangeTextDocumentParams params) {
    String uri = params.getTextDocument().getUri();
    OpenDocument before = documents.get(uri);
    if (before != null) {
      check(uri, params.getTextDocument().getVersion(), before.changed(params.getContentChanges()));
    }
  }

  private void check(String uri, int version, String text) {
    checkAlone(uri, version, text);
    for (OpenDocument other : documents.values()) {
      if (!other.uri().equals(uri) && imports(other)) {
        checkAlone(other.uri(), other.version(), other.analysis().text());
      }
    }
  }

  private void checkAlone(String uri, int version, String text) {
    SourceLookup sources =
        uri.startsWith("file:") ? new EditedSources(this::openText, limit) : SourceLookup.NONE;
    Analysis analysis = new Analyzer(catalogue, sources, limit).analyze(uri, text);
    documents.put(uri, new OpenDocument(uri, version, analysis));
    publish(new PublishDiagnosticsParams(uri, new Diagnoses(uri, analysis).all(), version));
  }

  /** What a file imports may be what has just been changed. */
  private static boolean imports(OpenDocument document) {
    return document.analysis().tree().items().stream()
        .anyMatch(ItemSyntax.Import.class::isInstance);
  }

  private Optional<String> openText(String uri) {
    return Optional.ofNullable(documents.get(uri)).map(open -> open.analysis().text());
  }

  private void publish(PublishDiagnosticsParams diagnostics) {
    if (client != null) {
      client.publishDiagnostics(diagnostics);
    }
  }

  @Override
  public void didClose(DidCloseTextDocumentParams params) {
    String uri = params.getTextDocument().getUri();
    documents.remove(uri);
    publish(new PublishDiagnosticsParams(uri, List.of()));
  }

  @Override
  public void didSave(DidSaveTextDocumentParams params) {
    // What was saved has been checked already.
  }

  /** What is known of a text; empty where it is not open, or too large to be looked into. */
  private @Nullable OpenDocument known(TextDocumentIdentifier document) {
    OpenDocument open = documents.get(document.getUri());
    return open == null || open.analysis().file().isTooLarge() ? null : open;
  }

  /** Answers from the text as it is; with something empty where nothing is known of it. */
  private <T> CompletableFuture<T> answer(
      TextDocumentIdentifier document, T empty, Function<OpenDocument, T> question) {
    OpenDocument open = known(document);
    return CompletableFuture.completedFuture(open == null ? empty : question.apply(open));
  }

  private <T> CompletableFuture<@Nullable T> answerAt(
      TextDocumentIdentifier document,
      Position position,
      BiFunction<OpenDocument, Integer, @Nullable T> question) {
    OpenDocument open = known(document);
    return CompletableFuture.completedFuture(
        open == null
            ? null
            : question.apply(open, Places.offset(open.analysis().file(), position)));
  }

  @Override
  public CompletableFuture<Either<List<CompletionItem>, CompletionList>> completion(
      CompletionParams params) {
    return answer(
        params.getTextDocument(),
        Either.forLeft(List.of()),
        open -> {
          int offset = Places.offset(open.analysis().file(), params.getPosition());
          return Either.forLeft(new Completions(open.analysis(), offset, snippets).list());
        });
  }

  @Override
  public CompletableFuture<@Nullable Hover> hover(HoverParams params) {
    return answerAt(
        params.getTextDocument(),
        params.getPosition(),
        (open, offset) -> new Hovers(open.analysis()).at(offset).orElse(null));
  }

  @Override
  public CompletableFuture<@Nullable SignatureHelp> signatureHelp(SignatureHelpParams params) {
    return answerAt(
        params.getTextDocument(),
        params.getPosition(),
        (open, offset) -> new SignatureHints(open.analysis()).at(offset).orElse(null));
  }

  @Override
  public CompletableFuture<Either<List<? extends Location>, List<? extends LocationLink>>>
      definition(DefinitionParams params) {
    return answer(
        params.getTextDocument(),
        Either.forLeft(List.of()),
        open -> Either.forLeft(navigation(open).definition(params.getPosition())));
  }

  private static Navigation navigation(OpenDocument open) {
    return new Navigation(open.uri(), open.analysis());
  }

  @Override
  public CompletableFuture<List<? extends Location>> references(ReferenceParams params) {
    boolean declaration = params.getContext().isIncludeDeclaration();
    return answer(
        params.getTextDocument(),
        List.of(),
        open -> navigation(open).references(params.getPosition(), declaration));
  }

  @Override
  public CompletableFuture<List<? extends DocumentHighlight>> documentHighlight(
      DocumentHighlightParams params) {
    return answer(
        params.getTextDocument(),
        List.of(),
        open -> navigation(open).highlights(params.getPosition()));
  }

  @Override
  public CompletableFuture<
          @Nullable Either3<Range, PrepareRenameResult, PrepareRenameDefaultBehavior>>
      prepareRename(PrepareRenameParams params) {
    return answerAt(
        params.getTextDocument(),
        params.getPosition(),
        (open, offset) ->
            new Renaming(open.uri(), open.analysis())
                .prepare(offset)
                .map(
                    found ->
                        Either3.<Range, PrepareRenameResult, PrepareRenameDefaultBehavior>forSecond(
                            found))
                .orElse(null));
  }

  @Override
  public CompletableFuture<@Nullable WorkspaceEdit> rename(RenameParams params) {
    try {
      return answerAt(
          params.getTextDocument(),
          params.getPosition(),
          (open, offset) ->
              new Renaming(open.uri(), open.analysis()).rename(offset, params.getNewName()));
    } catch (RenameException e) {
      return CompletableFuture.failedFuture(
          new ResponseErrorException(
              new ResponseError(ResponseErrorCode.RequestFailed, message(e), null)));
    }
  }

  private static String message(RenameException e) {
    return String.valueOf(e.getMessage());
  }

  @Override
  public CompletableFuture<List<Either<Command, CodeAction>>> codeAction(CodeActionParams params) {
    return answer(
        params.getTextDocument(),
        List.of(),
        open -> {
          Span place = Places.span(open.analysis().file(), params.getRange());
          return new Diagnoses(open.uri(), open.analysis()).mends(place);
        });
  }

  @Override
  public CompletableFuture<List<? extends TextEdit>> formatting(DocumentFormattingParams params) {
    return answer(
        params.getTextDocument(),
        List.of(),
        open -> {
          SyntaxTree tree = open.analysis().tree();
          return tree.diagnostics().isEmpty()
              ? Edits.whole(open.analysis().file(), Formatter.format(tree))
              : List.of();
        });
  }

  @Override
  public CompletableFuture<List<InlayHint>> inlayHint(InlayHintParams params) {
    return answer(
        params.getTextDocument(),
        List.of(),
        open -> {
          Span place = Places.span(open.analysis().file(), params.getRange());
          return InlayHints.within(open.analysis(), place);
        });
  }

  @Override
  public CompletableFuture<SemanticTokens> semanticTokensFull(SemanticTokensParams params) {
    return answer(
        params.getTextDocument(),
        new SemanticTokens(List.of()),
        open -> new SemanticHighlighting(open.analysis()).all());
  }

  @Override
  public CompletableFuture<List<Either<SymbolInformation, DocumentSymbol>>> documentSymbol(
      DocumentSymbolParams params) {
    return answer(
        params.getTextDocument(), List.of(), open -> new Outline(open.analysis()).symbols());
  }

  @Override
  public CompletableFuture<List<FoldingRange>> foldingRange(FoldingRangeRequestParams params) {
    return answer(params.getTextDocument(), List.of(), open -> Folding.of(open.analysis()));
  }
}
