package io.trainmaster.store.jdbc;

import io.trainmaster.track.StoreException;
import java.sql.SQLException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Lets several threads share one transaction, since forcing it to disk costs far more than what is
 * in it. Who finds the session free writes everything that has been queued, each piece of work
 * within a savepoint of its own, and commits once; what arrives in the meantime waits for the next
 * commit. No timer, no thread of its own. Safe for use from several threads.
 *
 * <p>Work that fails by itself is undone alone. When the transaction fails, all of its work has
 * failed, and nothing more is written: what is stored is known only after opening it again.
 */
final class GroupCommit implements AutoCloseable {

  private final Database database;
  private final Session session;
  private final ReentrantLock writing = new ReentrantLock();
  private final Deque<Piece<?>> queue = new ArrayDeque<>();
  private @Nullable StoreException broken;

  GroupCommit(Database database, Session session) {
    this.database = database;
    this.session = session;
  }

  /** Something to be written, and what is to be answered once it is durable. */
  interface Work<T> {
    T write(Session session) throws SQLException;
  }

  /** Returns when the work is durable. */
  <T> T write(Work<T> work) {
    Piece<T> piece = new Piece<>(work);
    synchronized (queue) {
      queue.add(piece);
    }
    writing.lock();
    try {
      if (!piece.over) {
        writeAll(drain());
      }
    } finally {
      writing.unlock();
    }
    return piece.answer();
  }

  @Override
  public void close() {
    writing.lock();
    try {
      broken = new StoreException(StoreException.Reason.FAILED, database.name() + " is closed.");
      session.close();
    } catch (SQLException e) {
      throw database.describe(e);
    } finally {
      writing.unlock();
    }
  }

  private List<Piece<?>> drain() {
    synchronized (queue) {
      List<Piece<?>> pieces = new ArrayList<>(queue);
      queue.clear();
      return pieces;
    }
  }

  private void writeAll(List<Piece<?>> pieces) {
    try {
      if (broken != null) {
        throw new StoreException(broken.reason(), String.valueOf(broken.getMessage()), broken);
      }
      transact(pieces);
    } catch (SQLException e) {
      pieces.forEach(piece -> piece.fail(database.describe(e)));
    } catch (RuntimeException e) {
      pieces.forEach(piece -> piece.fail(e));
    } finally {
      pieces.forEach(Piece::end);
    }
  }

  private void transact(List<Piece<?>> pieces) throws SQLException {
    boolean committed = false;
    try {
      session.execute(database.beginToWrite());
      for (Piece<?> piece : pieces) {
        piece.write(session);
      }
      session.execute("COMMIT");
      committed = true;
    } catch (SQLException e) {
      broken = database.describe(e);
      throw e;
    } finally {
      if (!committed) {
        rollBack();
      }
    }
  }

  private void rollBack() {
    if (broken == null) {
      broken =
          new StoreException(
              StoreException.Reason.FAILED, "A write to %s broke off.".formatted(database.name()));
    }
    try {
      session.execute("ROLLBACK");
    } catch (SQLException e) {
      // The database has rolled back by itself, or can't: either way this session writes no more.
      broken.addSuppressed(e);
    }
  }

  /** One caller's work. Its fields are guarded by {@link #writing}, but for {@link #answer}. */
  private final class Piece<T> {

    private final Work<T> work;
    private @Nullable T result;
    private @Nullable RuntimeException failure;
    private boolean over;

    Piece(Work<T> work) {
      this.work = work;
    }

    void write(Session session) throws SQLException {
      session.execute("SAVEPOINT piece");
      try {
        result = work.write(session);
      } catch (SQLException e) {
        if (database.endsTransaction(e)) {
          throw e;
        }
        undo(session, database.describe(e));
      } catch (RuntimeException e) {
        undo(session, e);
      }
      session.execute("RELEASE piece");
    }

    private void undo(Session session, RuntimeException e) throws SQLException {
      session.execute("ROLLBACK TO piece");
      failure = e;
    }

    void fail(RuntimeException e) {
      failure = e;
    }

    void end() {
      over = true;
    }

    T answer() {
      if (failure != null) {
        throw failure;
      }
      return Objects.requireNonNull(result);
    }
  }
}
