package io.trainmaster.store.jdbc;

/**
 * How a PostgreSQL database is reached. Its text doesn't tell the password.
 *
 * @param url {@code jdbc:postgresql://HOST:PORT/DATABASE}; the parameter {@code currentSchema}
 *     names the schema, {@code trainmaster} by default
 * @param user who the store is in the database
 * @param password may be empty where the server trusts the user
 */
public record PostgresAccess(String url, String user, String password) {

  /** What every such URL begins with. */
  public static final String PREFIX = "jdbc:postgresql:";

  @Override
  public String toString() {
    return url + " as " + user;
  }
}
