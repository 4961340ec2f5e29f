package io.trainmaster.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import io.trainmaster.cli.command.CommandTester.Result;
import io.trainmaster.cli.console.ExitCode;
import io.trainmaster.cli.view.NodeView;
import io.trainmaster.json.ModelJson;
import io.trainmaster.placement.Node;
import io.trainmaster.run.AttemptPhase;
import io.trainmaster.run.RunId;
import io.trainmaster.run.RunPhase;
import io.trainmaster.runtime.KnownNode;
import io.trainmaster.runtime.NodeRoster;
import io.trainmaster.store.StateFolder;
import io.trainmaster.testkit.SampleRun;
import io.trainmaster.track.Change;
import io.trainmaster.worker.NvidiaSmi;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NodesCommandTest {

  private static final long GIB = 1L << 30;

  @TempDir Path folder;

  @Test
  void whereNothingHasBeenRunAllIsFree() {
    CommandTester tester = new CommandTester(folder);
    Result result =
        tester.run(
            "nodes",
            "--set",
            "engine.cpus=4",
            "--set",
            "engine.memory=8 GiB",
            "--set",
            "engine.gpus=0");

    assertThat(result.exit()).isZero();
    assertThat(result.out())
        .isEqualTo(
            """
            NODE          STATE  CPUS    MEMORY        GPUS
            this machine  open   0 of 4  0 B of 8 GiB  none
            """);
  }

  @Test
  void showsTheMachinesThatAServerKnowsWithWhatRunsThere() throws Exception {
    CommandTester tester = new CommandTester(folder);
    Path state = tester.project().resolve(".trainmaster");
    SampleRun run = underWay(state);
    String node = run.attempt(SampleRun.FIT, 1, 1, AttemptPhase.STARTED).node();
    KnownNode there =
        new KnownNode(new Node(node, 8, 16 * GIB, 2), true, false, Instant.ofEpochSecond(0));
    KnownNode gone =
        new KnownNode(new Node("gone", 2, GIB, 0), false, true, Instant.ofEpochSecond(0));
    Files.writeString(
        state.resolve("nodes.json"), ModelJson.write(new NodeRoster(List.of(there, gone))));

    String[] settings = {"--set", "engine.cpus=4", "--set", "engine.memory=8 GiB"};
    Result result = tester.run(command("nodes", settings));

    assertThat(result.out())
        .containsPattern("this machine +open +0 of 4")
        .containsPattern(node + " +open +2 of 8 +1 GiB of 16 GiB +0 of 2")
        .containsPattern("gone +lost +0 of 2")
        .contains("GPUs of " + node + ":");
    String json = tester.run(command("nodes", "--output", "json")).out();
    assertThat(json).contains("\"others\"").contains("\"state\" : \"lost\"");
  }

  @Test
  void whatIsToBecomeOfWhichNodeMustBeSaidAndTakesAServer() {
    CommandTester tester = new CommandTester(folder);

    assertThat(tester.run("nodes", "--cordon").err()).contains("It isn't said which node.");
    assertThat(tester.run("nodes", "n1", "--cordon").exit())
        .isEqualTo(ExitCode.UNAVAILABLE.number());
  }

  @Test
  void aWorkerSaysWhatIsWrongWithWhereItIsToGo() {
    CommandTester tester = new CommandTester(folder);

    assertThat(tester.run("worker", "--server", "10.0.0.5:7900", "--token-file", "none").err())
        .contains("`10.0.0.5:7900` is no server's address.")
        .contains("https://HOST:PORT");
    assertThat(tester.run("worker", "--server", "http://h:1", "--token-file", "none").err())
        .contains("The token can't be read from none.");
    assertThat(
            tester
                .run("worker", "--server", "http://h:1", "--token-file", "t", "--name", "a/b")
                .err())
        .contains("A node can't be called `a/b`.");
  }

  /** A run with an attempt that has begun. */
  private static SampleRun underWay(Path state) {
    SampleRun run = new SampleRun("churn", 1);
    try (StateFolder held = StateFolder.open(state)) {
      held.runs()
          .commit(
              List.of(
                  run.created(),
                  new Change.RunChanged(run.summary(RunPhase.RUNNING, "")),
                  run.attempted(SampleRun.FIT, 1, AttemptPhase.STARTED)));
    }
    return run;
  }

  private static String[] command(String first, String... more) {
    return Stream.concat(Stream.of(first), Stream.of(more)).toArray(String[]::new);
  }

  @Test
  void showsWhatTasksHave() {
    CommandTester tester = new CommandTester(folder);
    underWay(tester.project().resolve(".trainmaster"));
    String text = tester.run("nodes", "--output", "json", "--set", "engine.gpus=0").out();

    assertThat(text).contains("\"cpusHeld\" : 2").contains("\"memoryBytesHeld\" : 1073741824");
  }

  @Test
  void saysOfEachGpuWhatItDoesAndForWhom() {
    NvidiaSmi.Answer answer =
        new NvidiaSmi(
                arguments ->
                    Optional.of(
                        "0, GPU-1, NVIDIA H100 80GB HBM3, 81559, 9.0, 1024, 37\n"
                            + "1, GPU-2, Tesla T4, 15360, 7.5, 0, 0\n"))
            .ask();
    SampleRun run = new SampleRun("churn", 1);
    NodeView.Held held =
        new NodeView.Held(
            new RunId("churn-1"), run.attempt(SampleRun.FIT, 1, 1, AttemptPhase.STARTED));
    NodeView view = NodeView.of(new Node("n1", 8, 64 * GIB, answer.gpus()), List.of(held), answer);

    assertThat(view.json().at("/gpus/0/tasks/0/task").asText()).isEqualTo("fit");
    assertThat(view.json().at("/gpus/0/tasks/0/milli").asInt()).isEqualTo(1_000);
    assertThat(view.json().at("/gpus/0/usedBytes").asLong()).isEqualTo(GIB);
    assertThat(view.json().at("/gpus/0/busyPercent").asInt()).isEqualTo(37);
    assertThat(view.json().at("/gpus/1/tasks")).isEmpty();
    assertThat(view.json().at("/gpus/1/milliHeld").asInt()).isZero();
  }
}
