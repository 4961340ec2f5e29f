package io.trainmaster.lsp;

import io.trainmaster.dsl.catalogue.Catalogue;
import io.trainmaster.dsl.source.SourceLimit;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.eclipse.lsp4j.CodeActionKind;
import org.eclipse.lsp4j.CodeActionOptions;
import org.eclipse.lsp4j.CompletionCapabilities;
import org.eclipse.lsp4j.CompletionItemCapabilities;
import org.eclipse.lsp4j.CompletionOptions;
import org.eclipse.lsp4j.InitializeParams;
import org.eclipse.lsp4j.InitializeResult;
import org.eclipse.lsp4j.RenameOptions;
import org.eclipse.lsp4j.SemanticTokensWithRegistrationOptions;
import org.eclipse.lsp4j.ServerCapabilities;
import org.eclipse.lsp4j.ServerInfo;
import org.eclipse.lsp4j.SetTraceParams;
import org.eclipse.lsp4j.SignatureHelpOptions;
import org.eclipse.lsp4j.TextDocumentClientCapabilities;
import org.eclipse.lsp4j.TextDocumentSyncKind;
import org.eclipse.lsp4j.services.LanguageClient;
import org.eclipse.lsp4j.services.LanguageServer;
import org.eclipse.lsp4j.services.TextDocumentService;
import org.eclipse.lsp4j.services.WorkspaceService;

/** The server as the protocol sees it: what it can do, and when it goes. */
final class TrainLanguageServer implements LanguageServer {

  private final TrainTextDocumentService documents;
  private final WorkspaceService workspace = new IgnoredWorkspace();
  private Runnable onExit = () -> {};
  private volatile boolean shutDown;

  TrainLanguageServer(Catalogue catalogue, SourceLimit limit) {
    this.documents = new TrainTextDocumentService(catalogue, limit);
  }

  void connect(LanguageClient client) {
    documents.connect(client);
  }

  /** What is to be done when the editor says that the server may go. */
  void onExit(Runnable action) {
    onExit = action;
  }

  boolean wasShutDown() {
    return shutDown;
  }

  @Override
  public CompletableFuture<InitializeResult> initialize(InitializeParams params) {
    documents.withSnippets(takesSnippets(params));
    ServerCapabilities can = new ServerCapabilities();
    can.setPositionEncoding("utf-16");
    can.setTextDocumentSync(TextDocumentSyncKind.Incremental);
    can.setCompletionProvider(new CompletionOptions(false, List.of(".", "\"", ":")));
    can.setHoverProvider(true);
    can.setSignatureHelpProvider(new SignatureHelpOptions(List.of("(", ",", ":")));
    can.setDefinitionProvider(true);
    can.setReferencesProvider(true);
    can.setDocumentHighlightProvider(true);
    can.setRenameProvider(new RenameOptions(true));
    can.setCodeActionProvider(new CodeActionOptions(List.of(CodeActionKind.QuickFix)));
    can.setInlayHintProvider(true);
    can.setDocumentSymbolProvider(true);
    can.setFoldingRangeProvider(true);
    can.setSemanticTokensProvider(
        new SemanticTokensWithRegistrationOptions(SemanticHighlighting.LEGEND, true));
    can.setDocumentFormattingProvider(true);
    return CompletableFuture.completedFuture(
        new InitializeResult(can, new ServerInfo("trainmaster")));
  }

  private static boolean takesSnippets(InitializeParams params) {
    return Optional.ofNullable(params.getCapabilities())
        .map(all -> all.getTextDocument())
        .map(TextDocumentClientCapabilities::getCompletion)
        .map(CompletionCapabilities::getCompletionItem)
        .map(CompletionItemCapabilities::getSnippetSupport)
        .orElse(false);
  }

  @Override
  public CompletableFuture<Object> shutdown() {
    shutDown = true;
    return CompletableFuture.completedFuture(new Object());
  }

  @Override
  public void exit() {
    onExit.run();
  }

  @Override
  public void setTrace(SetTraceParams params) {
    // There is nothing to trace: every answer follows from the text.
  }

  @Override
  public TextDocumentService getTextDocumentService() {
    return documents;
  }

  @Override
  public WorkspaceService getWorkspaceService() {
    return workspace;
  }
}
