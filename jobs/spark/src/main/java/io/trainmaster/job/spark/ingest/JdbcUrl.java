package io.trainmaster.job.spark.ingest;

import io.trainmaster.job.TaskError;
import io.trainmaster.job.TaskException;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * A JDBC URL of a kind that is known to be harmless. Some drivers load classes, read files or run
 * scripts where their URL says so; so only known drivers are used, and no URL that says such a
 * thing.
 */
record JdbcUrl(String text, String driver) {

  private static final Map<String, String> DRIVERS =
      new TreeMap<>(
          Map.of(
              "postgresql", "org.postgresql.Driver",
              "mysql", "com.mysql.cj.jdbc.Driver",
              "mariadb", "org.mariadb.jdbc.Driver",
              "sqlserver", "com.microsoft.sqlserver.jdbc.SQLServerDriver",
              "oracle", "oracle.jdbc.OracleDriver",
              "sqlite", "org.sqlite.JDBC",
              "h2", "org.h2.Driver"));

  private static final String[] DANGEROUS = {
    "autodeserialize", "allowloadlocalinfile", "allowurlinlocalinfile", "socketfactory",
    "sslfactory", "queryinterceptors", "statementinterceptors", "detectcustomcollations",
    "init=", "enable_load_extension", "loggerfile", "authenticationpluginclassname",
  };

  /** Takes a URL apart. */
  static JdbcUrl of(String text) throws TaskException {
    String lower = text.toLowerCase(Locale.ROOT);
    String[] parts = lower.split(":", 3);
    String driver = parts.length == 3 && parts[0].equals("jdbc") ? DRIVERS.get(parts[1]) : null;
    if (driver == null) {
      throw new TaskException(
          TaskError.ARGUMENT_INVALID,
          "The URL is of no database that is known.",
          "argument url",
          "It starts with jdbc: and one of " + String.join(", ", DRIVERS.keySet()) + ".");
    }
    for (String word : DANGEROUS) {
      if (lower.contains(word)) {
        throw new TaskException(
            TaskError.ARGUMENT_INVALID,
            "The URL sets a property that is not allowed.",
            "argument url: " + word,
            "Leave it out.");
      }
    }
    if (lower.contains("password=") || lower.contains("pwd=")) {
      throw new TaskException(
          TaskError.ARGUMENT_INVALID,
          "A password does not belong in the URL.",
          "argument url",
          "Put it in an environment variable and name that with `password_env`.");
    }
    return new JdbcUrl(text, driver);
  }

  /** What to record it as: without what follows the database's name. */
  String uri() {
    return text.split("[?;]", 2)[0];
  }
}
