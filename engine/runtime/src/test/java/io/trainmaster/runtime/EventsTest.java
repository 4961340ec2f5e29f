package io.trainmaster.runtime;

import static io.trainmaster.runtime.Workflows.call;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.trainmaster.model.Automation;
import io.trainmaster.model.Expression;
import io.trainmaster.model.TaskSpec;
import io.trainmaster.model.Trigger;
import io.trainmaster.model.Value;
import io.trainmaster.model.WorkflowGraph;
import io.trainmaster.model.WorkflowVersion;
import io.trainmaster.run.RunId;
import io.trainmaster.store.StateFolder;
import io.trainmaster.testkit.SampleRun;
import io.trainmaster.time.TriggerId;
import io.trainmaster.track.Change;
import io.trainmaster.track.Retention;
import io.trainmaster.track.RunSummary;
import io.trainmaster.trigger.Cause;
import io.trainmaster.trigger.OccurrenceRecord;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A served engine makes runs of what happens. */
@Timeout(120)
class EventsTest {

  private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");
  private static final TriggerId DATA = new TriggerId("test/data:in.csv");
  private static final TriggerId HOOK = new TriggerId("test/webhook:go");
  private static final HookCall CALL = new HookCall("go", Optional.of("one"), "now");

  @TempDir Path directory;

  private final ScriptedWorker worker = new ScriptedWorker();
  private Instant now = NOON;

  /** A clock that stands where it is put. */
  private final Clock clock =
      new Clock() {
        @Override
        public ZoneId getZone() {
          return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
          return this;
        }

        @Override
        public Instant instant() {
          return now;
        }
      };

  @BeforeEach
  void tasksEndAtOnce() {
    worker.on("train", ScriptedWorker.nothing());
  }

  private Engine serve() {
    Engine engine =
        Engine.open(Workflows.settings(directory), folder -> worker, wake -> Alarm.none(), clock);
    engine.takeOver();
    settle(engine);
    return engine;
  }

  private static Expression text(String value) {
    return new Expression.Literal(Value.text(value));
  }

  private static Expression event(String... path) {
    Expression expression = new Expression.Parameter("event");
    for (String field : path) {
      expression = new Expression.Field(expression, field);
    }
    return expression;
  }

  private static Trigger.Event on(String source, Expression set, String... arguments) {
    return on(source, set, Duration.ZERO, arguments);
  }

  /** With arguments {@code name, value …}; what is set is the parameter {@code what}. */
  private static Trigger.Event on(
      String source, Expression set, Duration cooldown, String... arguments) {
    Map<String, Expression> about = new LinkedHashMap<>();
    for (int i = 0; i < arguments.length; i += 2) {
      about.put(arguments[i], text(arguments[i + 1]));
    }
    return new Trigger.Event(
        1,
        source,
        about,
        Map.of("what", set),
        cooldown.isZero() ? Optional.empty() : Optional.of(cooldown));
  }

  private static WorkflowVersion version(String name, Trigger... triggers) {
    TaskSpec task = call("a", "train");
    WorkflowGraph graph =
        new WorkflowGraph(
            name,
            "",
            List.of(
                new WorkflowGraph.Parameter("what", "String", "", Optional.of(Value.text("none")))),
            List.of(task),
            Optional.empty(),
            Optional.of(new Automation(List.of(triggers), List.of())));
    return WorkflowVersion.of(graph, "source", "test.train");
  }

  private static WorkflowVersion onData(Duration cooldown) {
    return version("test", on("data", event("digest"), cooldown, "path", "in.csv"));
  }

  private static WorkflowVersion onHook(Duration cooldown) {
    return version("test", on("webhook", event("body"), cooldown, "name", "go"));
  }

  private void write(String content) throws IOException {
    Files.writeString(directory.resolve("in.csv"), content);
  }

  /** Two looks, as a file that may still be written is not taken at the first. */
  private static void look(Engine engine) {
    for (int i = 0; i < 2; i++) {
      engine.watcher().look();
      settle(engine);
    }
  }

  /** Whoever asks the loop is answered after what came before. */
  private static void settle(Engine engine) {
    for (int i = 0; i < 20; i++) {
      assertThatThrownBy(() -> engine.pause(new TriggerId("none"), false))
          .isInstanceOf(EngineException.class);
    }
  }

  private static List<String> runs(Engine engine) {
    List<RunSummary> runs = new ArrayList<>(engine.runs().runs(Optional.empty(), 100));
    Collections.reverse(runs);
    return runs.stream()
        .map(
            run ->
                run.id()
                    + " "
                    + run.phase()
                    + " "
                    + what(engine.runs().run(run.id()).orElseThrow().parameters()))
        .toList();
  }

  private static String what(Map<String, Value> parameters) {
    String value = parameters.get("what") instanceof Value.Text text ? text.value() : "";
    return value.length() == 64 ? value.substring(0, 4) : value;
  }

