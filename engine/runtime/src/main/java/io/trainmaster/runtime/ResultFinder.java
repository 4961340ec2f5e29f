package io.trainmaster.runtime;

import io.trainmaster.schedule.Effect;
import io.trainmaster.schedule.Input;
import io.trainmaster.store.StateFolder;
import io.trainmaster.track.ArtifactRecord;
import java.nio.file.Path;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Consumer;

/**
 * Answers for running tasks whether an earlier result may stand for theirs, from threads of its
 * own: a source may be large.
 */
final class ResultFinder implements AutoCloseable {

  private static final int THREADS = 2;

  private final StateFolder folder;
  private final EarlierResults results;
  private final ExecutorService threads;

  ResultFinder(StateFolder folder, Path project) {
    this.folder = folder;
    this.results =
        new EarlierResults(folder.runs(), new SourceFiles(project), folder.artifacts()::keep);
    this.threads =
        Executors.newFixedThreadPool(
            THREADS,
            body -> {
              Thread daemon = new Thread(body, "result-finder");
              daemon.setDaemon(true);
              return daemon;
            });
  }

  /**
   * Looks for a result.
   *
   * @param answer is told what was found, from another thread
   */
  void find(String workflow, Effect.LookUp ask, Consumer<Input> answer) {
    threads.execute(() -> answer.accept(look(workflow, ask)));
  }

  private Input look(String workflow, Effect.LookUp ask) {
    try {
      Input answer = results.find(workflow, ask);
      if (answer instanceof Input.Found found) {
        for (ArtifactRecord artifact : found.result().artifacts()) {
          folder.link(ask.run(), ask.task(), artifact.output(), artifact.artifact().digest());
        }
      }
      return answer;
    } catch (RuntimeException e) {
      // Whatever it is, the work can be done anew.
      return new Input.NotFound(ask.task(), ask.key(), "earlier results can't be looked at: " + e);
    }
  }

  @Override
  public void close() {
    threads.shutdownNow();
  }
}
