package io.trainmaster.store.jdbc;

import io.trainmaster.track.StoreException;
import io.trainmaster.track.StoreException.Reason;
import java.sql.SQLException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Lets several threads share one transaction, since forcing it to disk costs far more than what is
 * in it. Who finds the session free writes everything that has been queued, each piece of work
 * within a savepoint of its own, and commits once; what arrives in the meantime waits for the next
 * commit. No timer, no thread of its own. Safe for use from several threads.
 *
 * <p>Work that fails by itself is undone alone. Where the database isn't there or gives the whole
 * transaction up, it is repeated on another connection until it succeeds or the store is closed:
 * nobody knows whether it was written before, which is why all work may be written again. Where the
 * transaction fails for another reason, all of its work has failed, and nothing more is written:
 * what is stored is known only after opening it again.
 */
final class GroupCommit implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(GroupCommit.class);

  private static final long FIRST_WAIT_MILLIS = 20;
  private static final long LONGEST_WAIT_MILLIS = 1_000;

  private final Database database;
  private final ReentrantLock writing = new ReentrantLock();
  private final Deque<Piece<?>> queue = new ArrayDeque<>();
  private final CountDownLatch closing = new CountDownLatch(1);
  private @Nullable Session session;
  private @Nullable StoreException broken;

  /** The number of the last transaction that was confirmed to a leader. */
  private long confirmed;

  /**
   * @param session the connection to begin with; null where it is made when it is needed
   */
  GroupCommit(Database database, @Nullable Session session) {
    this.database = database;
    this.session = session;
  }

  /** Something to be written, and what is to be answered once it is durable. */
  interface Work<T> {
    T write(Session session) throws SQLException;
  }

  /** Returns when the work is durable. */
  <T> T write(Work<T> work) {
    return write(Epoch.ANY, work);
  }

  /**
   * Returns when the work is durable.
   *
   * @throws StoreException with {@code FENCED} where another epoch than this has begun
   */
  <T> T write(Epoch epoch, Work<T> work) {
    Piece<T> piece = new Piece<>(epoch, work);
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
    closing.countDown();
    writing.lock();
    try {
      broken = closed();
      if (session != null) {
        session.close();
      }
    } catch (SQLException e) {
      StoreException failure = database.describe(e);
      if (failure.reason() != Reason.UNAVAILABLE) {
        throw failure;
      }
    } finally {
      writing.unlock();
    }
  }

  private StoreException closed() {
    return new StoreException(Reason.FAILED, database.name() + " is closed.");
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
      long wait = FIRST_WAIT_MILLIS;
      while (!isWritten(pieces)) {
        pause(wait);
        wait = Math.min(2 * wait, LONGEST_WAIT_MILLIS);
      }
    } catch (RuntimeException e) {
      pieces.forEach(piece -> piece.fail(e));
    } catch (Error e) {
      StoreException failure =
          new StoreException(
              Reason.FAILED, "A write to %s broke off.".formatted(database.name()), e);
      broken = failure;
      pieces.forEach(piece -> piece.fail(failure));
      throw e;
    } finally {
      pieces.forEach(Piece::end);
    }
  }

  /** False where it should be tried again. */
  private boolean isWritten(List<Piece<?>> pieces) {
    if (broken != null) {
      throw new StoreException(broken.reason(), String.valueOf(broken.getMessage()), broken);
    }
    try {
      if (session == null) {
        session = database.openWriter();
      }
      transact(session, pieces);
      return true;
    } catch (SQLException e) {
      return giveUp(database.describe(e));
    } catch (StoreException e) {
      return giveUp(e);
    }
  }

  /** False where it may pass. */
  private boolean giveUp(StoreException failure) {
    if (failure.reason() != Reason.UNAVAILABLE) {
      broken = failure;
      throw failure;
    }
    LOG.warn("Trying again: {}", failure.getMessage());
    dropSession();
    return false;
  }

  private void dropSession() {
    if (session != null) {
      try {
        session.close();
      } catch (SQLException e) {
        LOG.debug("A connection that was lost can't be closed", e);
      }
      session = null;
    }
  }

  private void pause(long millis) {
    try {
      if (closing.await(millis, TimeUnit.MILLISECONDS)) {
        throw closed();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new StoreException(
          Reason.UNAVAILABLE, "Interrupted while waiting for " + database.name() + ".", e);
    }
  }

  private void transact(Session session, List<Piece<?>> pieces) throws SQLException {
    boolean over = false;
    try {
      if (!database.beginToWrite().isEmpty()) {
        session.execute(database.beginToWrite());
      }
      Epoch.Check check = new Epoch.Check(database, session, confirmed);
      boolean shared = pieces.size() > 1;
      boolean worthKeeping = shared;
      for (Piece<?> piece : pieces) {
        worthKeeping |= piece.write(session, check, shared);
      }
      // One that can't be rolled back would take what it wrote into the next transaction.
      session.execute(worthKeeping ? "COMMIT" : "ROLLBACK");
      over = true;
      if (worthKeeping) {
        confirmed = check.number();
      }
    } finally {
      if (!over) {
        rollBack(session);
      }
    }
  }

  private void rollBack(Session session) {
    try {
      session.execute("ROLLBACK");
    } catch (SQLException e) {
      // The database has rolled back by itself, or can't: either way this session writes no more.
      LOG.debug("A transaction can't be rolled back", e);
    }
  }

  /** One caller's work. Its fields are guarded by {@link #writing}, but for {@link #answer}. */
  private final class Piece<T> {

    private final Epoch epoch;
    private final Work<T> work;
    private @Nullable T result;
    private @Nullable RuntimeException failure;
    private boolean over;

    Piece(Epoch epoch, Work<T> work) {
      this.epoch = epoch;
      this.work = work;
    }

    /**
     * Writes it, and tells whether that went well.
     *
     * @param shared whether other work is in the transaction, which a failure of this is not to
     *     undo
     */
    boolean write(Session session, Epoch.Check check, boolean shared) throws SQLException {
      failure = check.refusal(epoch).orElse(null);
      if (failure != null) {
        return false;
      }
      if (shared) {
        session.execute("SAVEPOINT piece");
      }
      try {
        result = work.write(session);
      } catch (SQLException e) {
        if (database.endsTransaction(e)) {
          throw e;
        }
        failure = database.describe(e);
      } catch (RuntimeException e) {
        failure = e;
      }
      if (failure != null) {
        session.discard();
      }
      if (shared) {
        session.execute(failure == null ? "RELEASE piece" : "ROLLBACK TO piece; RELEASE piece");
      }
      return failure == null;
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
