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

/** Deletes what attempts that are over left in the folders that were theirs alone. */
final class StagingSweep {

  private static final List<String> TEMPORARY =
      List.of("staging", "scratch", "told.jsonl", "outcome.json.tmp", "launch.json.tmp");

  private final Path runsFolder;
  private final RunStore runs;

  StagingSweep(Path runsFolder, RunStore runs) {
    this.runsFolder = runsFolder;
    this.runs = runs;
  }

  /** The runs that have a folder. */
  List<RunId> runs() {
    try {
      return folders(runsFolder).stream().map(folder -> new RunId(nameOf(folder))).toList();
    } catch (IOException e) {
      throw FileFailure.describe(runsFolder, e);
    }
  }

  /** Sweeps one run. */
  int sweep(RunId run) {
    try {
      return sweep(runsFolder.resolve(run.value()));
    } catch (IOException e) {
      throw FileFailure.describe(runsFolder, e);
    }
  }

  private int sweep(Path run) throws IOException {
    List<Leftover> leftovers = leftovers(run);
    if (leftovers.isEmpty()) {
      return 0;
    }
    Optional<RunRecord> record = runs.run(new RunId(nameOf(run)));
    int swept = 0;
    for (Leftover leftover : leftovers) {
      if (!isLive(record, leftover)) {
        for (Path path : leftover.paths()) {
          Trees.delete(path);
        }
        swept++;
      }
    }
    return swept;
  }

  private static boolean isLive(Optional<RunRecord> run, Leftover leftover) {
    return run.stream()
        .flatMap(record -> record.tasks().stream())
        .filter(record -> record.id().value().equals(leftover.task()))
        .flatMap(record -> record.attempts().stream())
        .filter(attempt -> Integer.toString(attempt.number()).equals(leftover.attempt()))
        .map(AttemptRecord::phase)
        .anyMatch(phase -> !phase.isEnd());
  }

  private static List<Leftover> leftovers(Path run) throws IOException {
    List<Leftover> found = new ArrayList<>();
    for (Path task : folders(run)) {
      for (Path attempt : folders(task)) {
        List<Path> temporary =
            TEMPORARY.stream().map(attempt::resolve).filter(StagingSweep::isItself).toList();
        if (!temporary.isEmpty()) {
          found.add(new Leftover(nameOf(task), nameOf(attempt), temporary));
        }
      }
    }
    return found;
  }

  /** Whether a file or a folder is there, and not a link to one. */
  private static boolean isItself(Path path) {
    return Files.isRegularFile(path, LinkOption.NOFOLLOW_LINKS)
        || Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS);
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

  private static String nameOf(Path folder) {
    return folder.getFileName().toString();
  }

  /** What an attempt has left. */
  private record Leftover(String task, String attempt, List<Path> paths) {}
}
