package io.trainmaster.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.trainmaster.model.Automation;
import io.trainmaster.model.Expression;
import io.trainmaster.model.Trigger;
import io.trainmaster.model.Value;
import io.trainmaster.model.WorkflowGraph;
import io.trainmaster.model.WorkflowVersion;
import io.trainmaster.run.RunId;
import io.trainmaster.store.StateLocation;
import io.trainmaster.store.jdbc.JdbcRunStore;
import io.trainmaster.store.jdbc.PostgresAccess;
import io.trainmaster.testkit.PostgresServer;
import io.trainmaster.track.RunSummary;
import io.trainmaster.track.StoreException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Servers that share a database are told of the same call, one after another. */
@Timeout(120)
class PostgresHookTest {

  @TempDir Path directory;

  private final PostgresAccess access =
      new PostgresAccess(
          PostgresServer.shared().url(PostgresServer.newSchema()), PostgresServer.USER, "");
  private final ScriptedWorker worker = new ScriptedWorker();

  private Engine serve() {
    StateLocation state = new StateLocation(directory.resolve("state"), Optional.of(access));
    Engine engine =
        Engine.open(
            Workflows.settings(state, directory),
            folder -> worker,
            wake -> Alarm.none(),
            Clock.systemUTC());
    engine.takeOver();
    return engine;
  }

  private static WorkflowVersion onHook() {
    Trigger.Event called =
        new Trigger.Event(
            1,
            "webhook",
            Map.of("name", new Expression.Literal(Value.text("go"))),
            Map.of(),
            Optional.empty());
    WorkflowVersion bare = Workflows.version(Workflows.call("a", "train"));
    return WorkflowVersion.of(
        new WorkflowGraph(
            "test",
            "",
            List.of(),
            bare.graph().tasks(),
            Optional.empty(),
            Optional.of(new Automation(List.of(called), List.of()))),
        "source",
        "test.train");
  }

  private static HookCall call(String key) {
    return new HookCall("go", Optional.of(key), "");
  }

  @Test
  void aCallThatTwoServersAreToldOfMakesOneRun() {
    worker.on("train", ScriptedWorker.nothing());
    Engine first = serve();
    first.activate("", onHook(), Map.of());
    assertThat(first.call(call("one")).get(0).run()).contains(new RunId("test-1"));

    // Another one leads, and is gone at once; what the first decides isn't written any more.
    try (JdbcRunStore store = JdbcRunStore.open(access, false)) {
      store.leadership().takeOver("another server", Duration.ofMillis(1));
    }
    assertThatThrownBy(() -> first.call(call("two"))).isInstanceOf(StoreException.class);

    try (Engine second = serve()) {
      HookAnswer again = second.call(call("one")).get(0);
      assertThat(again.repeated()).isTrue();
      assertThat(again.run()).contains(new RunId("test-1"));
      HookAnswer two = second.call(call("two")).get(0);
      assertThat(two.repeated()).isFalse();
      assertThat(second.call(call("two")).get(0).run()).isEqualTo(two.run());
      assertThat(second.runs().runs(Optional.empty(), 10))
          .extracting(RunSummary::id)
          .containsExactly(new RunId("test-2"), new RunId("test-1"));
    }
    first.close();
  }
}
