package io.trainmaster.store.jdbc;

import io.trainmaster.track.StoreException;
import io.trainmaster.track.StoreException.Reason;
import java.sql.SQLException;
import java.util.concurrent.ConcurrentLinkedDeque;

/**
 * Sessions that read, one for each thread that does so at the same time; each reading sees one
 * moment. A database that can't be reached is waited for, for some seconds. Safe for use from
 * several threads.
 */
final class Readers implements AutoCloseable {

  private static final long PATIENCE_NANOS = 5_000_000_000L;
  private static final long WAIT_MILLIS = 100;

  private final Database database;
  private final ConcurrentLinkedDeque<Session> idle = new ConcurrentLinkedDeque<>();
  private volatile boolean closed;

  Readers(Database database) {
    this.database = database;
  }

  /** Opens a session, so that what can't be read is refused at once. */
  void open() {
    giveBack(retrying(database::openReader));
  }

  <T> T read(GroupCommit.Work<T> query) {
    return retrying(() -> readOnce(query));
  }

  /** Something that the database does, or can't do just now. */
  interface Try<T> {
    T run();
  }

  /** Does something; again and again for some seconds where the database doesn't serve. */
  static <T> T retrying(Try<T> attempt) {
    long end = System.nanoTime() + PATIENCE_NANOS;
    while (true) {
      try {
        return attempt.run();
      } catch (StoreException e) {
        if (e.reason() != Reason.UNAVAILABLE || System.nanoTime() - end >= 0 || !hasPaused()) {
          throw e;
        }
      }
    }
  }

  private static boolean hasPaused() {
    try {
      Thread.sleep(WAIT_MILLIS);
      return true;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  private <T> T readOnce(GroupCommit.Work<T> query) {
    Session session = borrow();
    boolean usable = true;
    try {
      session.execute(database.beginToRead());
      try {
        return query.write(session);
      } finally {
        session.execute("ROLLBACK");
      }
    } catch (SQLException e) {
      StoreException failure = database.describe(e);
      usable = failure.reason() != Reason.UNAVAILABLE;
      throw failure;
    } finally {
      if (usable) {
        giveBack(session);
      } else {
        discard(session);
      }
    }
  }

  private Session borrow() {
    if (closed) {
      throw new StoreException(Reason.FAILED, database.name() + " is closed.");
    }
    Session session = idle.poll();
    return session != null ? session : database.openReader();
  }

  private void giveBack(Session session) {
    idle.push(session);
    if (closed && idle.remove(session)) {
      close(session);
    }
  }

  @Override
  public void close() {
    closed = true;
    for (Session session = idle.poll(); session != null; session = idle.poll()) {
      close(session);
    }
  }

  private void close(Session session) {
    try {
      session.close();
    } catch (SQLException e) {
      StoreException failure = database.describe(e);
      if (failure.reason() != Reason.UNAVAILABLE) {
        throw failure;
      }
    }
  }

  /** Of a connection that was lost, and any other that lay idle meanwhile. */
  private void discard(Session lost) {
    close(lost);
    for (Session session = idle.poll(); session != null; session = idle.poll()) {
      close(session);
    }
  }
}
