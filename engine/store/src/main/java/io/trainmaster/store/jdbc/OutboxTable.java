package io.trainmaster.store.jdbc;

import io.trainmaster.outbox.Delivery;
import io.trainmaster.outbox.DeliveryPhase;
import io.trainmaster.outbox.Notification;
import io.trainmaster.run.RunId;
import io.trainmaster.run.RunPhase;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What people are told. */
final class OutboxTable {

  private static final String OPEN = "phase IN ('WAITING', 'SENDING')";

  /** No earlier one of its run for its channel is open. */
  private static final String IS_NEXT =
      " AND NOT EXISTS (SELECT 1 FROM outbox earlier WHERE earlier.run_id = one.run_id"
          + " AND earlier.channel = one.channel AND earlier.sequence < one.sequence"
          + " AND earlier."
          + OPEN
          + ")";

  private final Session session;

  OutboxTable(Session session) {
    this.session = session;
  }

  // Writing.

  void add(Notification told) throws SQLException {
    Delivery delivery = Delivery.of(told);
    session.update(
        "INSERT INTO outbox (id, run_id, workflow, kind, severity, channel, subject, text,"
            + " created_at, phase, attempts, since, due_at, answer)"
            + " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (id) DO NOTHING",
        told.id(),
        told.run().value(),
        told.workflow(),
        told.kind(),
        told.severity(),
        told.to(),
        told.subject(),
        told.text(),
        told.createdAt(),
        delivery.phase(),
        delivery.attempts(),
        delivery.since(),
        delivery.dueAt(),
        delivery.answer());
  }

  /** One that is kept no longer is none any more. */
  void change(Delivery delivery) throws SQLException {
    session.update(
        "UPDATE outbox SET phase = ?, attempts = ?, since = ?, due_at = ?, answer = ?,"
            + " ended_at = ? WHERE id = ?",
        delivery.phase(),
        delivery.attempts(),
        delivery.since(),
        delivery.dueAt(),
        delivery.answer(),
        Session.millis(delivery.endedAt()),
        delivery.notification().id());
  }

  /** Whether it is to be tried anew; also where that had been written and nobody heard so. */
  boolean tryAgain(String id, Instant now) throws SQLException {
    Optional<Delivery> known = find(id);
    Optional<Delivery> anew = known.flatMap(delivery -> delivery.triedAgain(now));
    if (anew.isPresent()) {
      change(anew.get());
    }
    return anew.isPresent()
        || known
            .filter(
                delivery ->
                    delivery.phase() == DeliveryPhase.WAITING
                        && delivery.attempts() == 0
                        && delivery.since().equals(now))
            .isPresent();
  }

  // Reading.

  /** For each channel by itself, so that the first that may be sent ends the search. */
  List<Delivery> due(Instant now) throws SQLException {
    List<Delivery> due = new ArrayList<>();
    List<String> channels =
        session.list(
            "SELECT DISTINCT channel FROM outbox WHERE " + OPEN, row -> row.getString("channel"));
    for (String channel : channels) {
      session
          .first(
              "SELECT * FROM outbox one WHERE one.channel = ? AND one.due_at <= ?"
                  + " AND one."
                  + OPEN
                  + IS_NEXT
                  + " ORDER BY one.sequence LIMIT 1",
              OutboxTable::delivery,
              channel,
              now)
          .ifPresent(due::add);
    }
    return due;
  }

  Optional<Instant> nextDue(Instant now) throws SQLException {
    return session
        .first(
            "SELECT min(due_at) AS next FROM outbox WHERE phase = 'WAITING' AND due_at > ?",
            row -> Session.optionalInstant(row, "next"),
            now)
        .flatMap(next -> next);
  }

  long waiting() throws SQLException {
    return session.number("SELECT count(*) FROM outbox WHERE " + OPEN);
  }

  List<Delivery> latest(boolean onlyDead, int limit) throws SQLException {
    return session.list(
        "SELECT * FROM outbox WHERE phase = 'DEAD' OR ? = 0 ORDER BY sequence DESC LIMIT ?",
        OutboxTable::delivery,
        onlyDead ? 1 : 0,
        limit);
  }

  List<Delivery> of(RunId run) throws SQLException {
    return session.list(
        "SELECT * FROM outbox WHERE run_id = ? ORDER BY sequence",
        OutboxTable::delivery,
        run.value());
  }

  List<Delivery> unsent(RunId run) throws SQLException {
    return session.list(
        "WITH RECURSIVE made (id) AS (SELECT id FROM run WHERE id = ?"
            + " UNION SELECT child.id FROM run child JOIN made ON made.id = child.caller_run)"
            + " SELECT * FROM outbox WHERE "
            + OPEN
            + " AND run_id IN (SELECT id FROM made) ORDER BY sequence",
        OutboxTable::delivery,
        run.value());
  }

  Optional<Delivery> find(String id) throws SQLException {
    return session.first("SELECT * FROM outbox WHERE id = ?", OutboxTable::delivery, id);
  }

  Optional<RunPhase> lastOutcome(String workflow) throws SQLException {
    return session.first(
        "SELECT phase FROM run WHERE workflow = ? AND phase IN ('SUCCEEDED', 'FAILED')"
            + " AND reproduces IS NULL ORDER BY ended_at DESC, sequence DESC LIMIT 1",
        row -> RunPhase.valueOf(row.getString("phase")),
        workflow);
  }

  private static Delivery delivery(ResultSet row) throws SQLException {
    return new Delivery(
        new Notification(
            row.getString("id"),
            new RunId(row.getString("run_id")),
            row.getString("workflow"),
            Notification.Kind.valueOf(row.getString("kind")),
            Notification.Severity.valueOf(row.getString("severity")),
            row.getString("channel"),
            row.getString("subject"),
            row.getString("text"),
            Session.instant(row, "created_at")),
        DeliveryPhase.valueOf(row.getString("phase")),
        row.getInt("attempts"),
        Session.instant(row, "since"),
        Session.instant(row, "due_at"),
        row.getString("answer"),
        Session.optionalInstant(row, "ended_at"));
  }
}
