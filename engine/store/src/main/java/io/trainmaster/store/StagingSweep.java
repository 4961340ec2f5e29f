package io.trainmaster.store;

import io.trainmaster.run.RunId;
import io.trainmaster.store.file.FileFailure;
import io.trainmaster.store.file.Trees;
import io.trainmaster.track.AttemptRecord;
import io.trainmaster.track.RunRecord;
import io.trainmaster.track.RunStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Deletes what attempts that are over left in their staging folders. */
final class StagingSweep {

  static final String STAGING = "staging";

  private final Path runsFolder;
  private final RunStore runs;

  StagingSweep(Path runsFolder, RunStore runs) {
    this.runsFolder = runsFolder;
    this.runs = runs;
  }

  int sweep() {
    int deleted = 0;
    try {
      for (Path run : folders(runsFolder)) {
        deleted += sweep(run);
      }
    } catch (IOException e) {
      throw FileFailure.describe(runsFolder, e);
    }
    return deleted;
  }

  private int sweep(Path run) throws IOException {
    List<Staged> staged = staged(run);
    if (staged.isEmpty()) {
      return 0;
    }
    Optional<RunRecord> record = runs.run(new RunId(run.getFileName().toString()));
    int deleted = 0;
    for (Staged one : staged) {
      if (!isLive(record, one)) {
        Trees.delete(one.folder());
        deleted++;
      }
    }
    return deleted;
  }

  private static boolean isLive(Optional<RunRecord> run, Staged staged) {
    return run.stream()
        .flatMap(record -> record.tasks().stream())
        .filter(record -> record.id().value().equals(staged.task()))
        .flatMap(record -> record.attempts().stream())
        .filter(attempt -> Integer.toString(attempt.number()).equals(staged.attempt()))
        .map(AttemptRecord::phase)
        .anyMatch(phase -> !phase.isEnd());
  }

  private static List<Staged> staged(Path run) throws IOException {
    List<Staged> found = new ArrayList<>();
    for (Path task : folders(run)) {
      for (Path attempt : folders(task)) {
        Path staging = attempt.resolve(STAGING);
        if (Files.isDirectory(staging, LinkOption.NOFOLLOW_LINKS)) {
          found.add(
              new Staged(task.getFileName().toString(), attempt.getFileName().toString(), staging));
        }
      }
    }
    return found;
  }

  private static List<Path> folders(Path parent) throws IOException {
    if (!Files.isDirectory(parent, LinkOption.NOFOLLOW_LINKS)) {
      return List.of();
    }
    try (Stream<Path> entries = Files.list(parent)) {
      return entries
          .filter(entry -> Files.isDirectory(entry, LinkOption.NOFOLLOW_LINKS))
          .sorted()
          .toList();
    }
  }

  /** A staging folder and whose it is. */
  private record Staged(String task, String attempt, Path folder) {}
}
