package io.trainmaster.why;

import static io.trainmaster.why.Yard.GIB;
import static io.trainmaster.why.Yard.task;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.trainmaster.model.Expression;
import io.trainmaster.model.Outcome;
import io.trainmaster.model.Policy;
import io.trainmaster.model.ResourceRequest;
import io.trainmaster.model.TaskId;
import io.trainmaster.model.TaskSpec;
import io.trainmaster.model.Value;
import io.trainmaster.placement.Gpu;
import io.trainmaster.placement.Node;
import io.trainmaster.run.Failure;
import io.trainmaster.run.RunId;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Situations, and what is said of a task in each. */
class ExplainerTest {

  private static final Gpu A100 = new Gpu(0, "GPU-a", "A100", 80 * GIB, "8.0");
  private static final ResourceRequest ALL_CPUS = ResourceRequest.cpus(4, 4, GIB);

  private final Yard yard =
      new Yard(new Node("here", 4, 16 * GIB, List.of(A100)), Map.of("warehouse", 2), 3);

  @Test
  void saysWhoHasTheCpusAndHowManyMoreItTakes() {
    RunId first = yard.run("first", task("features", ALL_CPUS));
    RunId second = yard.run("second", task("train", ResourceRequest.cpus(2, 2, GIB)));

    Explanation why = yard.why(second, "train");

    assertThat(why.reason())
        .isEqualTo("It waits for CPUs: it asks for 2 CPUs, and 0 of 4 are free.");
    assertThat(why.place()).contains(new Explanation.Place(1, 1));
    assertThat(why.holders()).extracting(Situation.Holder::run).containsExactly(first);
    assertThat(why.remedies())
        .containsExactly(
            new Explanation.Remedy("here has 6 CPUs", "engine.cpus = 6"),
            new Explanation.Remedy("run first-1 is stopped", "trainmaster cancel first-1"));
  }

  @Test
  void ofSeveralNodesItSpeaksOfTheOneWithMost() {
    Yard two =
        new Yard(
            List.of(new Node("small", 2, 16 * GIB, 0), new Node("large", 8, 16 * GIB, 0)),
            Map.of(),
            3);
    two.run("first", task("features", ResourceRequest.cpus(5, 5, GIB)));
    RunId second = two.run("second", task("train", ResourceRequest.cpus(4, 4, GIB)));

    Explanation why = two.why(second, "train");

    assertThat(why.reason())
        .isEqualTo(
            "It waits for CPUs: it asks for 4 CPUs, and 3 of 8 are free on large, where most"
                + " are.");
    assertThat(why.remedies().get(0).change()).isEqualTo("small has 4 CPUs");
  }

  @Test
  void saysThatMemoryIsShort() {
    yard.run("first", task("features", ResourceRequest.cpus(1, 1, 12 * GIB)));
    RunId second = yard.run("second", task("train", ResourceRequest.cpus(1, 1, 7 * GIB)));

    Explanation why = yard.why(second, "train");

    assertThat(why.reason())
        .isEqualTo(
            "It waits for memory: it asks for 7 GiB of memory, and 4 GiB of 16 GiB is free.");
    assertThat(why.remedies().get(0))
        .isEqualTo(new Explanation.Remedy("here has 19 GiB of memory", "engine.memory = 19 GiB"));
  }

  @Test
  void whereTwoThingsAreShortMoreOfOneIsNoHelp() {
    yard.run("first", task("features", ResourceRequest.cpus(4, 4, 16 * GIB)));
    RunId second = yard.run("second", task("train", ResourceRequest.cpus(2, 2, GIB)));

    Explanation why = yard.why(second, "train");

    assertThat(why.reason()).startsWith("It waits for CPUs and memory: ");
    assertThat(why.remedies())
        .containsExactly(
            new Explanation.Remedy("run first-1 is stopped", "trainmaster cancel first-1"));
  }

  @Test
  void saysWhoHasTheGpu() {
    RunId first = yard.run("first", task("train", gpu("A100", Optional.empty())));
    RunId second = yard.run("second", task("train", gpu("A100", Optional.empty())));

    Explanation why = yard.why(second, "train");

    assertThat(why.reason()).startsWith("It waits for GPUs: it asks for a GPU of A100");
    assertThat(why.holders()).extracting(Situation.Holder::run).containsExactly(first);
    assertThat(why.remedies())
        .contains(new Explanation.Remedy("here has 2 GPUs, one more of model A100", ""));
  }

