package io.trainmaster.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.trainmaster.model.TaskId;
import io.trainmaster.run.AttemptPhase;
import io.trainmaster.run.RunId;
import io.trainmaster.store.file.ArtifactStore;
import io.trainmaster.testkit.SampleRun;
import io.trainmaster.track.StoreException;
import io.trainmaster.track.StoreException.Reason;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StateFolderTest {

  private static final SampleRun RUN = new SampleRun("churn", 1);

  @TempDir Path project;

  @Test
  void isMadeWhereThereIsNone() {
    Path path = path();
    assertThat(StateFolder.exists(path)).isFalse();

    try (StateFolder folder = StateFolder.open(path)) {
      folder.runs().commit(List.of(RUN.created()));
    }

    assertThat(StateFolder.exists(path)).isTrue();
    try (StateFolder folder = StateFolder.open(path)) {
      assertThat(folder.runs().run(RUN.id())).isPresent();
    }
  }

  @Test
  void isReadWhileItIsHeld() {
    try (StateFolder held = StateFolder.open(path())) {
      held.runs().commit(List.of(RUN.created()));
      try (StateFolder reader = StateFolder.read(path())) {
        assertThat(reader.runs().runs(Optional.empty(), 10)).hasSize(1);
      }
      held.runs().commit(List.of(RUN.event(1, "still held")));
      assertLocked();
    }
  }

  @Test
  void isNotReadBeforeThereIsAnything() {
    assertThatThrownBy(() -> StateFolder.read(path()))
        .isInstanceOf(StoreException.class)
        .hasMessageContaining("nothing has been run here");
    assertThatThrownBy(() -> StateFolder.annotate(path()))
        .isInstanceOf(StoreException.class)
        .hasMessageContaining("nothing has been run here");
    assertThat(path()).doesNotExist();
  }

  @Test
  void aModelIsGivenAnAliasWhileItIsHeld() {
    try (StateFolder held = StateFolder.open(path())) {
      held.runs().commit(List.of(RUN.created(), RUN.registered("churn", List.of())));
      try (StateFolder other = StateFolder.annotate(path())) {
        assertThat(other.runs().setAlias("churn", "production", 1)).isTrue();
      }
      held.runs().commit(List.of(RUN.event(1, "still held")));
      assertThat(held.runs().models(Optional.of("churn")).get(0).aliases())
          .containsExactly("production");
    }
  }

  @Test
  void isHeldOnceInAProcess() {
    StateFolder held = StateFolder.open(path());
    assertLocked();
    assertLocked();
    held.close();

    StateFolder.open(path()).close();
  }

  @Test
  void aSecondProcessIsToldWhoHoldsIt() throws Exception {
    try (ChildJvm holder = ChildJvm.start(Holder.class, path().toString())) {
      assertThat(holder.line()).isEqualTo("held");

      StoreException refused = assertLocked();
      assertThat(refused)
          .hasMessageContaining(path().toRealPath().toString())
          .hasMessageContaining("process " + holder.pid())
          .hasMessageContaining("trainmaster run churn.train");
      StateFolder.read(path()).close();

      holder.kill();
      StateFolder.open(path()).close();
    }
  }

  @Test
  void aFailedOpeningGivesTheLockBack() throws Exception {
    StateFolder.open(path()).close();
    Path database = path().resolve("state.db");
    byte[] sound = Files.readAllBytes(database);
    Files.writeString(database, "x".repeat(5000));
    assertThatThrownBy(() -> StateFolder.open(path()))
        .isInstanceOfSatisfying(
            StoreException.class, e -> assertThat(e.reason()).isEqualTo(Reason.CORRUPT));

    Files.write(database, sound);
    StateFolder.open(path()).close();
  }

  @Test
  void anEmptiedDatabaseIsNotTakenForANewOne() throws Exception {
    try (StateFolder folder = StateFolder.open(path())) {
      folder.runs().commit(List.of(RUN.created()));
      Files.createDirectories(folder.runDirectory(RUN.id()));
    }
    Files.write(path().resolve("state.db"), new byte[0]);

    assertThatThrownBy(() -> StateFolder.open(path()))
        .isInstanceOfSatisfying(
            StoreException.class, e -> assertThat(e.reason()).isEqualTo(Reason.CORRUPT));
  }

  @Test
  void whatAPublisherLeftWhenItWasKilledIsGoneAtTheNextOpening() throws Exception {
    StateFolder.open(path()).close();
    Path leftover = path().resolve("artifacts/incoming/half");
    Files.createDirectories(leftover);
    Files.writeString(leftover.resolve("part-0"), "half");

    StateFolder.open(path()).close();

    assertThat(leftover).doesNotExist();
  }

  @Test
  void aFileInItsPlaceIsSaid() throws Exception {
    Files.writeString(path(), "a file");

    assertThatThrownBy(() -> StateFolder.open(path()))
        .isInstanceOf(StoreException.class)
        .hasMessageContaining(path().toString());
  }

  @Test
  void aReadOnlyFolderIsSaidAndCanStillBeRead() throws Exception {
    try (SmallDisk disk = SmallDisk.mount(project.resolve("disk"), "size=8m")) {
      Path path = disk.path().resolve("100% ä #1?");
      try (StateFolder folder = StateFolder.open(path)) {
        folder.runs().commit(List.of(RUN.created()));
      }
      disk.makeReadOnly();

      assertThatThrownBy(() -> StateFolder.open(path))
          .isInstanceOfSatisfying(
              StoreException.class, e -> assertThat(e.reason()).isEqualTo(Reason.READ_ONLY));
      assertThatThrownBy(() -> StateFolder.open(disk.path().resolve("new")))
          .isInstanceOfSatisfying(
              StoreException.class, e -> assertThat(e.reason()).isEqualTo(Reason.READ_ONLY));
      try (StateFolder reader = StateFolder.read(path)) {
        assertThat(reader.runs().run(RUN.id())).isPresent();
      }
    }
  }

  @Test
  void aReadOnlyFolderThatWasNotClosedCanBeReadToo() throws Exception {
    try (SmallDisk disk = SmallDisk.mount(project.resolve("disk"), "size=8m");
        ChildJvm holder = ChildJvm.start(Holder.class, disk.path().resolve("a b%c").toString())) {
      assertThat(holder.line()).isEqualTo("held");
      holder.kill();
      disk.makeReadOnly();

      try (StateFolder reader = StateFolder.read(disk.path().resolve("a b%c"))) {
        assertThat(reader.runs().run(RUN.id())).isPresent();
      }
    }
  }

  @Test
  void aFullDiskIsSaidAndLosesNothingThatWasCommitted() throws Exception {
    try (SmallDisk disk = SmallDisk.mount(project.resolve("disk"), "size=2m")) {
      Path path = disk.path().resolve(".trainmaster");
      try (StateFolder folder = StateFolder.open(path)) {
        folder.runs().commit(List.of(RUN.created()));
        disk.fill();
        assertThatThrownBy(() -> commitUntilFull(folder))
            .isInstanceOfSatisfying(
                StoreException.class,
                e -> assertThat(e.reason()).as("%s", e).isEqualTo(Reason.DISK_FULL));
      }
      disk.free();
      try (StateFolder folder = StateFolder.open(path)) {
        int kept = folder.runs().events(RUN.id()).size();
        folder.runs().commit(List.of(RUN.event(0, "there is room again")));
        assertThat(folder.runs().events(RUN.id())).hasSize(kept + 1);
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"", ".", "..", "a/b", "../x", "a\\b", "/etc"})
  void namesDontLeadOutOfTheFolder(String name) {
    try (StateFolder folder = StateFolder.open(path())) {
      assertThatThrownBy(() -> folder.runDirectory(new RunId(name)))
          .isInstanceOf(IllegalArgumentException.class);
      if (!name.isEmpty()) {
        assertThatThrownBy(() -> folder.attemptDirectory(RUN.id(), new TaskId(name), 1))
            .isInstanceOf(IllegalArgumentException.class);
      }
      assertThatThrownBy(() -> folder.link(RUN.id(), SampleRun.FIT, name, "a".repeat(64)))
          .isInstanceOf(IllegalArgumentException.class);
    }
  }

  @Test
  void anOutputIsLinkedAndLinkedAnew() throws Exception {
    try (StateFolder folder = StateFolder.open(path())) {
      for (String text : List.of("first", "second")) {
        Path staged = Files.writeString(project.resolve("report.html"), text);
        ArtifactStore.Published published = folder.artifacts().publish(staged);
        folder.link(RUN.id(), SampleRun.FIT, "report", published.digest());

        Path link = folder.runDirectory(RUN.id()).resolve("fit").resolve("report");
        assertThat(link).isSymbolicLink().hasContent(text);
        assertThat(Files.readSymbolicLink(link)).isRelative();
      }
    }
  }

  @Test
  void aLinkDoesNotTakeTheNameOfSomethingElse() throws Exception {
    try (StateFolder folder = StateFolder.open(path())) {
      Path attempt = folder.attemptDirectory(RUN.id(), SampleRun.FIT, 1);
      Files.createDirectories(attempt);
      folder.link(RUN.id(), SampleRun.FIT, "1", "a".repeat(64));

      assertThat(attempt).isDirectory().isEmptyDirectory();
    }
  }

  @Test
  void whatAttemptsThatAreOverLeftIsSwept() throws Exception {
    try (StateFolder folder = StateFolder.open(path())) {
      folder
          .runs()
          .commit(
              List.of(
                  RUN.created(),
                  RUN.attempted(SampleRun.FIT, 1, AttemptPhase.FAILED),
                  RUN.attempted(SampleRun.FIT, 2, AttemptPhase.STARTED)));
      Path over = leave(folder, SampleRun.FIT, 1);
      Path live = leave(folder, SampleRun.FIT, 2);
      Path unknown = leave(folder, SampleRun.FIT, 3);
      Path log = Files.writeString(over.resolveSibling("log.txt"), "kept");

      assertThat(folder.runsWithFolders()).containsExactly(RUN.id());
      assertThat(folder.sweepStaging(RUN.id())).isEqualTo(2);

      assertThat(over).doesNotExist();
      assertThat(over.resolveSibling("scratch")).doesNotExist();
      assertThat(over.resolveSibling("told.jsonl")).doesNotExist();
      assertThat(over.resolveSibling("outcome.json.tmp")).doesNotExist();
      assertThat(live.resolveSibling("told.jsonl")).exists();
      assertThat(unknown).doesNotExist();
      assertThat(live.resolve("out")).exists();
      assertThat(log).exists();
      assertThat(folder.sweepStaging(RUN.id())).isZero();
    }
  }

  @Test
  void theSweepFollowsNoLinks() throws Exception {
    Path outside = Files.createDirectories(project.resolve("outside"));
    Files.writeString(outside.resolve("precious"), "kept");
    try (StateFolder folder = StateFolder.open(path())) {
      Path staging = leave(folder, SampleRun.FIT, 1);
      Files.createSymbolicLink(staging.resolve("link"), outside);
      Path attempt = folder.attemptDirectory(RUN.id(), SampleRun.LOAD, 1);
      Files.createDirectories(attempt);
      Files.createSymbolicLink(attempt.resolve("staging"), outside);

      assertThat(folder.sweepStaging(RUN.id())).isEqualTo(1);
    }
    assertThat(outside.resolve("precious")).hasContent("kept");
  }

  private Path path() {
    return project.resolve(".trainmaster");
  }

  private StoreException assertLocked() {
    try {
      StateFolder.open(path()).close();
    } catch (StoreException e) {
      assertThat(e.reason()).isEqualTo(Reason.LOCKED);
      return e;
    }
    throw new AssertionError("It was opened.");
  }

  private static void commitUntilFull(StateFolder folder) {
    for (int i = 0; i < 2000; i++) {
      folder.runs().commit(List.of(RUN.event(i, "x".repeat(1000))));
    }
  }

  private static Path leave(StateFolder folder, TaskId task, int attempt) throws IOException {
    Path staging = folder.stagingDirectory(RUN.id(), task, attempt);
    Files.createDirectories(staging.resolve("out"));
    Files.writeString(staging.resolve("out").resolve("part-0"), "left behind");
    Files.createDirectories(staging.resolveSibling("scratch"));
    Files.writeString(staging.resolveSibling("told.jsonl"), "{}");
    Files.writeString(staging.resolveSibling("outcome.json.tmp"), "{");
    return staging;
  }

  /** Holds a folder until it is killed. */
  static final class Holder {

    private Holder() {}

    /**
     * @param arguments the folder
     */
    public static void main(String[] arguments) throws IOException {
      StateFolder folder = StateFolder.open(Path.of(arguments[0]), "trainmaster run churn.train");
      folder.runs().commit(List.of(RUN.created()));
      System.out.println("held");
      while (System.in.read() >= 0) {
        folder.path();
      }
    }
  }
}