  private static List<String> reasons(Engine engine, TriggerId trigger) {
    return engine.runs().triggers().occurrences(trigger, 100).stream()
        .map(OccurrenceRecord::reason)
        .toList();
  }

  // Data.

  @Test
  void aFileThatChangesMakesARun() throws Exception {
    write("1");
    try (Engine engine = serve()) {
      engine.activate("", onData(Duration.ZERO), Map.of());
      look(engine);
      assertThat(runs(engine)).isEmpty();
      write("22");
      engine.watcher().look();
      settle(engine);
      assertThat(runs(engine)).isEmpty();
      write("333");
      engine.watcher().look();
      settle(engine);
      assertThat(runs(engine)).isEmpty();
      engine.watcher().look();
      settle(engine);
      // SHA-256 of 333, and of 1.
      assertThat(runs(engine)).containsExactly("test-1 SUCCEEDED 556d");
      write("333");
      look(engine);
      Files.delete(directory.resolve("in.csv"));
      look(engine);
      write("333");
      look(engine);
      assertThat(runs(engine)).hasSize(1);
      write("1");
      look(engine);
      assertThat(runs(engine)).hasSize(2).element(1).isEqualTo("test-2 SUCCEEDED 6b86");
    }
  }

  @Test
  void aFileThatComesLaterIsAChange() throws Exception {
    try (Engine engine = serve()) {
      engine.activate("", onData(Duration.ZERO), Map.of());
      look(engine);
      write("1");
      look(engine);
      assertThat(runs(engine)).hasSize(1);
    }
  }

  @Test
  void aFolderIsWhatItsFilesAre() throws Exception {
    Path folder = Files.createDirectories(directory.resolve("in.csv"));
    Files.createSymbolicLink(folder.resolve("gone"), Path.of("nowhere"));
    try (Engine engine = serve()) {
      engine.activate("", onData(Duration.ZERO), Map.of());
      Files.writeString(Files.createDirectories(folder.resolve("day")).resolve("part"), "1");
      look(engine);
      assertThat(runs(engine)).hasSize(1);
      Files.move(folder.resolve("day"), folder.resolve("night"));
      look(engine);
      assertThat(runs(engine)).hasSize(2);
    }
  }

  @Test
  void whatChangedWhileNobodyServedIsOneCause() throws Exception {
    write("1");
    try (Engine engine = serve()) {
      engine.activate("", onData(Duration.ZERO), Map.of());
    }
    write("2");
    write("3");
    try (Engine engine = serve()) {
      look(engine);
      assertThat(runs(engine)).hasSize(1);
    }
    try (Engine engine = serve()) {
      look(engine);
      assertThat(runs(engine)).hasSize(1);
      assertThat(engine.runs().triggers().causes(DATA, 10))
          .extracting(Cause::text)
          .containsExactly("in.csv is now 4e07408562be");
    }
  }

  @Test
  void aCooldownDefersToTheLatestAlsoAfterARestart() throws Exception {
    write("1");
    try (Engine engine = serve()) {
      engine.activate("", onData(Duration.ofHours(1)), Map.of());
      for (int i = 2; i <= 5; i++) {
        now = now.plus(Duration.ofMinutes(1));
        write(Integer.toString(i));
        look(engine);
      }
      assertThat(runs(engine)).hasSize(1);
    }
    now = NOON.plus(Duration.ofMinutes(50));
    try (Engine engine = serve()) {
      look(engine);
      assertThat(runs(engine)).hasSize(1);
      now = NOON.plus(Duration.ofMinutes(61));
      settle(engine);
      // SHA-256 of 2, and of 5.
      assertThat(runs(engine)).containsExactly("test-1 SUCCEEDED d473", "test-2 SUCCEEDED ef2d");
      assertThat(reasons(engine, DATA))
          .containsExactly(
              "",
              "What came at 2026-03-01T12:04:00Z took its place.",
              "What came at 2026-03-01T12:03:00Z took its place.",
              "");
    }
  }

  @Test
  void whatCanNotBeWatchedIsRefused() {
    try (Engine engine = serve()) {
      assertThatThrownBy(
              () ->
                  engine.activate(
                      "", version("test", on("data", text(""), "path", "s3://in")), Map.of()))
          .hasMessage(
              "Files and folders of this machine can be watched; s3://in is somewhere else.");
      assertThatThrownBy(
              () ->
                  engine.activate(
                      "", version("test", on("code", text(""), "ref", "main")), Map.of()))
          .hasMessageContaining("no git repository");
      assertThat(engine.runs().triggers().activations()).isEmpty();
    }
  }

  // Models.

