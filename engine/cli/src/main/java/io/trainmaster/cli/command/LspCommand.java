package io.trainmaster.cli.command;

import io.trainmaster.cli.config.ConfigException;
import io.trainmaster.cli.console.Console;
import io.trainmaster.cli.console.ExitCode;
import io.trainmaster.dsl.catalogue.Catalogue;
import io.trainmaster.dsl.source.SourceLimit;
import io.trainmaster.lsp.LanguageServerLauncher;
import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.InputStream;

/** {@code lsp}: the language server, which editors start. Its standard output is the protocol. */
final class LspCommand extends CliCommand {
  @Override
  ExitCode execute(Workplace place, Console console) throws InterruptedException {
    Catalogue catalogue = place.installation().catalogue();
    InputStream in = new FileInputStream(FileDescriptor.in);
    boolean leave =
        LanguageServerLauncher.serve(catalogue, limit(place), in, place.surroundings().out());
    // The protocol wants 1 where the editor went without a word.
    return leave ? ExitCode.OK : ExitCode.RUN_FAILED;
  }

  /** Editors are served whatever the settings are; other commands complain of them. */
  private static SourceLimit limit(Workplace place) {
    try {
      return place.limit(place.project());
    } catch (ConfigException e) {
      return SourceLimit.DEFAULT;
    }
  }
}