  @Test
  void oneThatWaitsForAGpuIsExpectedToTakeItsNextChoice() {
    yard.run("first", task("train", gpu("A100", Optional.empty())));
    RunId second =
        yard.run(
            "second",
            task(
                "train",
                gpu("A100", Optional.of(Duration.ofMinutes(10))),
                ResourceRequest.cpus(1, 1, GIB)));
    yard.pass(Duration.ofMinutes(4));

    Explanation why = yard.why(second, "train");

    assertThat(why.start())
        .contains(
            new Explanation.Start(
                yard.now().plus(Duration.ofMinutes(6)), "with the next of its alternatives"));
    yard.pass(Duration.ofMinutes(6));
    assertThat(yard.hasStarted(second, "train")).isTrue();
  }

  @Test
  void expectsItsStartWhenEarlierRunsSayThatTheHolderEnds() {
    yard.lasts("features", Duration.ofMinutes(5));
    RunId first = yard.run("first", task("features", ALL_CPUS));
    RunId second = yard.run("second", task("train", ALL_CPUS));
    yard.pass(Duration.ofMinutes(2));

    assertThat(yard.why(second, "train").start())
        .contains(
            new Explanation.Start(
                yard.now().plus(Duration.ofMinutes(3)), "when features of first-1 ends"));
    yard.pass(Duration.ofMinutes(20));
    assertThat(yard.why(second, "train").start().orElseThrow().at())
        .as("it should have ended long ago")
        .isEqualTo(yard.now());
    yard.succeed(first, "features");
    assertThat(yard.hasStarted(second, "train")).isTrue();
  }

  @Test
  void whereNoEarlierRunIsKnownNothingIsExpected() {
    yard.run("first", task("features", ALL_CPUS));
    RunId second = yard.run("second", task("train", ALL_CPUS));

    assertThat(yard.why(second, "train").start()).isEmpty();
  }

  @Test
  void oneBehindOthersWouldStartWereItBeforeThem() {
    yard.run("first", task("features", ResourceRequest.cpus(3, 3, GIB)));
    yard.run("second", task("train", ResourceRequest.cpus(1, 1, GIB)));
    RunId third =
        yard.run(
            "third",
            task("one", ResourceRequest.cpus(2, 2, GIB)),
            task("two", ResourceRequest.cpus(2, 2, GIB)));

    Explanation why = yard.why(third, "two");

    assertThat(why.place()).contains(new Explanation.Place(2, 2));
    assertThat(why.remedies().get(0))
        .as("what goes before it takes two of them")
        .isEqualTo(new Explanation.Remedy("here has 8 CPUs", "engine.cpus = 8"));
  }

  @Test
  void oneOfALowerPriorityWouldStartWereItBeforeTheOther() {
    RunId holder = yard.run("holder", task("features", ResourceRequest.cpus(3, 3, GIB)));
    yard.run("first", 5, task("large", ResourceRequest.cpus(2, 2, GIB)));
    RunId second = yard.run("second", task("train", ResourceRequest.cpus(3, 3, GIB)));

    Explanation why = yard.why(second, "train");

    assertThat(why.place()).contains(new Explanation.Place(2, 2));
    assertThat(why.remedies())
        .as("the holder's end helps the other, and to be the first helps none")
        .extracting(Explanation.Remedy::change)
        .containsExactly("here has 8 CPUs");
    assertThat(why.holders()).extracting(Situation.Holder::run).containsExactly(holder);
  }

  @Test
  void saysWhoHasThePlacesOfALimit() {
    RunId first = yard.run("first", task("load", List.of(), limit(1)));
    RunId second = yard.run("second", task("load", List.of(), limit(2)));

    Explanation why = yard.why(second, "load");

    assertThat(why.reason())
        .isEqualTo("It takes 2 places of limit `warehouse`, of which 1 of 2 are free.");
    assertThat(why.holders()).extracting(Situation.Holder::run).containsExactly(first);
    assertThat(why.remedies())
        .containsExactly(
            new Explanation.Remedy("limit `warehouse` has 3 places", "engine.limits = warehouse=3"),
            new Explanation.Remedy("run first-1 is stopped", "trainmaster cancel first-1"));
  }

  @Test
  void saysThatTheOthersOfItsLoopAreAsManyAsMayBe() {
    TaskSpec.Operator item = task("item", ResourceRequest.cpus(1, 1, GIB));
    RunId run =
        yard.run(
            "loop",
            new TaskSpec.ForEach(
                new TaskId("each"),
                1,
                Set.of(),
                "x",
                new Expression.Literal(
                    new Value.Items(List.of(new Value.Int(1), new Value.Int(2), new Value.Int(3)))),
                List.of(item),
                Optional.empty(),
                new TaskSpec.Bounds(0, Optional.of(2), Optional.empty())));
    List<String> waiting = yard.queued();
    String task = waiting.get(0).substring(waiting.get(0).indexOf(' ') + 1);

    Explanation why = yard.why(run, task);

    assertThat(waiting).hasSize(1);
    assertThat(why.reason()).isEqualTo("2 tasks of `each` may run at one time, and as many do.");
    assertThat(why.holders()).hasSize(2);
    assertThat(why.remedies()).isEmpty();
  }

