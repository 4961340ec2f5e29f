package io.trainmaster.job;

import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A published artifact that an attempt may read.
 *
 * @param type its nominal type, such as {@code Dataset}
 * @param digest the SHA-256 of its content in hexadecimal
 * @param path where its file or folder is; read-only
 * @param properties what the operator that wrote it said of it
 */
public record Artifact(String type, String digest, Path path, Map<String, Object> properties) {

  public Artifact {
    properties = Collections.unmodifiableMap(new LinkedHashMap<>(properties));
  }

  /** A property of type text. */
  public String text(String name) {
    Object value = properties.get(name);
    if (value instanceof String text) {
      return text;
    }
    throw new IllegalArgumentException("A " + type + " without property " + name);
  }
}
