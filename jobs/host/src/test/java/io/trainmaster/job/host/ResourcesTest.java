package io.trainmaster.job.host;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.trainmaster.job.Arguments;
import io.trainmaster.job.AttemptId;
import io.trainmaster.job.ProcessSettings;
import io.trainmaster.job.ResourceProvider;
import io.trainmaster.job.TaskContext;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class ResourcesTest {

  private final List<String> seen = Collections.synchronizedList(new ArrayList<>());
  private final CountDownLatch mayBeMade = new CountDownLatch(1);
  private final Resources resources;
  private final TaskContext context;
  private boolean broken;

  /** What tasks share in this test. */
  interface Session extends AutoCloseable {
    @Override
    void close();
  }

  private final class Provider implements ResourceProvider<Session> {
    @Override
    public Class<Session> type() {
      return Session.class;
    }

    @Override
    public Session create(ProcessSettings settings) {
      try {
        mayBeMade.await();
      } catch (InterruptedException never) {
        throw new AssertionError(never);
      }
      seen.add("create " + settings.name());
      if (broken) {
        throw new IllegalStateException("no cluster");
      }
      return () -> seen.add("close");
    }

    @Override
    public Map<String, String> versions() {
      return Map.of("session", "1.0");
    }

    @Override
    public AutoCloseable enter(Session session, TaskContext entering) {
      seen.add("enter " + entering.attempt());
      return () -> seen.add("exit");
    }

    @Override
    public void cancel(Session session, AttemptId attempt) {
      seen.add("cancel " + attempt);
    }
  }

  ResourcesTest(@TempDir Path folder) throws IOException {
    ProcessSettings settings = new ProcessSettings("run-1", 2, folder, Map.of());
    resources = new Resources(settings, List.of(new Provider()), seen::add);
    AttemptId attempt = new AttemptId("run-1", "a", 1, 1);
    Launch launch =
        new Launch(
            attempt,
            "x",
            new Arguments(Map.of(), List.of()),
            1,
            1,
            folder,
            folder,
            folder,
            Optional.empty(),
            Mask.none());
    WireOutput wire = new WireOutput(OutputStream.nullOutputStream());
    AttemptLog log = new AttemptLog(folder.resolve("log.txt"), 1000, Mask.none());
    Report report = new Report(attempt, folder, wire::send);
    context = new HostContext(launch, report, log, wire, () -> false, resources);
  }

  @Test
  void makesOnFirstUseAndOnlyOnce() {
    mayBeMade.countDown();
    try (Resources.Use use = resources.use(context)) {
      use.enterExisting();
      Session first = use.get(Session.class);

      assertThat(use.get(Session.class)).isSameAs(first);
    }
    resources.close();

    assertThat(seen).containsExactly("create run-1", "enter run-1/a/1", "exit", "close");
  }

  @Test
  void entersBeforeTheBodyWhatIsThere() {
    mayBeMade.countDown();
    resources.use(context).get(Session.class);
    seen.clear();
    try (Resources.Use use = resources.use(context)) {
      use.enterExisting();
      use.cancel();
    }

    assertThat(seen).containsExactly("enter run-1/a/1", "cancel run-1/a/1", "exit");
  }

  @Test
  void warmsWithoutWaiting() {
    resources.warm();
    assertThat(seen).isEmpty();

    mayBeMade.countDown();
    resources.use(context).get(Session.class);

    assertThat(seen).contains("create run-1");
  }

  @Test
  void triesAgainWhatCouldNotBeMade() {
    mayBeMade.countDown();
    broken = true;
    assertThatThrownBy(() -> resources.use(context).get(Session.class))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("no cluster");

    broken = false;
    assertThat(resources.use(context).get(Session.class)).isNotNull();
  }

  @Test
  void stopsWaitingWhenInterrupted() {
    Thread.currentThread().interrupt();

    assertThatThrownBy(() -> resources.use(context).get(Session.class))
        .isInstanceOf(CancellationException.class);
    assertThat(Thread.interrupted()).isTrue();
    mayBeMade.countDown();
  }

  @Test
  void hasNothingElse() {
    assertThatThrownBy(() -> resources.use(context).get(Runnable.class))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("This process has no Runnable.");
  }

  @Test
  void tellsVersionsWithoutMaking() {
    assertThat(resources.versions()).containsExactly(Map.entry("session", "1.0"));
    assertThat(seen).isEmpty();
  }
}
