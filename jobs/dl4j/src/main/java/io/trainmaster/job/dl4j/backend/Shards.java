package io.trainmaster.job.dl4j.backend;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * Computes the parts of a minibatch on several threads. How it is cut follows from the number of
 * rows alone, and each part is computed by one thread from start to end, so the threads change how
 * long it takes and nothing else.
 */
final class Shards implements AutoCloseable {

  private final ExecutorService executor;
  private final List<Replica> replicas;

  /** The work on one part. */
  interface Work {

    /**
     * Computes a part.
     *
     * @param shard counted from 0
     * @param from its first row
     * @param rows how many it has
     */
    void compute(Replica replica, int shard, int from, int rows);
  }

  Shards(Replica first, int threads) {
    this.replicas = new ArrayList<>();
    replicas.add(first);
    while (replicas.size() < threads) {
      replicas.add(first.another());
    }
    this.executor =
        Executors.newFixedThreadPool(
            threads,
            runnable -> {
              Thread thread =
                  new Thread(
                      () -> {
                        NativeThreads.useOne();
                        runnable.run();
                      },
                      "network");
              thread.setDaemon(true);
              return thread;
            });
  }

  /** How many parts so many rows are cut into. */
  static int count(int rows, int rowsPerShard) {
    return rows / rowsPerShard + (rows % rowsPerShard == 0 ? 0 : 1);
  }

  /** Computes every part and waits for them. */
  void each(int rows, int rowsPerShard, Work work) {
    int count = count(rows, rowsPerShard);
    int workers = Math.min(replicas.size(), count);
    List<Future<?>> running = new ArrayList<>();
    for (int worker = 0; worker < workers; worker++) {
      int first = worker;
      running.add(
          executor.submit(
              () -> {
                for (int shard = first; shard < count; shard += workers) {
                  int from = shard * rowsPerShard;
                  work.compute(
                      replicas.get(first), shard, from, Math.min(rowsPerShard, rows - from));
                }
              }));
    }
    running.forEach(Shards::await);
  }

  private static void await(Future<?> future) {
    try {
      future.get();
    } catch (ExecutionException e) {
      if (e.getCause() instanceof Error error) {
        throw error;
      }
      if (e.getCause() instanceof RuntimeException exception) {
        throw exception;
      }
      throw new IllegalStateException(e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("Interrupted while a minibatch was computed", e);
    }
  }

  @Override
  public void close() {
    executor.shutdownNow();
  }
}
