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

  /** Begins a transaction that writes. */
  String beginToWrite();

  /** Begins a transaction that sees one moment. */
  String beginToRead();

  /** What the person in front of the store is told. */
  StoreException describe(SQLException failure);

  /** Whether the whole transaction is lost with it, or may be, and not only one statement. */
  boolean endsTransaction(SQLException failure);
}
