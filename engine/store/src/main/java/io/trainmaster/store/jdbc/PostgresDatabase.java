package io.trainmaster.store.jdbc;

import io.trainmaster.track.StoreException;
import io.trainmaster.track.StoreException.Reason;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import org.postgresql.Driver;
import org.postgresql.PGProperty;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A schema in a PostgreSQL database, from version 12 on. Several processes may write in it at the
 * same time; the row of {@code leader} says which of them leads.
 */
final class PostgresDatabase implements Database {

  private static final Logger LOG = LoggerFactory.getLogger(PostgresDatabase.class);

  private static final String DEFAULT_SCHEMA = "trainmaster";
  private static final Pattern SCHEMA = Pattern.compile("[a-z_][a-z0-9_]{0,62}");

  /**
   * A leader that stands still in the middle of a transaction doesn't hold others up for longer.
   */
  private static final String LONGEST_STANDSTILL = "4s";

  /** What a URL may say: where the database is and how it is reached, and no class to load. */
  private static final Set<PGProperty> ALLOWED =
      Set.of(
          PGProperty.APPLICATION_NAME,
          PGProperty.CONNECT_TIMEOUT,
          PGProperty.CURRENT_SCHEMA,
          PGProperty.GSS_ENC_MODE,
          PGProperty.LOGIN_TIMEOUT,
          PGProperty.PREPARE_THRESHOLD,
          PGProperty.SOCKET_TIMEOUT,
          PGProperty.SSL_CERT,
          PGProperty.SSL_KEY,
          PGProperty.SSL_MODE,
          PGProperty.SSL_ROOT_CERT,
          PGProperty.TARGET_SERVER_TYPE,
          PGProperty.TCP_KEEP_ALIVE);

  private static final Set<PGProperty> FROM_THE_PATH =
      Set.of(PGProperty.PG_HOST, PGProperty.PG_PORT, PGProperty.PG_DBNAME);

  private final String url;
  private final String name;
  private final String schema;
  private final Properties properties;
  private final UnaryOperator<Connection> connections;

  /**
   * @throws StoreException where the URL isn't one or says what it must not say
   */
  PostgresDatabase(PostgresAccess access) {
    this(access, UnaryOperator.identity());
  }

  /**
   * @param connections makes of each connection the one that is used
   */
  PostgresDatabase(PostgresAccess access, UnaryOperator<Connection> connections) {
    this.connections = connections;
    this.url = access.url();
    Properties parsed = parse(url);
    this.name = withoutParameters(url);
    this.schema =
        Optional.ofNullable(PGProperty.CURRENT_SCHEMA.getOrDefault(parsed)).orElse(DEFAULT_SCHEMA);
    if (!SCHEMA.matcher(schema).matches()) {
      throw refused("currentSchema takes lower-case letters, digits and _");
    }
    this.properties = properties(access, parsed);
  }

  private static Properties parse(String url) {
    Properties parsed = url.startsWith(PostgresAccess.PREFIX) ? Driver.parseURL(url, null) : null;
    if (parsed == null) {
      throw new StoreException(
          Reason.FAILED,
          "%s is not the URL of a database: write jdbc:postgresql://HOST:PORT/DATABASE."
              .formatted(withoutParameters(url)));
    }
    for (PGProperty property : PGProperty.values()) {
      boolean isSaid = parsed.getProperty(property.getName()) != null;
      if (isSaid && !ALLOWED.contains(property) && !FROM_THE_PATH.contains(property)) {
        throw new StoreException(
            Reason.FAILED,
            "The URL %s must not have the parameter %s."
                .formatted(withoutParameters(url), property.getName()));
      }
    }
    return parsed;
  }

  /** A password that stands in a URL by mistake is not repeated. */
  private static String withoutParameters(String url) {
    return url.replaceFirst("\\?.*", "").replaceFirst("//[^/@]*@", "//");
  }

