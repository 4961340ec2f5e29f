package io.trainmaster.agent;

import io.trainmaster.json.JsonFormatException;
import io.trainmaster.json.ModelJson;
import io.trainmaster.track.Metric;
import io.trainmaster.track.Source;
import io.trainmaster.worker.AttemptIdentity;
import io.trainmaster.worker.AttemptListener;
import io.trainmaster.worker.AttemptResult;
import io.trainmaster.worker.RecordedOutcome;
import io.trainmaster.worker.remote.Line;
import io.trainmaster.worker.remote.Report;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * An attempt that this worker has, with all that it has said, which is kept until the server has
 * heard its end. Safe for use from several threads.
 *
 * <p>In its folder are {@code held.json}, {@code attempt/} and {@code checkpoint/}.
 */
final class HeldAttempt implements AttemptListener {

  private static final String FILE = "held.json";
  private static final int MOST_LINES = 1_000;
  private static final int MOST_LOG_BYTES = 256 << 10;

  private final Held held;
  private final Path folder;
  private final Runnable onNews;
  private final BiConsumer<HeldAttempt, AttemptResult> onEnded;
  private final List<Line> lines = new ArrayList<>();
  private int heard;
  private long logged;
  private boolean ended;
  private boolean stopped;
  private Report.@Nullable End end;

  /**
   * @param folder its own
   * @param onNews called when there is something to tell
   * @param onEnded called once its body is over; to return soon
   */
  HeldAttempt(
      Held held, Path folder, Runnable onNews, BiConsumer<HeldAttempt, AttemptResult> onEnded) {
    this.held = held;
    this.folder = folder;
    this.onNews = onNews;
    this.onEnded = onEnded;
  }

  /** What is known of the attempt in a folder; empty where there is none. */
  static Optional<Held> read(Path folder) throws IOException {
    try {
      return Optional.of(ModelJson.read(Files.readString(folder.resolve(FILE)), Held.class));
    } catch (NoSuchFileException | JsonFormatException neverBegun) {
      return Optional.empty();
    }
  }

  /** Lets it be found again, before it begins. */
  void write() throws IOException {
    Files.createDirectories(folder);
    Path draft = folder.resolve(FILE + ".new");
    Files.writeString(draft, ModelJson.write(held), StandardCharsets.UTF_8);
    Files.move(draft, folder.resolve(FILE), StandardCopyOption.ATOMIC_MOVE);
  }

  Held held() {
    return held;
  }

  Path folder() {
    return folder;
  }

  Path attemptDirectory() {
    return folder.resolve("attempt");
  }

  Path checkpointDirectory() {
    return folder.resolve("checkpoint");
  }

  AttemptIdentity identity() {
    return new AttemptIdentity(
        held.run(), held.task(), held.number(), held.fence(), attemptDirectory());
  }

  /**
   * Notes that it is to stop.
   *
   * @return whether it had not been
   */
  synchronized boolean stop() {
    boolean first = !stopped;
    stopped = true;
    return first;
  }

  synchronized boolean isStopped() {
    return stopped;
  }

  /** Whether its body is over. */
  synchronized boolean isEnded() {
    return ended;
  }

  // What it says.

  @Override
  public void started(long pid) {
    say(new Line.Started(pid));
  }

  @Override
  public void noted(Map<String, String> environment) {
    say(new Line.Noted(environment));
  }

  @Override
  public void progress(double fraction, String message) {
    say(new Line.Progress(fraction, message));
  }

  @Override
  public void metric(Metric metric) {
    say(new Line.Measured(metric));
  }

  @Override
  public void param(String key, String value) {
    say(new Line.Decided(key, value));
  }

  @Override
  public void source(Source source) {
    say(new Line.Read(source));
  }

  private void say(Line.Said said) {
    synchronized (this) {
      lines.add(Line.of(said));
    }
    onNews.run();
  }

  @Override
  public void ended(AttemptResult result) {
    synchronized (this) {
      if (ended) {
        return;
      }
      ended = true;
    }
    onEnded.accept(this, result);
  }

  /** It ended while nobody listened: says what its process left. */
  void replay(RecordedOutcome outcome) {
    noted(outcome.environment());
    outcome.metrics().forEach(this::metric);
    outcome.params().forEach(this::param);
    outcome.sources().forEach(this::source);
    ended(outcome.result());
  }

  /** All that it leaves has arrived at the server, so that its end may be told. */
  void arrived(Report.End how) {
    synchronized (this) {
      end = how;
    }
    onNews.run();
  }

  // What the server is told.

  /**
   * The server has so much of it.
   *
   * @return whether that is another position than was known
   */
  synchronized boolean heard(int nowHeard, long nowLogged) {
    boolean moved = nowHeard != heard || nowLogged != logged;
    heard = Math.min(nowHeard, lines.size());
    logged = nowLogged;
    return moved;
  }

  /** What the server doesn't have yet; empty where that is nothing. */
  synchronized Optional<Report.Attempt> news() throws IOException {
    int until = Math.min(lines.size(), heard + MOST_LINES);
    List<Line> next = List.copyOf(lines.subList(heard, until));
    long size = logSize();
    long from = size < logged ? 0 : logged;
    byte[] piece = log(from, size);
    boolean all = until == lines.size() && from + piece.length >= size;
    Optional<Report.End> last = all ? Optional.ofNullable(end) : Optional.empty();
    return next.isEmpty() && piece.length == 0 && last.isEmpty()
        ? Optional.empty()
        : Optional.of(new Report.Attempt(held.fence(), heard, next, from, piece, last));
  }

  private long logSize() throws IOException {
    Path log = identity().logFile();
    return Files.exists(log) ? Files.size(log) : 0;
  }

  private byte[] log(long from, long size) throws IOException {
    if (size <= from) {
      return new byte[0];
    }
    try (FileChannel channel = FileChannel.open(identity().logFile())) {
      ByteBuffer piece = ByteBuffer.allocate((int) Math.min(MOST_LOG_BYTES, size - from));
      channel.position(from);
      while (piece.hasRemaining() && channel.read(piece) >= 0) {
        // A log that is cut meanwhile ends early.
      }
      byte[] read = new byte[piece.position()];
      piece.flip().get(read);
      return read;
    }
  }
}
