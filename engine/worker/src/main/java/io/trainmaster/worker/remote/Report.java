package io.trainmaster.worker.remote;

import io.trainmaster.run.Failure;
import java.util.List;
import java.util.Optional;

/**
 * What has become of a worker's attempts.
 *
 * @param session the worker's
 * @param server the one that the attempts' positions are known from
 */
public record Report(String session, String server, List<Attempt> attempts) {

  public Report {
    attempts = List.copyOf(attempts);
  }

  /**
   * What is new of an attempt.
   *
   * @param from how many lines came before these
   * @param logFrom how many bytes of its log came before these; 0 begins it anew
   * @param log a piece of its log
   * @param end how it ended, once all else has been told
   */
  public record Attempt(
      long fence, int from, List<Line> lines, long logFrom, byte[] log, Optional<End> end) {

    public Attempt {
      lines = List.copyOf(lines);
    }
  }

  /**
   * How an attempt ended. Whatever it gave has arrived before.
   *
   * @param outcome the text of the file {@code outcome.json} that its process left; empty where it
   *     left none
   * @param failure how it failed; left out where the outcome says how it ended
   */
  public record End(String outcome, Optional<Failure> failure, long peakMemoryBytes) {}

  /**
   * What the server has of each attempt now.
   *
   * @param server the one that answers
   */
  public record Heard(String server, List<Position> attempts) {

    public Heard {
      attempts = List.copyOf(attempts);
    }
  }

  /**
   * How much the server has of an attempt.
   *
   * @param over whether nothing more is to be told of it: its end is heard, or it isn't the
   *     worker's any more
   */
  public record Position(long fence, int heard, long logged, boolean over) {}
}
