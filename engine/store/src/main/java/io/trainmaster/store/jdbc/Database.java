package io.trainmaster.store.jdbc;

import io.trainmaster.track.StoreException;
import java.sql.SQLException;

/**
 * The database that a store is in: opens sessions on it, and says what of SQL and of its failures
 * is its own. Everything else is written once, in SQL that every database here understands. Safe
 * for use from several threads.
 */
interface Database {

  /** Where it is, as messages name it. */
  String name();

  /**
   * A session that writes, on a schema that is up to date.
   *
   * @throws StoreException where there is no store that can be written
   */
  Session openWriter();

  /**
   * A session that reads what is committed, also while others write.
   *
   * @throws StoreException where there is no store that can be read
   */
  Session openReader();

  /** Begins a transaction that writes; empty where one begins with the first statement. */
  String beginToWrite();

  /** Begins a transaction that sees one moment. */
  String beginToRead();

  /** The database's clock, in milliseconds since 1970, as an expression. */
  String nowMillis();

  /**
   * Whether the epoch that is its argument is current, and stays so until the transaction ends. It
   * gives one row where it is: the number of the transaction among those of leaders, or 0 where
   * they aren't counted because the database can't lose any.
   */
  String claimToLead();

  /**
   * What the person in front of the store is told; {@code UNAVAILABLE} where the same may succeed
   * later, in another transaction on another connection.
   */
  StoreException describe(SQLException failure);

  /** Whether the whole transaction is lost with it, or may be, and not only one statement. */
  boolean endsTransaction(SQLException failure);
}
