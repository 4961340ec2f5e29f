package io.trainmaster.cli.config;

import io.trainmaster.store.StateLocation;
import io.trainmaster.store.jdbc.PostgresAccess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.Optional;

/** Where the settings say that state is. */
public final class StateConfig {

  private static final String PASSWORD_VARIABLE = "PGPASSWORD";

  private StateConfig() {}

  /**
   * Read off the settings.
   *
   * @throws ConfigException where the password can't be read
   */
  public static StateLocation from(Settings settings) {
    Path folder = settings.path(Setting.STATE_DIR).orElseThrow();
    String database = settings.text(Setting.STATE_DATABASE);
    return database.startsWith(PostgresAccess.PREFIX)
        ? new StateLocation(
            folder,
            Optional.of(
                new PostgresAccess(
                    database, settings.text(Setting.STATE_DATABASE_USER), password(settings))))
        : StateLocation.of(folder);
  }

  private static String password(Settings settings) {
    Optional<Path> file = settings.path(Setting.STATE_DATABASE_PASSWORD_FILE);
    if (file.isEmpty()) {
      return Objects.requireNonNullElse(System.getenv(PASSWORD_VARIABLE), "");
    }
    try {
      return Files.readString(file.get()).strip();
    } catch (IOException e) {
      throw new ConfigException(
          "The password can't be read from " + file.get() + ".",
          Setting.STATE_DATABASE_PASSWORD_FILE.key(),
          "Name a file that this user can read.");
    }
  }
}