  private void register(Engine engine, int run, String... aliases) {
    SampleRun made = new SampleRun("maker", run);
    engine
        .runs()
        .commit(
            List.of(
                made.created(),
                made.attempted(SampleRun.FIT, 1, io.trainmaster.run.AttemptPhase.SUCCEEDED),
                made.registered("churn", List.of(aliases)),
                new Change.RunChanged(made.summary(io.trainmaster.run.RunPhase.SUCCEEDED, ""))));
  }

  @Test
  void eachVersionThatIsRegisteredIsACause() {
    Expression label =
        new Expression.Interpolation(
            List.of(event("version", "name"), text(" "), event("version", "version")));
    try (Engine engine = serve()) {
      register(engine, 1);
      engine.activate("", version("test", on("model", label, "name", "churn")), Map.of());
      look(engine);
      register(engine, 2);
      register(engine, 3);
      look(engine);
      assertThat(runs(engine))
          .filteredOn(line -> line.startsWith("test"))
          .containsExactly("test-1 SUCCEEDED churn 2", "test-2 SUCCEEDED churn 3");
    }
  }

  @Test
  void anAliasThatMovesIsACauseWhoeverMovedIt() {
    Expression number = new Expression.Interpolation(List.of(event("version", "version")));
    try (Engine engine = serve()) {
      engine.activate(
          "", version("test", on("model", number, "name", "churn", "alias", "best")), Map.of());
      register(engine, 1, "best");
      register(engine, 2);
      look(engine);
      try (StateFolder other = StateFolder.annotate(directory.resolve("state"))) {
        other.runs().setAlias("churn", "best", 2);
      }
      look(engine);
      try (StateFolder other = StateFolder.annotate(directory.resolve("state"))) {
        other.runs().setAlias("churn", "best", 1);
      }
      look(engine);
      look(engine);
      assertThat(runs(engine))
          .filteredOn(line -> line.startsWith("test"))
          .containsExactly("test-1 SUCCEEDED 1", "test-2 SUCCEEDED 2", "test-3 SUCCEEDED 1");
    }
  }

  // Workflows.

  private static WorkflowVersion after(String workflow, String before, Duration cooldown) {
    Expression words =
        new Expression.Interpolation(List.of(event("run"), text(" "), event("outcome")));
    return version(workflow, on("workflow", words, cooldown, "name", before));
  }

  @Test
  void whatEndsMakesTheNextRun() throws Exception {
    WorkflowVersion first = version("first");
    try (Engine engine = serve()) {
      engine.activate("", after("second", "first", Duration.ZERO), Map.of());
      engine.activate("", after("third", "second", Duration.ZERO), Map.of());
      engine.start(first, Map.of(), RunListener.none()).await();
      settle(engine);
      assertThat(runs(engine))
          .containsExactly(
              "first-1 SUCCEEDED none",
              "second-1 SUCCEEDED first-1 succeeded",
              "third-1 SUCCEEDED second-1 succeeded");
    }
    // Of what ends while nobody serves, the last counts.
    try (Engine engine =
        Engine.open(Workflows.settings(directory), folder -> worker, w -> Alarm.none(), clock)) {
      now = now.plusSeconds(1);
      engine.start(first, Map.of(), RunListener.none()).await();
      now = now.plusSeconds(1);
      engine.start(first, Map.of(), RunListener.none()).await();
    }
    try (Engine engine = serve()) {
      settle(engine);
      assertThat(runs(engine))
          .endsWith("second-2 SUCCEEDED first-3 succeeded", "third-2 SUCCEEDED second-2 succeeded")
          .hasSize(7);
    }
    try (Engine engine = serve()) {
      assertThat(runs(engine)).hasSize(7);
    }
  }

  @Test
  void aCircleNeedsACooldown() throws Exception {
    try (Engine engine = serve()) {
      engine.activate("", after("a", "b", Duration.ZERO), Map.of());
      assertThatThrownBy(() -> engine.activate("", after("b", "a", Duration.ZERO), Map.of()))
          .isInstanceOf(EngineException.class)
          .hasMessage(
              "Runs would follow one another without end: b → a → b. Give one of these a"
                  + " `cooldown`.");
      engine.activate("", after("b", "a", Duration.ofHours(1)), Map.of());
      engine.start(version("b"), Map.of(), RunListener.none()).await();
      settle(engine);
      assertThat(runs(engine))
          .containsExactly(
              "b-1 SUCCEEDED none",
              "a-1 SUCCEEDED b-1 succeeded",
              "b-2 SUCCEEDED a-1 succeeded",
              "a-2 SUCCEEDED b-2 succeeded");
    }
  }

  // Code.

  private void git(String... arguments) throws Exception {
    List<String> command =
        new ArrayList<>(
            List.of(
                "git",
                "-c",
                "user.name=a",
                "-c",
                "user.email=a@b.c",
                "-c",
                "commit.gpgsign=false"));
    command.addAll(List.of(arguments));
    Process process =
        new ProcessBuilder(command)
            .directory(directory.toFile())
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .start();
    assertThat(process.waitFor()).isZero();
  }