  private Properties properties(PostgresAccess access, Properties parsed) {
    Properties made = new Properties();
    PGProperty.USER.set(made, access.user());
    if (!access.password().isEmpty()) {
      PGProperty.PASSWORD.set(made, access.password());
    }
    PGProperty.CURRENT_SCHEMA.set(made, schema);
    setUnlessSaid(made, parsed, PGProperty.APPLICATION_NAME, "trainmaster");
    setUnlessSaid(made, parsed, PGProperty.CONNECT_TIMEOUT, "5");
    setUnlessSaid(made, parsed, PGProperty.SOCKET_TIMEOUT, "30");
    setUnlessSaid(made, parsed, PGProperty.TCP_KEEP_ALIVE, "true");
    setUnlessSaid(made, parsed, PGProperty.PREPARE_THRESHOLD, "1");
    return made;
  }

  private static void setUnlessSaid(
      Properties made, Properties parsed, PGProperty property, String value) {
    if (parsed.getProperty(property.getName()) == null) {
      property.set(made, value);
    }
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public Session openWriter() {
    return open(
        session -> {
          requireDurability(session);
          new PostgresMigrations(this, schema).apply(session);
          session.beginByItself();
        });
  }

  @Override
  public Session openReader() {
    return open(session -> new PostgresMigrations(this, schema).requireCurrent(session));
  }

  /** Whether there is a store. */
  boolean isBegun() {
    boolean[] begun = new boolean[1];
    close(open(session -> begun[0] = new PostgresMigrations(this, schema).version(session) > 0));
    return begun[0];
  }

  private interface Preparation {
    void prepare(Session session) throws SQLException;
  }

  private Session open(Preparation preparation) {
    try {
      Session session = new Session(connect(), true, PostgresDatabase::storable);
      try {
        session.execute(
            "SET idle_in_transaction_session_timeout = '%s'".formatted(LONGEST_STANDSTILL));
        preparation.prepare(session);
        return session;
      } catch (SQLException | StoreException e) {
        close(session);
        throw e;
      }
    } catch (SQLException e) {
      throw describe(e);
    }
  }

  /** Not by the DriverManager, which would load every driver there is. */
  private Connection connect() throws SQLException {
    Connection connection = new Driver().connect(url, properties);
    if (connection == null) {
      throw refused("it isn't understood");
    }
    return connections.apply(connection);
  }

  private static void close(Session session) {
    try {
      session.close();
    } catch (SQLException e) {
      LOG.debug("A connection that can't be used can't be closed", e);
    }
  }

  /** What was answered must survive the server's end, whatever its configuration says. */
  private void requireDurability(Session session) throws SQLException {
    String setting = show(session, "synchronous_commit");
    if (!setting.equals("remote_apply")) {
      session.execute("SET synchronous_commit = on");
      setting = show(session, "synchronous_commit");
    }
    if (!setting.equals("on") && !setting.equals("remote_apply")) {
      throw new StoreException(
          Reason.FAILED,
          "%s has synchronous_commit = %s and so could lose what it has confirmed. Set it to on."
              .formatted(name, setting));
    }
    if (show(session, "fsync").equals("off")) {
      throw new StoreException(
          Reason.FAILED,
          "The server of %s has fsync = off and so could lose everything. Set it to on."
              .formatted(name));
    }
  }

  private static String show(Session session, String setting) throws SQLException {
    return session.first("SHOW " + setting, row -> row.getString(1)).orElse("");
  }

  /** A text without the one character that PostgreSQL can't keep. */
  private static String storable(String text) {
    return text.indexOf('\0') < 0 ? text : text.replace('\0', '\uFFFD');
  }

  @Override
  public String beginToWrite() {
    return "";
  }

  @Override
  public String beginToRead() {
    return "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY";
  }

  @Override
  public String nowMillis() {
    return "CAST(extract(epoch FROM clock_timestamp()) * 1000 AS bigint)";
  }

  @Override
  public String claimToLead() {
    return "UPDATE leader SET commits = commits + 1 WHERE epoch = ? RETURNING commits";
  }

  @Override
  public StoreException describe(SQLException failure) {
    return PostgresFailure.describe(name, failure);
  }

  @Override
  public boolean endsTransaction(SQLException failure) {
    return PostgresFailure.endsTransaction(failure);
  }

  private StoreException refused(String reason) {
    return new StoreException(
        Reason.FAILED, "The URL %s can't be used: %s.".formatted(name, reason));
  }
}
