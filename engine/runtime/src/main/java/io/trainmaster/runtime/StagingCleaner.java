package io.trainmaster.runtime;

import io.trainmaster.run.RunId;
import io.trainmaster.store.StateFolder;
import io.trainmaster.track.StoreException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

/**
 * Deletes what attempts that are over left in their folders, in a thread of its own: nothing waits
 * for it, and what it can't delete is deleted by the next server that starts.
 */
final class StagingCleaner implements AutoCloseable {

  /** How long closing waits for the run that ended last. */
  private static final long PATIENCE_SECONDS = 10;

  private final StateFolder folder;
  private final ExecutorService thread;
  private volatile boolean closing;

  StagingCleaner(StateFolder folder) {
    this.folder = folder;
    this.thread =
        Executors.newSingleThreadExecutor(
            body -> {
              Thread daemon = new Thread(body, "staging-cleaner");
              daemon.setDaemon(true);
              return daemon;
            });
  }

  /** After one run, whose end is durable. */
  void clean(RunId run) {
    thread.execute(() -> sweep(run));
  }

  /** After all runs, one after another: an engine may have died before it could. */
  void cleanAll() {
    thread.execute(
        () -> {
          for (RunId run : folder.runsWithFolders()) {
            if (closing) {
              return;
            }
            sweep(run);
          }
        });
  }

  private void sweep(RunId run) {
    try {
      int unused = folder.sweepStaging(run);
    } catch (StoreException notNow) {
      // It takes room and does no other harm.
    }
  }

  /** Deletes what there is of the runs that have ended, and no more. */
  @Override
  public void close() {
    closing = true;
    thread.shutdown();
    try {
      if (!thread.awaitTermination(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
        thread.shutdownNow();
      }
    } catch (InterruptedException asked) {
      Thread.currentThread().interrupt();
    }
  }
}
