package io.trainmaster.worker.remote;

import io.trainmaster.json.ModelJson;
import io.trainmaster.track.Metric;
import io.trainmaster.track.Source;
import io.trainmaster.worker.AttemptListener;
import java.util.Locale;
import java.util.Map;

/**
 * Something that an attempt's listener on the worker heard, on its way to the one on the server.
 *
 * @param kind which of the {@link Said} it is
 * @param said its JSON
 */
public record Line(String kind, String said) {

  /** What may be said, but for the end. */
  public sealed interface Said {
    /** Tells it to a listener. */
    void to(AttemptListener listener);
  }

  /** {@link AttemptListener#started}. */
  public record Started(long pid) implements Said {
    @Override
    public void to(AttemptListener listener) {
      listener.started(pid);
    }
  }

  /** {@link AttemptListener#noted}. */
  public record Noted(Map<String, String> environment) implements Said {
    @Override
    public void to(AttemptListener listener) {
      listener.noted(environment);
    }
  }

  /** {@link AttemptListener#progress}. */
  public record Progress(double fraction, String message) implements Said {
    @Override
    public void to(AttemptListener listener) {
      listener.progress(fraction, message);
    }
  }

  /** {@link AttemptListener#metric}. */
  public record Measured(Metric metric) implements Said {
    @Override
    public void to(AttemptListener listener) {
      listener.metric(metric);
    }
  }

  /** {@link AttemptListener#param}. */
  public record Decided(String key, String value) implements Said {
    @Override
    public void to(AttemptListener listener) {
      listener.param(key, value);
    }
  }

  /** {@link AttemptListener#source}. */
  public record Read(Source source) implements Said {
    @Override
    public void to(AttemptListener listener) {
      listener.source(source);
    }
  }

  private static final Map<String, Class<? extends Said>> KINDS =
      Map.of(
          kind(Started.class), Started.class,
          kind(Noted.class), Noted.class,
          kind(Progress.class), Progress.class,
          kind(Measured.class), Measured.class,
          kind(Decided.class), Decided.class,
          kind(Read.class), Read.class);

  private static String kind(Class<? extends Said> type) {
    return type.getSimpleName().toLowerCase(Locale.ROOT);
  }

  /** The line of what was said. */
  public static Line of(Said said) {
    return new Line(kind(said.getClass()), ModelJson.write(said));
  }

  /**
   * Tells a listener the same. A line that this version doesn't know says nothing.
   *
   * @throws io.trainmaster.json.JsonFormatException where it isn't what its kind says
   */
  public void to(AttemptListener listener) {
    Class<? extends Said> type = KINDS.get(kind);
    if (type != null) {
      ModelJson.read(said, type).to(listener);
    }
  }
}
