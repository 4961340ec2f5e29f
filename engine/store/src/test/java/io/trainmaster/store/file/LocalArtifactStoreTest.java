package io.trainmaster.store.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.trainmaster.store.SmallDisk;
import io.trainmaster.store.file.ArtifactStore.Published;
import io.trainmaster.track.StoreException;
import io.trainmaster.track.StoreException.Reason;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LocalArtifactStoreTest {

  @TempDir Path folder;
  private LocalArtifactStore store = new LocalArtifactStore(Path.of("artifacts"));

  @BeforeEach
  void makeStore() {
    store = new LocalArtifactStore(folder.resolve("artifacts"));
  }

  @Test
  void aFileIsKeptUnderTheDigestOfItsBytes() throws Exception {
    Path staged = file("staging/out", "hello\n");

    Published published = store.publish(staged);

    assertThat(published).isEqualTo(new Published(sha256("hello\n"), 6));
    assertThat(staged).doesNotExist();
    assertThat(store.locate(published.digest())).hasContent("hello\n");
    assertThat(store.contains(published.digest())).isTrue();
    assertThat(store.verify(published.digest())).isTrue();
  }

  @Test
  void aFolderIsKeptUnderTheDigestOfItsManifest() throws Exception {
    Path staged = tree("staging/out");
    String manifest =
        "trainmaster folder 1\n%s 3 a.txt\n%s 0 nested/deep/empty\n%s 2 z.txt\n"
            .formatted(sha256("aaa"), sha256(""), sha256("zz"));

    Published published = store.publish(staged);

    assertThat(published).isEqualTo(new Published(sha256(manifest), 5));
    Path kept = store.locate(published.digest());
    assertThat(kept.resolve("nested/deep/empty")).exists();
    assertThat(kept.resolve("z.txt")).hasContent("zz");
    assertThat(kept.resolveSibling(published.digest() + ".manifest")).hasContent(manifest);
    assertThat(store.verify(published.digest())).isTrue();
  }

  @Test
  void theSameContentIsKeptOnce() throws Exception {
    Published first = store.publish(tree("one/out"));
    Published second = store.publish(tree("two/model"));

    assertThat(second).isEqualTo(first);
    assertThat(folder.resolve("two/model")).doesNotExist();
    assertThat(kept()).containsExactly(first.digest());
  }

  @Test
  void whatNobodyNeedsIsDeletedButNotWhatIsNew() throws Exception {
    Published needed = store.publish(file("one/out", "needed"));
    Published folderOfOld = store.publish(tree("two/out"));
    Published old = store.publish(file("three/out", "old"));
    Published again = store.publish(file("four/out", "again"));
    Instant yesterday = Instant.now().minusSeconds(86_400);
    for (Published published : List.of(needed, folderOfOld, old, again)) {
      Files.setLastModifiedTime(store.locate(published.digest()), FileTime.from(yesterday));
    }
    store.publish(file("five/out", "again"));
    Published fresh = store.publish(file("six/out", "fresh"));

    ArtifactStore.Collected collected =
        store.collect(needed.digest()::equals, Instant.now().minusSeconds(3600));

    assertThat(collected)
        .isEqualTo(new ArtifactStore.Collected(2, old.bytes() + folderOfOld.bytes()));
    assertThat(kept()).containsExactlyInAnyOrder(needed.digest(), again.digest(), fresh.digest());
    assertThat(store.publish(tree("seven/out"))).isEqualTo(folderOfOld);
    assertThat(store.verify(folderOfOld.digest())).isTrue();
  }

  @Test
  void whatDiffersInANameOrAByteHasAnotherDigest() throws Exception {
    Path renamed = tree("renamed");
    Files.move(renamed.resolve("a.txt"), renamed.resolve("b.txt"));
    Path changed = tree("changed");
    Files.writeString(changed.resolve("a.txt"), "aab");

    assertThat(Stream.of(tree("out"), renamed, changed).map(store::publish).map(Published::digest))
        .doesNotHaveDuplicates();
  }

  @Test
  void namesWithEveryCharacterAreTold() throws Exception {
    Path staged = Files.createDirectories(folder.resolve("out"));
    List<String> names = List.of("with space", "line\nfeed", "ünï ✓", "#hash", "a  b");
    for (String name : names) {
      Files.writeString(staged.resolve(name), name);
    }

    Published published = store.publish(staged);

    assertThat(store.verify(published.digest())).isTrue();
    Path bad = store.locate(published.digest()).resolve("line\nfeed");
    write(bad, "changed");
    assertThat(store.damage(published.digest())).containsExactly("line\nfeed");
  }

  @Test
  void publishingAgainGivesTheSameAnswer() throws Exception {
    for (Path staged : List.of(tree("a/out"), file("b/out", "hello"))) {
      Published first = store.publish(staged);

      assertThat(store.publish(staged)).isEqualTo(first);
    }
  }

  @Test
  void whatWasNeverThereIsNotPublished() throws Exception {
    Path missing = Files.createDirectories(folder.resolve("staging")).resolve("out");

    assertThatThrownBy(() -> store.publish(missing))
        .isInstanceOf(StoreException.class)
        .hasMessageContaining(missing.toString());
    Files.writeString(missing.resolveSibling("out.published"), sha256("lost") + "\n4\n");
    assertThatThrownBy(() -> store.publish(missing)).isInstanceOf(StoreException.class);
    Files.writeString(missing.resolveSibling("out.published"), "torn");
    assertThatThrownBy(() -> store.publish(missing)).isInstanceOf(StoreException.class);
  }

  @Test
  void newContentAtAnOldPlaceIsPublishedAsWhatItIs() throws Exception {
    Published old = store.publish(file("staging/out", "old"));
    Published fresh = store.publish(file("staging/out", "new"));

    assertThat(fresh.digest()).isEqualTo(sha256("new")).isNotEqualTo(old.digest());
  }

  @Test
  void tamperingIsFoundAndNamed() throws Exception {
    Published published = store.publish(tree("out"));
    Path kept = store.locate(published.digest());
    write(kept.resolve("a.txt"), "aab");
    open(kept);
    Files.delete(kept.resolve("z.txt"));
    Files.writeString(kept.resolve("new.txt"), "n");

    assertThat(store.verify(published.digest())).isFalse();
    assertThat(store.damage(published.digest())).containsExactly("a.txt", "z.txt", "new.txt");
  }

  @Test
  void aTamperedFileAndAManifestGoneAreFound() throws Exception {
    Published file = store.publish(file("out", "hello"));
    write(store.locate(file.digest()), "hallo");
    assertThat(store.verify(file.digest())).isFalse();

    Published tree = store.publish(tree("tree"));
    Path manifest = folder.resolve("artifacts").resolve(tree.digest().substring(0, 2));
    Files.delete(manifest.resolve(tree.digest() + ".manifest"));
    assertThat(store.verify(tree.digest())).as("the files are sound").isTrue();
    write(store.locate(tree.digest()).resolve("a.txt"), "aab");
    assertThat(store.verify(tree.digest())).isFalse();

    assertThat(store.verify("0".repeat(64))).as("not there").isFalse();
  }

  @Test
  void whatIsKeptIsReadOnly() throws Exception {
    Path kept = store.locate(store.publish(tree("out")).digest());
    try (Stream<Path> paths = Files.walk(kept)) {
      assertThat(paths)
          .allSatisfy(
              path ->
                  assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(path)))
                      .doesNotContain("w"));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "ab", "../../etc/passwd", "AB", "zz"})
  void whatIsNoDigestLeadsNowhere(String digest) {
    assertThatThrownBy(() -> store.locate(digest)).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> store.contains(digest)).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void linksAreRefused() throws Exception {
    Path secret = file("secret", "not yours");
    Path staged = tree("out");
    Files.createSymbolicLink(staged.resolve("link"), secret);
    Path link = Files.createSymbolicLink(folder.resolve("link"), secret);

    assertThatThrownBy(() -> store.publish(staged))
        .isInstanceOf(StoreException.class)
        .hasMessageContaining("symbolic link");
    assertThatThrownBy(() -> store.publish(link))
        .isInstanceOf(StoreException.class)
        .hasMessageContaining("symbolic link");
    assertThat(kept()).isEmpty();
    assertThat(secret).hasContent("not yours");
  }

  @Test
  void threadsThatPublishTheSameKeepItOnce() throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(8);
    try {
      List<Callable<Published>> tasks = new ArrayList<>();
      for (int i = 0; i < 40; i++) {
        Path staged = tree("staging-" + i + "/out");
        tasks.add(() -> store.publish(staged));
      }
      List<String> digests = new ArrayList<>();
      for (Future<Published> published : threads.invokeAll(tasks)) {
        digests.add(published.get().digest());
      }
      assertThat(digests).containsOnly(digests.get(0));
      assertThat(kept()).containsExactly(digests.get(0));
      assertThat(store.verify(digests.get(0))).isTrue();
    } finally {
      threads.shutdownNow();
    }
  }

  @Test
  void fromAnotherFileSystemItIsCopied() throws Exception {
    try (SmallDisk disk = SmallDisk.mount(folder.resolve("disk"), "size=1m")) {
      Path staged = tree("disk/out");

      Published published = store.publish(staged);

      assertThat(staged).doesNotExist();
      assertThat(store.verify(published.digest())).isTrue();
      assertThat(folder.resolve("artifacts/incoming")).isEmptyDirectory();
      assertThat(disk.path()).isDirectoryContaining("glob:**/out.published");
    }
  }

  @Test
  void aFullDiskLeavesNothingVisible() throws Exception {
    try (SmallDisk disk = SmallDisk.mount(folder.resolve("disk"), "size=1m")) {
      LocalArtifactStore small = new LocalArtifactStore(disk.path().resolve("artifacts"));
      Path large = file("out", "x".repeat(2_000_000));

      assertThatThrownBy(() -> small.publish(large))
          .isInstanceOfSatisfying(
              StoreException.class, e -> assertThat(e.reason()).isEqualTo(Reason.DISK_FULL));

      assertThat(small.contains(sha256("x".repeat(2_000_000)))).isFalse();
      assertThat(large).as("still staged").exists();
      assertThat(disk.path().resolve("artifacts/incoming")).isEmptyDirectory();
      assertThat(small.verify(small.publish(file("small", "hello")).digest())).isTrue();
    }
  }

  @Test
  void aFolderWithNothingInItIsAnArtifactToo() throws Exception {
    Path staged = Files.createDirectories(folder.resolve("out"));

    assertThat(store.verify(store.publish(staged).digest())).isTrue();
  }

  private Path tree(String name) throws IOException {
    file(name + "/z.txt", "zz");
    file(name + "/nested/deep/empty", "");
    file(name + "/a.txt", "aaa");
    return folder.resolve(name);
  }

  private Path file(String name, String text) throws IOException {
    Path file = folder.resolve(name);
    Files.createDirectories(file.getParent());
    return Files.writeString(file, text);
  }

  /** The names on the shelves, without manifests. */
  private List<String> kept() throws IOException {
    Path artifacts = folder.resolve("artifacts");
    if (!Files.exists(artifacts, LinkOption.NOFOLLOW_LINKS)) {
      return List.of();
    }
    try (Stream<Path> shelves = Files.list(artifacts)) {
      return shelves
          .filter(shelf -> !shelf.endsWith("incoming"))
          .flatMap(LocalArtifactStoreTest::list)
          .map(path -> path.getFileName().toString())
          .filter(name -> !name.endsWith(".manifest"))
          .sorted()
          .toList();
    }
  }

  private static Stream<Path> list(Path folder) {
    try (Stream<Path> entries = Files.list(folder)) {
      return entries.toList().stream();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void write(Path file, String text) throws IOException {
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r--r--"));
    Files.writeString(file, text);
  }

  private static void open(Path folder) throws IOException {
    Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
  }

  private static String sha256(String text) throws Exception {
    byte[] digest =
        MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
    return HexFormat.of().formatHex(digest);
  }
}
