package io.trainmaster.lsp;

import io.trainmaster.dsl.catalogue.Catalogue;
import io.trainmaster.dsl.source.SourceFile;
import io.trainmaster.dsl.source.SourceLimit;
import java.io.IOException;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.eclipse.lsp4j.ClientCapabilities;
import org.eclipse.lsp4j.CompletionCapabilities;
import org.eclipse.lsp4j.CompletionItem;
import org.eclipse.lsp4j.CompletionItemCapabilities;
import org.eclipse.lsp4j.CompletionParams;
import org.eclipse.lsp4j.Diagnostic;
import org.eclipse.lsp4j.DidChangeTextDocumentParams;
import org.eclipse.lsp4j.DidOpenTextDocumentParams;
import org.eclipse.lsp4j.InitializeParams;
import org.eclipse.lsp4j.InitializeResult;
import org.eclipse.lsp4j.MessageActionItem;
import org.eclipse.lsp4j.MessageParams;
import org.eclipse.lsp4j.Position;
import org.eclipse.lsp4j.PublishDiagnosticsParams;
import org.eclipse.lsp4j.Range;
import org.eclipse.lsp4j.ShowMessageRequestParams;
import org.eclipse.lsp4j.TextDocumentClientCapabilities;
import org.eclipse.lsp4j.TextDocumentContentChangeEvent;
import org.eclipse.lsp4j.TextDocumentIdentifier;
import org.eclipse.lsp4j.TextDocumentItem;
import org.eclipse.lsp4j.TextEdit;
import org.eclipse.lsp4j.VersionedTextDocumentIdentifier;
import org.eclipse.lsp4j.jsonrpc.Launcher;
import org.eclipse.lsp4j.launch.LSPLauncher;
import org.eclipse.lsp4j.services.LanguageClient;
import org.eclipse.lsp4j.services.LanguageServer;

/**
 * The editor's side of the protocol, over pipes, with one text. A place in it is found by the text
 * before it; {@code |} in a text that is opened is where the cursor is.
 */
final class Editor implements AutoCloseable {

  static final String URI = "file:///test.train";
  private static final int SECONDS = 60;

  private final LanguageServer server;
  private final InitializeResult abilities;
  private final CompletableFuture<Boolean> served = new CompletableFuture<>();
  private final Map<Integer, CompletableFuture<List<Diagnostic>>> diagnostics =
      new ConcurrentHashMap<>();
  private String text = "";
  private Position cursor = new Position(0, 0);
  private int version;

