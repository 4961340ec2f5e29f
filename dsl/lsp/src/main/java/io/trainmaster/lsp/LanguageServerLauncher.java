package io.trainmaster.lsp;

import io.trainmaster.dsl.catalogue.Catalogue;
import io.trainmaster.dsl.source.SourceLimit;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import org.eclipse.lsp4j.jsonrpc.Launcher;
import org.eclipse.lsp4j.launch.LSPLauncher;
import org.eclipse.lsp4j.services.LanguageClient;

/** Serves one editor over two streams. */
public final class LanguageServerLauncher {

  private LanguageServerLauncher() {}

  /**
   * Answers until the editor says {@code exit} or closes its stream.
   *
   * @param limit how large a text may be; of a larger one is told that it is
   * @param out carries the protocol; nothing else may be written to it
   * @return whether the editor took its leave as the protocol wants it
   */
  public static boolean serve(
      Catalogue catalogue, SourceLimit limit, InputStream in, OutputStream out)
      throws InterruptedException {
    TrainLanguageServer server = new TrainLanguageServer(catalogue, limit);
    Launcher<LanguageClient> launcher = LSPLauncher.createServerLauncher(server, in, out);
    server.connect(launcher.getRemoteProxy());
    Future<Void> listening = launcher.startListening();
    server.onExit(() -> listening.cancel(true));
    try {
      listening.get();
    } catch (CancellationException e) {
      return server.wasShutDown();
    } catch (ExecutionException e) {
      throw new IllegalStateException("The connection to the editor broke.", e.getCause());
    }
    return server.wasShutDown();
  }
}
