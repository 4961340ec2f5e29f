package io.trainmaster.store;

import io.trainmaster.store.jdbc.PostgresAccess;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Where state is.
 *
 * @param folder the folder, which has the artifacts and logs in either case; servers that share a
 *     database share the folder too
 * @param database where runs and models are recorded; empty: in a file in the folder
 */
public record StateLocation(Path folder, Optional<PostgresAccess> database) {

  /** A folder that has everything. */
  public static StateLocation of(Path folder) {
    return new StateLocation(folder, Optional.empty());
  }

  /** As messages name it. */
  @Override
  public String toString() {
    return database.map(access -> folder + " and " + access).orElse(folder.toString());
  }
}