  @Test
  void saysWhatItDependsOnAndHowThatStands() {
    Policy policy = policy(ResourceRequest.cpus(4, 4, GIB));
    RunId run =
        yard.run(
            "chain",
            task("load", List.of(), policy),
            task("clean", List.of(), policy),
            task("train", List.of("load", "clean"), policy),
            task("test", List.of("train"), policy));

    assertThat(yard.why(run, "train").reason())
        .isEqualTo("It waits for load, which runs; and for clean, which waits to be started.");
    assertThat(yard.why(run, "test").reason()).isEqualTo("It waits for train, which waits itself.");
    yard.succeed(run, "load");
    assertThat(yard.why(run, "train").reason()).isEqualTo("It waits for clean, which runs.");
  }

  @Test
  void saysWhoseDecisionTheBeginningOfATaskOnAClusterIs() {
    Yard cluster = new Yard(new Node("spark://head:7077", 4, 16 * GIB, 1), Map.of(), 2);
    RunId run = cluster.run("first", task("train", ResourceRequest.cpus(1, 1, GIB)));
    cluster.pass(Duration.ofSeconds(12));

    assertThat(cluster.why(run, "train").reason())
        .isEqualTo(
            "It was passed on to spark://head:7077 12s ago, whose manager decides when it"
                + " begins.");
    cluster.begin(run, "train");
    assertThat(cluster.why(run, "train").reason())
        .isEqualTo("It has run on spark://head:7077 for 12s.");
  }

  @Test
  void saysThatItRunsOrHasEnded() {
    Policy policy = policy(ResourceRequest.cpus(1, 1, GIB));
    RunId run =
        yard.run(
            "chain",
            task("load", List.of(), policy),
            task("broken", List.of(), policy),
            task("train", List.of("load"), policy));
    yard.succeed(run, "load");
    yard.fail(run, "broken", Failure.of(Outcome.ERROR, "It broke."));
    yard.pass(Duration.ofMinutes(3));

    assertThat(yard.why(run, "load").reason()).isEqualTo("It has succeeded.");
    assertThat(yard.why(run, "train").reason()).isEqualTo("It has run on here for 3m 0s.");
    assertThat(yard.why(run, "broken").reason()).isEqualTo("It has ended: It broke.");
  }

  @Test
  void aRunThatWaitsForItsTurnSaysHowManyMayBeUnderWay() {
    for (int i = 0; i < 3; i++) {
      yard.run("busy" + i, task("work", ResourceRequest.cpus(1, 1, GIB)));
    }
    RunId waiting = yard.run("late", task("work", ResourceRequest.cpus(1, 1, GIB)));

    Explanation why = yard.why(waiting, "work");

    assertThat(why.reason())
        .isEqualTo(
            "Its run waits for its turn: 3 runs are under way, and the setting engine.runs allows"
                + " 3.");
    assertThat(why.place()).contains(new Explanation.Place(1, 1));
    assertThat(why.remedies())
        .containsExactly(
            new Explanation.Remedy("4 runs may be under way at one time", "engine.runs = 4"),
            new Explanation.Remedy("run busy2-3 is stopped", "trainmaster cancel busy2-3"));
  }

  @Test
  void whoeverAsksForATaskThatIsNotThereIsTold() {
    RunId run = yard.run("first", task("work", ResourceRequest.cpus(1, 1, GIB)));

    assertThatIllegalArgumentException().isThrownBy(() -> yard.why(run, "other"));
    assertThatIllegalArgumentException().isThrownBy(() -> yard.why(new RunId("none-1"), "work"));
  }

  private static Policy policy(ResourceRequest request) {
    return new Policy(List.of(request), List.of(), Yard.none(), Yard.none());
  }

  private static Policy limit(int places) {
    return new Policy(
        List.of(ResourceRequest.cpus(1, 1, GIB)),
        List.of(),
        Yard.none(),
        Yard.none(),
        Yard.none(),
        Optional.empty(),
        Map.of("warehouse", places));
  }

  private static ResourceRequest gpu(String model, Optional<Duration> within) {
    return new ResourceRequest(1, 1, GIB, 1, 0, List.of(model), within);
  }
}
