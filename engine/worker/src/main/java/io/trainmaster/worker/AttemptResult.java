package io.trainmaster.worker;

import io.trainmaster.run.Failure;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/** How an attempt's body ended. */
public sealed interface AttemptResult {

  /** The most memory that its process was seen to use, in bytes; 0 where that isn't known. */
  long peakMemoryBytes();

  /**
   * It gave its outputs, which are complete on disk and not yet published.
   *
   * @param outputs by name, in the order they were declared
   */
  record Succeeded(Map<String, AttemptOutput> outputs, long peakMemoryBytes)
      implements AttemptResult {
    public Succeeded {
      outputs = Collections.unmodifiableMap(new LinkedHashMap<>(outputs));
    }
  }

  /**
   * It never began: the pool that it was passed on to had no room for it in time.
   *
   * @param reason in a sentence
   */
  record Unmet(String reason) implements AttemptResult {
    @Override
    public long peakMemoryBytes() {
      return 0;
    }
  }

  /** It didn't. */
  record Failed(Failure failure, long peakMemoryBytes) implements AttemptResult {}
}