  private Editor(boolean snippets) {
    try {
      PipedInputStream serverIn = new PipedInputStream(1 << 16);
      PipedInputStream clientIn = new PipedInputStream(1 << 16);
      PipedOutputStream toServer = new PipedOutputStream(serverIn);
      PipedOutputStream toClient = new PipedOutputStream(clientIn);
      Catalogue catalogue = catalogue();
      Thread serving =
          new Thread(
              () -> {
                try {
                  served.complete(
                      LanguageServerLauncher.serve(
                          catalogue, SourceLimit.DEFAULT, serverIn, toClient));
                } catch (InterruptedException | RuntimeException e) {
                  served.completeExceptionally(e);
                }
              },
              "server");
      serving.setDaemon(true);
      serving.start();
      Launcher<LanguageServer> launcher =
          LSPLauncher.createClientLauncher(new Client(), clientIn, toServer);
      launcher.startListening();
      this.server = launcher.getRemoteProxy();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    this.abilities = await(server.initialize(initialization(snippets)));
  }

  /** An editor that knows places to fill in, with nothing open. */
  static Editor start() {
    return new Editor(true);
  }

  /** An editor that takes plain text alone. */
  static Editor startPlain() {
    return new Editor(false);
  }

  /** An editor with a text, in which {@code |} is the cursor. */
  static Editor open(String marked) {
    Editor editor = start();
    editor.openText(marked);
    return editor;
  }

  static Catalogue catalogue() {
    try {
      Path file = Path.of("../src/test/resources/catalogue/operators.train");
      return Catalogue.read(List.of(new SourceFile("operators.train", Files.readString(file))))
          .withLater();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static InitializeParams initialization(boolean snippets) {
    CompletionItemCapabilities item = new CompletionItemCapabilities(snippets);
    TextDocumentClientCapabilities texts = new TextDocumentClientCapabilities();
    texts.setCompletion(new CompletionCapabilities(item));
    ClientCapabilities all = new ClientCapabilities();
    all.setTextDocument(texts);
    InitializeParams params = new InitializeParams();
    params.setCapabilities(all);
    return params;
  }

  static <T> T await(CompletableFuture<T> future) {
    try {
      return future.get(SECONDS, TimeUnit.SECONDS);
    } catch (InterruptedException | TimeoutException e) {
      throw new AssertionError("The server did not answer.", e);
    } catch (ExecutionException e) {
      throw new AnswerException(e.getCause());
    }
  }

  /** The server answered with an error. */
  static final class AnswerException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    AnswerException(Throwable cause) {
      super(cause.getMessage(), cause);
    }
  }

  LanguageServer server() {
    return server;
  }

  InitializeResult abilities() {
    return abilities;
  }

  String text() {
    return text;
  }

  Position cursor() {
    return cursor;
  }

  TextDocumentIdentifier document() {
    return new TextDocumentIdentifier(URI);
  }

  /** Opens a text and waits for its diagnostics. */
  List<Diagnostic> openText(String marked) {
    int mark = marked.indexOf('|');
    text = mark < 0 ? marked : marked.substring(0, mark) + marked.substring(mark + 1);
    cursor = position(Math.max(mark, 0));
    version++;
    server
        .getTextDocumentService()
        .didOpen(new DidOpenTextDocumentParams(new TextDocumentItem(URI, "train", version, text)));
    return diagnostics();
  }

  /** Replaces what stands at a place, sends the change alone, and waits for the diagnostics. */
  List<Diagnostic> replace(String old, String replacement) {
    int start = text.indexOf(old);
    Range range = new Range(position(start), position(start + old.length()));
    text = text.substring(0, start) + replacement + text.substring(start + old.length());
    return change(List.of(new TextDocumentContentChangeEvent(range, replacement)));
  }

  /** Sends changes as they are. */
  List<Diagnostic> change(List<TextDocumentContentChangeEvent> changes) {
    version++;
    server
        .getTextDocumentService()
        .didChange(
            new DidChangeTextDocumentParams(
                new VersionedTextDocumentIdentifier(URI, version), changes));
    return diagnostics();
  }

  /** The diagnostics of the text as it is. */
  List<Diagnostic> diagnostics() {
    return await(diagnostics.computeIfAbsent(version, one -> new CompletableFuture<>()));
  }

  /** A place just behind some text. */
  Position behind(String before) {
    int start = text.indexOf(before);
    if (start < 0) {
      throw new AssertionError("There is no `" + before + "` in the text.");
    }
    return position(start + before.length());
  }

  /** UTF-16 units from the start of the line, as the protocol wants it. */
  Position position(int offset) {
    int line = (int) text.substring(0, offset).chars().filter(c -> c == '\n').count();
    return new Position(line, offset - (text.lastIndexOf('\n', offset - 1) + 1));
  }

  String text(Range range) {
    return text.substring(offset(range.getStart()), offset(range.getEnd()));
  }

  private int offset(Position position) {
    int start = 0;
    for (int i = 0; i < position.getLine(); i++) {
      start = text.indexOf('\n', start) + 1;
    }
    return start + position.getCharacter();
  }

  /** The text with some changes. */
  String with(List<? extends TextEdit> edits) {
    List<TextEdit> last = new ArrayList<>(edits);
    last.sort(Comparator.comparingInt((TextEdit edit) -> offset(edit.getRange().getStart())));
    StringBuilder out = new StringBuilder(text);
    for (int i = last.size() - 1; i >= 0; i--) {
      Range range = last.get(i).getRange();
      out.replace(offset(range.getStart()), offset(range.getEnd()), last.get(i).getNewText());
    }
    return out.toString();
  }

  /** What is offered where the cursor is. */
  List<CompletionItem> complete() {
    return await(
            server.getTextDocumentService().completion(new CompletionParams(document(), cursor)))
        .getLeft();
  }

  /** What is offered at the mark in a text. */
  List<String> offered(String marked) {
    openText(marked);
    return complete().stream().map(CompletionItem::getLabel).toList();
  }

  /** Takes its leave; gives whether the server ended well. */
  boolean leave() {
    await(server.shutdown());
    server.exit();
    return await(served);
  }

  @Override
  public void close() {
    leave();
  }

  private final class Client implements LanguageClient {
    @Override
    public void publishDiagnostics(PublishDiagnosticsParams params) {
      diagnostics
          .computeIfAbsent(
              params.getVersion() == null ? -1 : params.getVersion(),
              one -> new CompletableFuture<>())
          .complete(params.getDiagnostics());
    }

    @Override
    public void telemetryEvent(Object object) {
      throw new AssertionError("The server sends no telemetry.");
    }

    @Override
    public void showMessage(MessageParams params) {
      throw new AssertionError(params.getMessage());
    }

    @Override
    public CompletableFuture<MessageActionItem> showMessageRequest(
        ShowMessageRequestParams params) {
      throw new AssertionError(params.getMessage());
    }

    @Override
    public void logMessage(MessageParams params) {
      throw new AssertionError(params.getMessage());
    }
  }
}
