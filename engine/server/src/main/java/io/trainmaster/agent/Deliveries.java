package io.trainmaster.agent;

import io.trainmaster.model.Outcome;
import io.trainmaster.run.Failure;
import io.trainmaster.worker.AttemptResult;
import io.trainmaster.worker.RecordedOutcome;
import io.trainmaster.worker.remote.Parcel;
import io.trainmaster.worker.remote.RemoteWorkers.Folder;
import io.trainmaster.worker.remote.Report;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Sends what attempts leave, before the server is told of their end. Safe for threads. */
final class Deliveries {

  private static final Logger LOG = LoggerFactory.getLogger(Deliveries.class);
  private static final long PAUSE_MILLIS = 1_000;

  private final ServerClient client;
  private final Path folder;

  /**
   * @param folder where parcels are made
   */
  Deliveries(ServerClient client, Path folder) throws IOException {
    this.client = client;
    this.folder = folder;
    Files.createDirectories(folder);
    try (Stream<Path> left = Files.list(folder)) {
      for (Path parcel : left.toList()) {
        Files.delete(parcel);
      }
    }
  }

  /** Sends what the next attempt, or who reads its results, needs of one that is over. */
  void deliver(HeldAttempt attempt, AttemptResult result) {
    boolean succeeded = result instanceof AttemptResult.Succeeded;
    try {
      if (succeeded) {
        send(attempt, Folder.STAGING, attempt.attemptDirectory().resolve("staging"));
      } else {
        send(attempt, Folder.CHECKPOINT, attempt.checkpointDirectory());
      }
      attempt.arrived(end(attempt, result));
    } catch (IOException e) {
      LOG.error("What {} left can't be sent: {}", attempt.held(), e.toString());
    } catch (InterruptedException closing) {
      Thread.currentThread().interrupt();
    }
  }

  private void send(HeldAttempt attempt, Folder what, Path from)
      throws IOException, InterruptedException {
    if (!isFilled(from)) {
      return;
    }
    Path parcel = Files.createTempFile(folder, "parcel-", ".zip");
    try {
      try (OutputStream out = Files.newOutputStream(parcel)) {
        Parcel.pack(from, out);
      }
      while (!isSent(attempt, what, parcel)) {
        TimeUnit.MILLISECONDS.sleep(PAUSE_MILLIS);
      }
    } finally {
      Files.deleteIfExists(parcel);
    }
  }

  /** Whether it has arrived; also where nobody wants it any more. */
  private boolean isSent(HeldAttempt attempt, Folder what, Path parcel) {
    try {
      client.put(attempt.held().fence(), what, parcel);
      return true;
    } catch (IOException | AgentException away) {
      return attempt.isStopped();
    }
  }

  private static boolean isFilled(Path folder) throws IOException {
    if (!Files.isDirectory(folder)) {
      return false;
    }
    try (Stream<Path> files = Files.list(folder)) {
      return files.findAny().isPresent();
    }
  }

  /** In the words of its process, where that left any. */
  private static Report.End end(HeldAttempt attempt, AttemptResult result) throws IOException {
    Path directory = attempt.attemptDirectory();
    boolean told =
        RecordedOutcome.read(directory)
            .filter(outcome -> outcome.fence() == attempt.held().fence())
            .filter(outcome -> outcome.result().getClass() == result.getClass())
            .isPresent();
    String outcome = told ? Files.readString(directory.resolve("outcome.json")) : "";
    return new Report.End(outcome, failure(result), result.peakMemoryBytes());
  }

  private static Optional<Failure> failure(AttemptResult result) {
    if (result instanceof AttemptResult.Failed failed) {
      return Optional.of(failed.failure());
    } else if (result instanceof AttemptResult.Unmet unmet) {
      return Optional.of(Failure.of(Outcome.REFUSED, unmet.reason()));
    }
    return Optional.empty();
  }
}
