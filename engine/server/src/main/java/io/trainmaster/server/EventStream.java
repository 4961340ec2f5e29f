package io.trainmaster.server;

import io.trainmaster.model.TaskId;
import io.trainmaster.model.Value;
import io.trainmaster.run.RunId;
import io.trainmaster.run.TaskPhase;
import io.trainmaster.runtime.RunListener;
import io.trainmaster.track.Metric;
import io.trainmaster.track.RunSummary;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/**
 * A run's events on their way to somebody who watches it. The engine puts them in and never waits;
 * whoever reads too slowly is left behind, and may come again.
 */
final class EventStream implements RunListener {

  /** So many events may be on their way; a run of 10,000 tasks tells of each when it is watched. */
  private static final int LIMIT = 200_000;

  /** Between two signs of life. Without them, nobody notices that the other side is gone. */
  private static final long SIGN_OF_LIFE_SECONDS = 10;

  /** Empty: there are no more. */
  private final BlockingQueue<Optional<Told>> events = new LinkedBlockingQueue<>();

  private void put(Told event) {
    events.add(events.size() < LIMIT ? Optional.of(event) : Optional.empty());
  }

  /** Writes events until the run has ended or the stream is closed; the caller's thread does it. */
  void writeTo(OutputStream out) throws IOException, InterruptedException {
    boolean over = false;
    while (!over) {
      Optional<Told> event = events.poll(SIGN_OF_LIFE_SECONDS, TimeUnit.SECONDS);
      String text = event == null ? ": \n\n" : event.map(Told::event).orElse("");
      out.write(text.getBytes(StandardCharsets.UTF_8));
      over = event != null && (event.isEmpty() || event.get() instanceof Told.Ended);
      if (events.isEmpty() || over) {
        out.flush();
      }
    }
  }

  /** Ends the stream though the run goes on. */
  void close() {
    events.add(Optional.empty());
  }

  @Override
  public void queued(RunId run) {
    put(new Told.Queued(run));
  }

  @Override
  public void planned(RunId run, List<TaskId> tasks) {
    put(new Told.Planned(run, tasks));
  }

  @Override
  public void taskChanged(
      TaskId task, TaskPhase phase, int attempt, String message, Optional<Value> output) {
    put(new Told.TaskChanged(task, phase, attempt, message, output));
  }

  @Override
  public void progress(TaskId task, double fraction, String message) {
    put(new Told.Progress(task, fraction, message));
  }

  @Override
  public void metric(TaskId task, Metric metric) {
    put(new Told.MetricReported(task, metric));
  }

  @Override
  public void ended(RunSummary run) {
    put(new Told.Ended(run));
  }
}
