package io.trainmaster.store.jdbc;

import java.sql.SQLException;
import java.time.Instant;

/**
 * Deletes what is recorded of why there were runs, once nothing depends on it: occurrences without
 * a run, and causes without an occurrence.
 *
 * <p>That an occurrence has one run or none rests on the row that says so. It can be done without
 * once its trigger never decides its time again: a schedule has decided everything up to its
 * cursor, which never goes back; an event's trigger notes each cause later than the one before; and
 * a backfill has a generation above all that are there. The last of each trigger is kept, because
 * people are shown it.
 */
final class ReasonEraser {

  /** An occurrence before an instant, given twice, that can be done without. */
  private static final String SPARE =
      "o.run_id IS NULL AND o.decided_at < ? AND o.nominal < ?"
          + " AND o.nominal < (SELECT max(nominal) FROM occurrence WHERE trigger_id = o.trigger_id)"
          + " AND (o.generation > 0"
          + " OR o.nominal < (SELECT decided FROM trigger_state WHERE id = o.trigger_id)"
          + " OR o.nominal < (SELECT noticed FROM event_trigger WHERE id = o.trigger_id))";

  private static final String OCCURRENCES = " FROM occurrence o WHERE " + SPARE;

  /** The causes before an instant that don't wait for an occurrence. */
  private static final String DECIDED =
      " FROM cause c WHERE c.at < ?"
          + " AND NOT EXISTS (SELECT 1 FROM event_trigger e WHERE e.id = c.trigger_id"
          + " AND (e.noticed <= c.at OR e.waiting_key = c.cause_key))";

  private static final String AND_HAS_NO_OCCURRENCE =
      " AND NOT EXISTS (SELECT 1 FROM occurrence o WHERE o.trigger_id = c.trigger_id"
          + " AND o.nominal = c.at AND o.generation = 0";

  /** The causes before an instant that have no occurrence any more, and don't wait for one. */
  private static final String CAUSES = DECIDED + AND_HAS_NO_OCCURRENCE + ")";

  /** Those that will have none once all occurrences before the instant are gone. */
  private static final String CAUSES_IN_THE_END =
      DECIDED + AND_HAS_NO_OCCURRENCE + " AND (" + SPARE + ") IS NOT TRUE)";

  private final Session session;

  ReasonEraser(Session session) {
    this.session = session;
  }

  /** How many there are to delete, with the causes of the occurrences among them. */
  long count(Instant before) throws SQLException {
    return session.number("SELECT count(*)" + OCCURRENCES, before, before)
        + session.number("SELECT count(*)" + CAUSES_IN_THE_END, before, before, before);
  }

  /** Deletes those before an instant, of each kind up to a number. */
  void erase(Instant before, int limit) throws SQLException {
    session.update(
        "DELETE FROM occurrence WHERE (trigger_id, nominal, generation) IN"
            + " (SELECT o.trigger_id, o.nominal, o.generation"
            + OCCURRENCES
            + " LIMIT ?)",
        before,
        before,
        limit);
    session.update(
        "DELETE FROM cause WHERE (trigger_id, cause_key) IN"
            + " (SELECT c.trigger_id, c.cause_key"
            + CAUSES
            + " LIMIT ?)",
        before,
        limit);
  }
}
