package io.trainmaster.store.jdbc;

import io.trainmaster.model.TaskId;
import io.trainmaster.run.RunId;
import io.trainmaster.track.Approval;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/** What tasks have asked people. */
final class ApprovalTable {

  private final Session session;

  ApprovalTable(Session session) {
    this.session = session;
  }

  void ask(Approval approval) throws SQLException {
    session.update(
        "INSERT INTO approval (run_id, task_id, attempt, question, asked, asked_at, expires_at)"
            + " VALUES (?, ?, ?, ?, ?, ?, ?) ON CONFLICT (run_id, task_id, attempt) DO NOTHING",
        approval.key().run().value(),
        approval.key().task().value(),
        approval.key().attempt(),
        approval.question(),
        approval.asked(),
        approval.askedAt(),
        approval.expiresAt());
  }

  /** Whether it counts; it does as well where it had been written and nobody heard so. */
  boolean answer(Approval.Key key, Approval.Answer answer) throws SQLException {
    int changed =
        session.update(
            "UPDATE approval SET granted = ?, answered_by = ?, comment = ?, answered_at = ?"
                + " WHERE run_id = ? AND task_id = ? AND attempt = ? AND granted IS NULL",
            answer.granted() ? 1 : 0,
            answer.by(),
            answer.comment(),
            answer.at(),
            key.run().value(),
            key.task().value(),
            key.attempt());
    return changed == 1 || find(key).flatMap(Approval::answer).equals(Optional.of(answer));
  }

  List<Approval> open() throws SQLException {
    return session.list(
        "SELECT approval.* FROM approval JOIN attempt ON attempt.run_id = approval.run_id"
            + " AND attempt.task_id = approval.task_id AND attempt.number = approval.attempt"
            + " WHERE granted IS NULL AND attempt.phase IN ('LAUNCHED', 'STARTED')"
            + " ORDER BY asked_at, approval.run_id, approval.task_id",
        ApprovalTable::approval);
  }

  Optional<Approval> find(Approval.Key key) throws SQLException {
    return session.first(
        "SELECT * FROM approval WHERE run_id = ? AND task_id = ? AND attempt = ?",
        ApprovalTable::approval,
        key.run().value(),
        key.task().value(),
        key.attempt());
  }

  private static Approval approval(ResultSet row) throws SQLException {
    long granted = row.getLong("granted");
    Optional<Approval.Answer> answer =
        row.wasNull()
            ? Optional.empty()
            : Optional.of(
                new Approval.Answer(
                    granted != 0,
                    Objects.requireNonNull(row.getString("answered_by")),
                    Objects.requireNonNull(row.getString("comment")),
                    Session.instant(row, "answered_at")));
    return new Approval(
        new Approval.Key(
            new RunId(row.getString("run_id")),
            new TaskId(row.getString("task_id")),
            row.getInt("attempt")),
        row.getString("question"),
        row.getString("asked"),
        Session.instant(row, "asked_at"),
        Session.instant(row, "expires_at"),
        answer);
  }
}
