package io.trainmaster.store.jdbc;

import io.trainmaster.json.ModelJson;
import io.trainmaster.time.TriggerId;
import io.trainmaster.track.StoreException;
import io.trainmaster.track.StoreException.Reason;
import io.trainmaster.trigger.Cause;
import io.trainmaster.trigger.EventState;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The tables of events' triggers, and of what happened. */
final class EventTables {

  private static final String CAUSE = "SELECT trigger_id, cause_key, at, text FROM cause ";

  private final Session session;

  EventTables(Session session) {
    this.session = session;
  }

  // Writing.

  void change(EventState state) throws SQLException {
    Optional<EventState.Waiting> waiting = state.waiting();
    session.update(
        "INSERT INTO event_trigger (id, paused, seen, seen_hint, changes, covered, noticed, ran,"
            + " waiting_key, waiting_event) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
            + " ON CONFLICT (id) DO UPDATE SET paused = excluded.paused, seen = excluded.seen,"
            + " seen_hint = excluded.seen_hint, changes = excluded.changes,"
            + " covered = excluded.covered, noticed = excluded.noticed, ran = excluded.ran,"
            + " waiting_key = excluded.waiting_key, waiting_event = excluded.waiting_event",
        state.id().value(),
        state.paused() ? 1 : 0,
        state.seen().map(EventState.Seen::value).orElse(null),
        state.seen().map(EventState.Seen::hint).orElse(null),
        state.changes(),
        state.covered(),
        state.noticed(),
        Session.millis(state.ran()),
        waiting.map(one -> one.cause().key()).orElse(null),
        waiting.map(one -> ModelJson.writeValues(one.event())).orElse(null));
  }

  void note(Cause cause) throws SQLException {
    int written =
        session.update(
            "INSERT INTO cause (trigger_id, cause_key, at, text) VALUES (?, ?, ?, ?)"
                + " ON CONFLICT (trigger_id, cause_key) DO NOTHING",
            cause.trigger().value(),
            cause.key(),
            cause.at(),
            cause.text());
    boolean same =
        written > 0
            || cause(cause.trigger(), cause.key())
                .filter(known -> known.at().equals(cause.at()))
                .isPresent();
    if (!same) {
      throw new StoreException(
          Reason.FAILED,
          "It has been noted already that %s (%s): two servers decide at once."
              .formatted(cause.text(), cause.trigger()));
    }
  }

  // Reading.

  List<EventState> states() throws SQLException {
    return session.list(
        "SELECT id, paused, seen, seen_hint, changes, covered, noticed, ran, waiting_event,"
            + " trigger_id, cause_key, at, text FROM event_trigger LEFT JOIN cause"
            + " ON trigger_id = id AND cause_key = waiting_key ORDER BY id",
        EventTables::state);
  }

  Optional<Cause> cause(TriggerId trigger, String key) throws SQLException {
    return session.first(
        CAUSE + "WHERE trigger_id = ? AND cause_key = ?", EventTables::cause, trigger.value(), key);
  }

  Optional<Cause> cause(TriggerId trigger, Instant at) throws SQLException {
    return session.first(
        CAUSE + "WHERE trigger_id = ? AND at = ?", EventTables::cause, trigger.value(), at);
  }

  List<Cause> causes(TriggerId trigger, int limit) throws SQLException {
    return session.list(
        CAUSE + "WHERE trigger_id = ? ORDER BY at DESC LIMIT ?",
        EventTables::cause,
        trigger.value(),
        limit);
  }

  private static EventState state(ResultSet row) throws SQLException {
    @Nullable String seen = row.getString("seen");
    @Nullable String event = row.getString("waiting_event");
    return new EventState(
        new TriggerId(row.getString("id")),
        row.getInt("paused") != 0,
        seen == null
            ? Optional.empty()
            : Optional.of(new EventState.Seen(seen, row.getString("seen_hint"))),
        row.getLong("changes"),
        Session.instant(row, "covered"),
        Session.instant(row, "noticed"),
        Session.optionalInstant(row, "ran"),
        event == null
            ? Optional.empty()
            : Optional.of(new EventState.Waiting(cause(row), ModelJson.readValues(event))));
  }

  private static Cause cause(ResultSet row) throws SQLException {
    return new Cause(
        new TriggerId(row.getString("trigger_id")),
        row.getString("cause_key"),
        Session.instant(row, "at"),
        row.getString("text"));
  }
}