  @Test
  void aRefThatHasAnotherCommitMakesARun() throws Exception {
    git("init", "-q", "-b", "main");
    git("commit", "-q", "--allow-empty", "-m", "one");
    try (Engine engine = serve()) {
      assertThatThrownBy(
              () ->
                  engine.activate(
                      "", version("test", on("code", text(""), "ref", "mian")), Map.of()))
          .hasMessage("The project's git repository has no mian.");
      engine.activate("", version("test", on("code", event("ref"), "ref", "main")), Map.of());
      look(engine);
      git("checkout", "-q", "-b", "other");
      git("commit", "-q", "--allow-empty", "-m", "two");
      look(engine);
      assertThat(runs(engine)).isEmpty();
      git("branch", "-f", "main", "other");
      git("pack-refs", "--all");
      look(engine);
      assertThat(runs(engine)).containsExactly("test-1 SUCCEEDED main");
    }
  }

  // Hooks.

  @Test
  void aCallThatIsRepeatedMakesOneRun() {
    HookAnswer made;
    try (Engine engine = serve()) {
      assertThatThrownBy(() -> engine.call(CALL))
          .hasMessage("No active workflow runs on the hook `go`.");
      engine.activate("", onHook(Duration.ZERO), Map.of());
      made = engine.call(CALL).get(0);
      assertThat(made)
          .isEqualTo(
              new HookAnswer(
                  HOOK,
                  HookAnswer.Became.RUN,
                  Optional.of(new RunId("test-1")),
                  Optional.empty(),
                  "",
                  false));
      assertThat(engine.call(CALL).get(0).repeated()).isTrue();
    }
    try (Engine engine = serve()) {
      HookAnswer again = engine.call(CALL).get(0);
      assertThat(again.repeated()).isTrue();
      assertThat(again.run()).isEqualTo(made.run());
      engine.call(new HookCall("go", Optional.empty(), "a"));
      engine.call(new HookCall("go", Optional.empty(), "a"));
      settle(engine);
      assertThat(runs(engine))
          .containsExactly("test-1 SUCCEEDED now", "test-2 SUCCEEDED a", "test-3 SUCCEEDED a");
    }
  }

  @Test
  void theKeyOfACallIsKnownAsLongAsItsRunAndForAWeekAtLeast() {
    Retention rule = new Retention(Duration.ZERO, 0);
    try (Engine engine = serve()) {
      engine.activate("", onHook(Duration.ZERO), Map.of());
      engine.call(CALL);
      engine.call(new HookCall("go", Optional.empty(), "a"));
      settle(engine);
      now = NOON.plus(Duration.ofDays(6));
      Forgotten gone = engine.forget(rule, false);
      assertThat(gone.runs()).hasSize(2);
      assertThat(gone.reasons()).isZero();
      HookAnswer again = engine.call(CALL).get(0);
      assertThat(again.repeated()).isTrue();
      assertThat(again.reason()).isEqualTo("Run test-1 is kept no longer.");
      assertThat(engine.runs().triggers().causes(HOOK, 9)).hasSize(2);

      now = NOON.plus(Duration.ofDays(8));
      assertThat(engine.forget(rule, false).reasons()).as("a cause, and its time").isEqualTo(2);
      assertThat(engine.runs().triggers().causes(HOOK, 9)).as("the last stays").hasSize(1);
      assertThat(engine.call(CALL).get(0).run()).contains(new RunId("test-3"));
      settle(engine);
    }
  }

  @Test
  void aCallSaysWhatBecameOfIt() {
    try (Engine engine = serve()) {
      engine.activate("", onHook(Duration.ofHours(1)), Map.of());
      engine.call(new HookCall("go", Optional.empty(), "first"));
      HookAnswer waits = engine.call(CALL).get(0);
      assertThat(waits.became()).isEqualTo(HookAnswer.Became.WAITS);
      assertThat(waits.due()).contains(NOON.plus(Duration.ofHours(1)));
      engine.pause(HOOK, true);
      HookAnswer missed = engine.call(new HookCall("go", Optional.empty(), "second")).get(0);
      assertThat(missed.became()).isEqualTo(HookAnswer.Became.DROPPED);
      assertThat(missed.reason()).isEqualTo("The trigger rested.");
      now = NOON.plus(Duration.ofHours(2));
      settle(engine);
      assertThat(runs(engine)).hasSize(1);
      engine.pause(HOOK, false);
      settle(engine);
      assertThat(runs(engine)).containsExactly("test-1 SUCCEEDED first", "test-2 SUCCEEDED now");
      assertThat(engine.call(CALL).get(0).run()).contains(new RunId("test-2"));
    }
  }
}
