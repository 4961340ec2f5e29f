package io.trainmaster.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.trainmaster.run.AttemptPhase;
import io.trainmaster.store.file.ArtifactStore.Published;
import io.trainmaster.store.file.LocalArtifactStore;
import io.trainmaster.store.file.Trees;
import io.trainmaster.testkit.SampleRun;
import io.trainmaster.track.Change;
import io.trainmaster.track.StoreException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StateBackupTest {

  @TempDir Path directory;

  private Path state() {
    return directory.resolve("state");
  }

  private Path backup() {
    return directory.resolve("backup");
  }

  /** A run that has published a file, with a log. */
  private String record(StateFolder folder, int number) throws IOException {
    SampleRun run = new SampleRun("churn", number);
    Path staged = folder.stagingDirectory(run.id(), SampleRun.FIT, 1).resolve("out");
    Files.createDirectories(staged.resolve("inner"));
    Files.writeString(staged.resolve("inner/model"), "model " + number);
    Published published = folder.artifacts().publish(staged);
    Path attempt = folder.attemptDirectory(run.id(), SampleRun.FIT, 1);
    Files.writeString(attempt.resolve("log.txt"), "log " + number);
    folder
        .runs()
        .commit(
            List.of(
                run.created(),
                run.attempted(SampleRun.FIT, 1, AttemptPhase.SUCCEEDED),
                new Change.ArtifactPublished(
                    run.artifact(SampleRun.FIT, 1, "out", published.digest()))));
    return published.digest();
  }

  @Test
  void aCopyThatIsMadeWhileTheStateIsHeldHasAllThatWasCommitted() throws IOException {
    String first;
    try (StateFolder held = StateFolder.open(state())) {
      first = record(held, 1);
      StateBackup.Made made = StateBackup.make(state(), backup());
      assertThat(made.artifacts()).isEqualTo(1);
      assertThat(made.bytes()).isGreaterThanOrEqualTo("model 1".length());
      String second = record(held, 2);
      assertThat(StateBackup.make(state(), backup()).copied()).isEqualTo(1);
      assertThat(new LocalArtifactStore(backup().resolve("artifacts")).verify(second)).isTrue();
    }
    try (StateFolder copy = StateFolder.read(backup())) {
      assertThat(copy.runs().runs(Optional.empty(), 10)).hasSize(2);
      assertThat(copy.artifacts().verify(first)).isTrue();
      assertThat(copy.attemptDirectory(new SampleRun("churn", 2).id(), SampleRun.FIT, 1))
          .isDirectoryContaining("glob:**log.txt");
    }
  }

  @Test
  void aCopyIsMarkedUntilItIsTakenOver() throws IOException {
    try (StateFolder held = StateFolder.open(state())) {
      record(held, 1);
    }
    StateBackup.make(state(), backup());
    assertThat(StateBackup.copiedAt(state())).isEmpty();
    assertThat(StateBackup.copiedAt(backup())).startsWith("Copied from " + state() + " at 20");
    StateBackup.takeOver(backup());
    assertThat(StateBackup.copiedAt(backup())).isEmpty();
    try (StateFolder copy = StateFolder.open(backup())) {
      record(copy, 2);
      assertThat(copy.runs().runs(Optional.empty(), 10)).hasSize(2);
    }
  }

  @Test
  void nothingElseIsWrittenOver() throws IOException {
    try (StateFolder held = StateFolder.open(state())) {
      record(held, 1);
    }
    Files.createDirectories(backup());
    Files.writeString(backup().resolve("thesis"), "years of work");
    assertThatThrownBy(() -> StateBackup.make(state(), backup()))
        .isInstanceOf(StoreException.class)
        .hasMessageContaining("is no backup, and not empty");
    assertThatThrownBy(() -> StateBackup.make(state(), state().resolve("inside")))
        .isInstanceOf(StoreException.class)
        .hasMessageContaining("can't lie inside");
    assertThatThrownBy(() -> StateBackup.make(directory.resolve("none"), directory.resolve("x")))
        .isInstanceOf(StoreException.class)
        .hasMessageContaining("nothing has been run here");
  }

  @Test
  void anArtifactThatIsMissingIsTold() throws IOException {
    String digest;
    try (StateFolder held = StateFolder.open(state())) {
      digest = record(held, 1);
      Trees.delete(held.artifacts().locate(digest));
    }
    assertThatThrownBy(() -> StateBackup.make(state(), backup()))
        .isInstanceOf(StoreException.class)
        .hasMessageContaining(digest + " is missing");
    assertThat(backup().resolve("state.db")).doesNotExist();
  }
}
