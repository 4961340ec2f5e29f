package io.trainmaster.cli.config;

import io.trainmaster.server.WorkerAccess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** How workers on other machines reach a server, as the settings say. */
final class WorkerAccessConfig {

  private static final Pattern ADDRESS = Pattern.compile("(\\S+):(\\d{1,5})");

  private WorkerAccessConfig() {}

  /** Read off the settings; empty where there are to be no such workers. */
  static Optional<WorkerAccess> from(Settings settings) {
    String address = settings.text(Setting.SERVER_WORKERS);
    if (address.isEmpty()) {
      return Optional.empty();
    }
    Matcher parts = ADDRESS.matcher(address);
    if (!parts.matches() || Integer.parseInt(parts.group(2)) > 65_535) {
      throw new ConfigException(
          "`" + address + "` is no address with a port.",
          Setting.SERVER_WORKERS.key(),
          "Write it as 10.0.0.5:7900, or leave it empty.");
    }
    return Optional.of(
        new WorkerAccess(
            parts.group(1),
            Integer.parseInt(parts.group(2)),
            settings.path(Setting.SERVER_WORKERS_KEYSTORE).map(store -> tls(store, settings)),
            settings.duration(Setting.SERVER_WORKERS_LEASE)));
  }

  private static WorkerAccess.Tls tls(Path keystore, Settings settings) {
    Optional<Path> file = settings.path(Setting.SERVER_WORKERS_KEYSTORE_PASSWORD_FILE);
    try {
      return new WorkerAccess.Tls(
          keystore, file.isPresent() ? Files.readString(file.get()).strip() : "");
    } catch (IOException e) {
      throw new ConfigException(
          "The certificate's password can't be read from " + file.orElseThrow() + ".",
          Setting.SERVER_WORKERS_KEYSTORE_PASSWORD_FILE.key(),
          "Name a file that this user can read.");
    }
  }
}
