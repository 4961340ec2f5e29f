package io.trainmaster.worker;

import io.trainmaster.model.Value;
import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/** Something that an attempt gave. */
public sealed interface AttemptOutput {

  /**
   * A file or a folder that waits to be published.
   *
   * @param type its nominal type, such as {@code Dataset}
   * @param path where it is, inside the attempt's folder
   */
  record StagedArtifact(String type, Path path, Map<String, Value> properties)
      implements AttemptOutput {
    public StagedArtifact {
      properties = Collections.unmodifiableMap(new LinkedHashMap<>(properties));
    }
  }

  /** A value that is not an artifact; it may be a record or a list. */
  record Scalar(Value value) implements AttemptOutput {}
}
