package io.trainmaster.store.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import io.trainmaster.store.ChildJvm;
import io.trainmaster.testkit.SampleRun;
import io.trainmaster.track.Change;
import io.trainmaster.track.RunStore;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What was acknowledged is there after {@code kill -9}, at whatever moment. */
class KilledWriterTest {

  private static final SampleRun RUN = new SampleRun("churn", 1);

  @TempDir Path folder;

  @Test
  void losesNothingThatItAcknowledged() throws Exception {
    Path database = folder.resolve("state.db");
    Set<String> acknowledged = new HashSet<>();
    int generation = 0;
    for (int killAfter : List.of(0, 1, 7, 60, 400)) {
      acknowledged.addAll(killAfter(database, generation++, killAfter));

      try (RunStore store = JdbcRunStore.open(database, false)) {
        List<String> kept =
            store.events(RUN.id()).stream().map(RunStore.Event::text).sorted().toList();
        assertThat(kept).as("killed after %d", killAfter).containsAll(acknowledged);
        assertThat(kept).as("each once").doesNotHaveDuplicates();
        assertThat(kept.size())
            .as("no more than one unanswered commit of each thread and generation")
            .isLessThanOrEqualTo(acknowledged.size() + generation * Writer.THREADS);
      }
    }
    assertThat(acknowledged).hasSizeGreaterThanOrEqualTo(468);
  }

  private static List<String> killAfter(Path database, int generation, int count) throws Exception {
    List<String> acknowledged = new ArrayList<>();
    try (ChildJvm writer =
        ChildJvm.start(Writer.class, database.toString(), Integer.toString(generation))) {
      assertThat(writer.line()).isEqualTo("open");
      for (int i = 0; i < count; i++) {
        acknowledged.add(writer.line());
      }
      // What it printed before it died was acknowledged too; its last line may be cut off.
      List<String> rest = writer.kill();
      rest.stream().filter(line -> line.endsWith(".")).forEach(acknowledged::add);
    }
    return acknowledged;
  }

  /** Commits lines from several threads, and prints each when its commit has returned. */
  static final class Writer {

    static final int THREADS = 4;

    private Writer() {}

    /**
     * @param arguments the database and the generation, which is part of each line
     */
    public static void main(String[] arguments) {
      RunStore store = JdbcRunStore.open(Path.of(arguments[0]), false);
      System.out.println("open");
      store.commit(List.of(RUN.created()));
      for (int thread = 0; thread < THREADS; thread++) {
        String prefix = arguments[1] + "/" + thread + "/";
        new Thread(() -> write(store, prefix)).start();
      }
    }

    private static void write(RunStore store, String prefix) {
      for (int i = 0; true; i++) {
        Change.EventRecorded event = RUN.event(i, prefix + i + ".");
        store.commit(List.of(event));
        System.out.println(event.text());
      }
    }
  }
}
