package io.trainmaster.worker.remote;

import io.trainmaster.json.JsonFormatException;
import io.trainmaster.model.Outcome;
import io.trainmaster.run.Failure;
import io.trainmaster.worker.AttemptIdentity;
import io.trainmaster.worker.AttemptListener;
import io.trainmaster.worker.AttemptResult;
import io.trainmaster.worker.RecordedOutcome;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Optional;

/**
 * An attempt on another machine, and its listener, which hears one thing at a time and nothing
 * after the end. Safe for use from several threads.
 */
final class RemoteAttempt {

  private static final System.Logger LOGGER = System.getLogger(RemoteAttempt.class.getName());

  private final AttemptIdentity identity;
  private final AttemptListener listener;

  /** Left out where a server before this one had it launched. */
  private final Optional<Orders.Launch> launch;

  private int heard;
  private boolean ended;

  RemoteAttempt(
      AttemptIdentity identity, AttemptListener listener, Optional<Orders.Launch> launch) {
    this.identity = identity;
    this.listener = listener;
    this.launch = launch;
  }

  AttemptIdentity identity() {
    return identity;
  }

  long fence() {
    return identity.fence();
  }

  /**
   * What its worker is told of it.
   *
   * @param withLaunch whether also how to launch it
   */
  synchronized Orders.Attempt order(boolean stop, boolean withLaunch) {
    return new Orders.Attempt(
        identity.run(),
        identity.task(),
        identity.number(),
        identity.fence(),
        heard,
        logged(),
        stop,
        withLaunch ? launch : Optional.empty());
  }

  /** A worker's process that is new tells everything again. */
  synchronized void hearAgain() {
    heard = 0;
  }

  /**
   * Takes what is new.
   *
   * @return whether it is over
   * @throws IOException where it can't be kept, so that it must be told again
   */
  synchronized boolean hear(Report.Attempt news) throws IOException {
    if (ended) {
      return true;
    }
    log(news.logFrom(), news.log());
    List<Line> lines = news.lines();
    // Lines that were told twice are heard once; a gap is told again.
    for (int i = Math.max(0, heard - news.from()); i < lines.size() && news.from() <= heard; i++) {
      tell(lines.get(i));
      heard = news.from() + i + 1;
    }
    if (news.end().isPresent() && heard == news.from() + lines.size()) {
      end(news.end().get());
    }
    return ended;
  }

  synchronized Report.Position position() {
    return new Report.Position(fence(), heard, logged(), ended);
  }

  private void tell(Line line) {
    try {
      line.to(listener);
    } catch (JsonFormatException garbled) {
      LOGGER.log(System.Logger.Level.WARNING, "A worker's line can't be understood", garbled);
    }
  }

  private void end(Report.End end) throws IOException {
    if (!end.outcome().isEmpty()) {
      keep(end.outcome());
      Optional<RecordedOutcome> outcome =
          RecordedOutcome.read(identity.directory())
              .filter(recorded -> recorded.fence() == identity.fence());
      if (outcome.isPresent()) {
        end(outcome.get().result());
        return;
      }
    }
    Failure failure =
        end.failure().orElse(Failure.of(Outcome.LOST, "The worker gave a garbled result."));
    end(new AttemptResult.Failed(failure, end.peakMemoryBytes()));
  }

  /** Where the next server finds it, should this one end before what follows is recorded. */
  private void keep(String outcome) throws IOException {
    Path file = identity.directory().resolve("outcome.json");
    Path draft = identity.directory().resolve("outcome.json.new");
    Files.createDirectories(identity.directory());
    try (FileChannel channel =
        FileChannel.open(
            draft,
            StandardOpenOption.CREATE,
            StandardOpenOption.WRITE,
            StandardOpenOption.TRUNCATE_EXISTING)) {
      write(channel, outcome.getBytes(StandardCharsets.UTF_8));
      channel.force(true);
    }
    Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
  }

  /** Tells the end; the second and later ends are not heard. */
  synchronized void end(AttemptResult result) {
    if (!ended) {
      ended = true;
      listener.ended(result);
    }
  }

  private Path logFile() {
    return identity.directory().resolve("log.txt");
  }

  private long logged() {
    try {
      return Files.exists(logFile()) ? Files.size(logFile()) : 0;
    } catch (IOException unreadable) {
      return 0;
    }
  }

  /** A piece that belongs elsewhere is told again, from where the log ends here. */
  private void log(long from, byte[] piece) throws IOException {
    if (piece.length == 0 || from != 0 && from != logged()) {
      return;
    }
    Files.createDirectories(identity.directory());
    try (FileChannel channel =
        FileChannel.open(logFile(), StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
      channel.truncate(from);
      channel.position(from);
      write(channel, piece);
    }
  }

  private static void write(FileChannel channel, byte[] bytes) throws IOException {
    ByteBuffer buffer = ByteBuffer.wrap(bytes);
    while (buffer.hasRemaining()) {
      channel.write(buffer);
    }
  }
}
