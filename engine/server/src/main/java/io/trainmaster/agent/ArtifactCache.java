package io.trainmaster.agent;

import io.trainmaster.model.Entry;
import io.trainmaster.model.Value;
import io.trainmaster.store.file.LocalArtifactStore;
import io.trainmaster.store.file.Trees;
import io.trainmaster.worker.remote.Orders;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.function.Predicate;

/** The artifacts that attempts of this worker read, as long as they may be read again soon. */
final class ArtifactCache {

  /** What nothing reads for so long is fetched again when it is read. */
  private static final Duration KEPT = Duration.ofDays(1);

  private final ServerClient client;
  private final LocalArtifactStore store;
  private final Path incoming;

  ArtifactCache(ServerClient client, Path folder) throws IOException {
    this.client = client;
    this.store = new LocalArtifactStore(folder);
    this.incoming = LocalArtifactStore.incoming(folder);
    Trees.delete(incoming);
  }

  /** Where an artifact is that has been fetched. */
  Path locate(String digest) {
    return store.locate(digest);
  }

  /**
   * Fetches what an attempt reads and isn't here.
   *
   * @throws IOException where that can't be done now
   */
  void fetch(Orders.Launch launch) throws IOException {
    for (String digest : digests(launch)) {
      if (!store.keep(digest)) {
        fetch(digest);
      }
    }
  }

  private void fetch(String digest) throws IOException {
    Files.createDirectories(incoming);
    Path arriving = incoming.resolve(UUID.randomUUID().toString());
    try {
      client.fetchArtifact(digest, arriving);
      String found = store.publish(arriving).digest();
      if (!found.equals(digest)) {
        throw new IOException("The artifact %s arrived as %s.".formatted(digest, found));
      }
    } finally {
      Trees.delete(arriving);
      Files.deleteIfExists(arriving.resolveSibling(arriving.getFileName() + ".published"));
    }
  }

  /** Deletes what hasn't been read for long and isn't in use. */
  void tidy(Predicate<String> inUse) {
    var unused = store.collect(inUse, Instant.now().minus(KEPT));
  }

  /** The artifacts that an attempt reads. */
  static Set<String> digests(Orders.Launch launch) {
    Set<String> digests = new LinkedHashSet<>();
    addAll(launch.arguments().values(), digests);
    addEntries(launch.block(), digests);
    return digests;
  }

  private static void addEntries(List<Entry> block, Set<String> digests) {
    for (Entry entry : block) {
      addAll(entry.positional(), digests);
      addAll(entry.named().values(), digests);
      addEntries(entry.block(), digests);
    }
  }

  private static void addAll(Collection<Value> values, Set<String> digests) {
    values.forEach(value -> add(value, digests));
  }

  private static void add(Value value, Set<String> digests) {
    if (value instanceof Value.Artifact artifact) {
      digests.add(artifact.digest());
      addAll(artifact.properties().values(), digests);
    } else if (value instanceof Value.Items items) {
      addAll(items.items(), digests);
    } else if (value instanceof Value.Fields fields) {
      addAll(fields.fields().values(), digests);
    } else if (value instanceof Value.Call call) {
      addAll(call.positional(), digests);
      addAll(call.named().values(), digests);
    }
  }
}
