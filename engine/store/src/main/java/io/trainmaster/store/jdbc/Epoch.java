package io.trainmaster.store.jdbc;

import io.trainmaster.track.StoreException;
import io.trainmaster.track.StoreException.Reason;
import java.sql.SQLException;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The epoch that work is written under.
 *
 * @param number 0: whoever leads
 */
record Epoch(long number) {

  /** Of work that isn't the leader's alone. */
  static final Epoch ANY = new Epoch(0);

  /**
   * Whether epochs are current, within one transaction, in which that doesn't change any more: the
   * leader's row is locked by asking.
   */
  static final class Check {

    private final Database database;
    private final Session session;
    private final long confirmed;
    private final Map<Epoch, Optional<StoreException>> refusals = new HashMap<>();
    private long number;

    /**
     * @param confirmed the number of the last transaction that the database has confirmed
     */
    Check(Database database, Session session, long confirmed) {
      this.database = database;
      this.session = session;
      this.confirmed = confirmed;
      this.number = confirmed;
    }

    /** The number that this transaction has once it is committed. */
    long number() {
      return number;
    }

    /** Why nothing may be written under an epoch; empty where it may. */
    Optional<StoreException> refusal(Epoch epoch) throws SQLException {
      if (epoch.equals(ANY)) {
        return Optional.empty();
      }
      Optional<StoreException> known = refusals.get(epoch);
      if (known == null) {
        known = ask(epoch);
        refusals.put(epoch, known);
      }
      return known;
    }

    private Optional<StoreException> ask(Epoch epoch) throws SQLException {
      Optional<Long> next =
          session.first(database.claimToLead(), row -> row.getLong(1), epoch.number());
      if (next.isEmpty()) {
        return Optional.of(fenced());
      }
      if (next.get() != 0 && next.get() <= confirmed) {
        throw new StoreException(
            Reason.CORRUPT,
            ("%s has lost what it had confirmed: its last transaction is %d, and it had confirmed"
                    + " %d. A standby may have taken over without them. Find out which server has"
                    + " them before anything goes on; this process writes nothing more.")
                .formatted(database.name(), next.get() - 1, confirmed));
      }
      number = next.get();
      return Optional.empty();
    }

    private StoreException fenced() throws SQLException {
      String leader =
          session
              .first(
                  "SELECT owner, since FROM leader",
                  row ->
                      "%s leads since %s"
                          .formatted(row.getString(1), Instant.ofEpochMilli(row.getLong(2))))
              .orElse("another server leads");
      return new StoreException(
          Reason.FENCED,
          "In %s %s: this one does nothing more.".formatted(database.name(), leader));
    }
  }
}
