package io.trainmaster.trigger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.trainmaster.model.Automation;
import io.trainmaster.model.EvaluationException;
import io.trainmaster.model.Expression;
import io.trainmaster.model.Trigger;
import io.trainmaster.model.Value;
import io.trainmaster.model.WorkflowGraph;
import io.trainmaster.run.RunId;
import io.trainmaster.time.TriggerId;
import io.trainmaster.trigger.EventBook.Firing;
import io.trainmaster.trigger.EventState.Seen;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class EventBookTest {

  private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");
  private static final TriggerId DATA = new TriggerId("churn/data:in.csv");
  private static final TriggerId HOOK = new TriggerId("churn/webhook:go");

  private final Map<String, Integer> numbers = new HashMap<>();
  private final EventBook book = new EventBook(this::name);

  private RunId name(String workflow) {
    return RunId.of(workflow, numbers.merge(workflow, 1, Integer::sum));
  }

  private static Expression text(String value) {
    return new Expression.Literal(Value.text(value));
  }

  private static Trigger.Event event(String source, String argument, String of, int cooldownHours) {
    return new Trigger.Event(
        1,
        source,
        Map.of(argument, text(of)),
        Map.of(),
        cooldownHours == 0 ? Optional.empty() : Optional.of(Duration.ofHours(cooldownHours)));
  }

  private static Trigger.Event data(int cooldownHours) {
    return event("data", "path", "in.csv", cooldownHours);
  }

  private static Trigger.Event hook() {
    return event("webhook", "name", "go", 0);
  }

  private static Activation activation(String environment, String workflow) {
    return new Activation(environment, workflow, Optional.of("hash"), Map.of(), NOON);
  }

  private static WorkflowGraph graph(String workflow, Trigger... triggers) {
    return new WorkflowGraph(
        workflow,
        "",
        List.of(new WorkflowGraph.Parameter("to", "String", "", Optional.of(Value.text("nobody")))),
        List.of(),
        Optional.empty(),
        Optional.of(new Automation(Arrays.asList(triggers), List.of())));
  }

  private Firing activate(Trigger... triggers) {
    return book.activate(
        activation("", "churn"), Optional.of(graph("churn", triggers)), Map.of(), at(0));
  }

  private static Instant at(double hours) {
    return NOON.plus(Duration.ofMinutes((long) (60 * hours)));
  }

  private Firing look(String value, double hours) {
    return book.look(
        DATA,
        new Sighting(value, "", Map.of("digest", Value.text(value)), "now " + value),
        at(hours));
  }

  private static List<String> runs(Firing firing) {
    return firing.runs().stream().map(run -> run.id().value()).toList();
  }

  @Test
  void theFirstLookIsRememberedAndAChangeIsACause() {
    Firing activated = activate(data(0));
    assertThat(activated.states()).hasSize(1);
    Firing first = look("a", 0);
    assertThat(first.causes()).isEmpty();
    assertThat(first.states().get(0).seen()).contains(new Seen("a", ""));
    assertThat(look("a", 1)).isEqualTo(Firing.NOTHING);

    Firing changed = look("b", 2);
    assertThat(changed.causes()).containsExactly(new Cause(DATA, "1:b", at(2), "now b"));
    assertThat(runs(changed)).containsExactly("churn-1");
    assertThat(changed.occurrences().get(0).occurrence().from()).isEqualTo(at(0));
    assertThat(changed.occurrences().get(0).occurrence().until()).isEqualTo(at(2));
    assertThat(look("b", 3)).isEqualTo(Firing.NOTHING);
    Firing back = look("a", 4);
    assertThat(back.causes()).extracting(Cause::key).containsExactly("2:a");
    assertThat(back.occurrences().get(0).occurrence().from()).isEqualTo(at(2));
  }

  @Test
  void whatWasFoundAtActivationIsWhatChangesAreHeldAgainst() {
    book.activate(
        activation("", "churn"),
        Optional.of(graph("churn", data(0))),
        Map.of(DATA, new Seen("a", "old")),
        NOON);
    Firing touched = book.look(DATA, new Sighting("a", "new", Map.of(), ""), at(1));
    assertThat(touched.causes()).isEmpty();
    assertThat(touched.states().get(0).seen()).contains(new Seen("a", "new"));
    assertThat(runs(look("b", 2))).hasSize(1);
  }

  @Test
  void aCooldownDefersToTheLatestCause() {
    activate(data(1));
    look("a", 0);
    assertThat(runs(look("b", 1))).containsExactly("churn-1");
    Firing second = look("c", 1.25);
    assertThat(second.runs()).isEmpty();
    assertThat(second.occurrences()).isEmpty();
    assertThat(book.next(DATA)).contains(at(2));
    Firing third = look("d", 1.5);
    assertThat(third.runs()).isEmpty();
    assertThat(third.occurrences())
        .extracting(OccurrenceRecord::reason)
        .containsExactly("What came at 2026-03-01T13:30:00Z took its place.");
    assertThat(book.overdue(at(1.9))).isEmpty();
    assertThat(book.due(DATA, at(1.9))).isEqualTo(Firing.NOTHING);

    Firing due = book.due(DATA, at(2));
    assertThat(runs(due)).containsExactly("churn-2");
    assertThat(due.occurrences().get(0).occurrence().nominal()).isEqualTo(at(1.5));
    assertThat(due.occurrences().get(0).occurrence().from()).isEqualTo(at(1));
    assertThat(book.due(DATA, at(2))).isEqualTo(Firing.NOTHING);
    assertThat(book.next(DATA)).isEmpty();
    assertThat(runs(look("e", 4))).containsExactly("churn-3");
  }

  @Test
  void whatWaitsIsThereAfterARestart() {
    activate(data(1));
    look("a", 0);
    look("b", 1);
    EventState stored = look("c", 1.25).states().get(0);
    EventBook next = new EventBook(this::name);
    next.remember(List.of(stored));
    Firing goingOn =
        next.goOn(activation("", "churn"), Optional.of(graph("churn", data(1))), at(5));
    assertThat(goingOn).isEqualTo(Firing.NOTHING);
    assertThat(next.overdue(at(5))).containsExactly(DATA);
    assertThat(runs(next.due(DATA, at(5)))).containsExactly("churn-2");
  }

  @Test
  void aShorterCooldownCountsForWhatWaits() {
    activate(data(10));
    look("a", 0);
    look("b", 1);
    look("c", 2);
    assertThat(book.next(DATA)).contains(at(11));
    book.activate(activation("", "churn"), Optional.of(graph("churn", data(2))), Map.of(), at(2));
    assertThat(book.next(DATA)).contains(at(3));
  }

  @Test
  void whatHappensWhileItRestsIsMissed() {
    activate(data(1));
    look("a", 0);
    look("b", 1);
    look("c", 1.5);
    book.pause(DATA, true);
    assertThat(book.next(DATA)).isEmpty();
    Firing missed = look("d", 3);
    assertThat(missed.runs()).isEmpty();
    assertThat(missed.causes()).hasSize(1);
    assertThat(missed.occurrences())
        .extracting(OccurrenceRecord::reason)
        .containsExactly("The trigger rested.");
    book.pause(DATA, false);
    assertThat(look("d", 4)).isEqualTo(Firing.NOTHING);
    Firing waited = book.due(DATA, at(4));
    assertThat(waited.occurrences().get(0).occurrence().nominal()).isEqualTo(at(1.5));
    assertThat(book.pause(DATA, false)).isEmpty();
  }

  @Test
  void whatWaitsIsDroppedWhenItIsTakenOutOfUse() {
    activate(data(1));
    look("a", 0);
    look("b", 1);
    look("c", 1.5);
    Firing off = book.activate(activation("", "churn"), Optional.empty(), Map.of(), at(1.6));
    assertThat(off.occurrences())
        .extracting(OccurrenceRecord::reason)
        .containsExactly("It was taken out of use.");
    assertThat(book.next()).isEmpty();
    assertThat(look("d", 2)).isEqualTo(Firing.NOTHING);
    // What changed meanwhile is not a cause; the cooldown still counts.
    book.activate(
        activation("", "churn"),
        Optional.of(graph("churn", data(4))),
        Map.of(DATA, new Seen("e", "")),
        at(3));
    assertThat(look("e", 3)).isEqualTo(Firing.NOTHING);
    look("f", 3.5);
    assertThat(book.next(DATA)).contains(at(5));
  }

  @Test
  void eachDeliveryIsACauseOfItsOwnAndNoTwoHaveTheSameTime() {
    activate(hook());
    for (int i = 1; i <= 3; i++) {
      Firing delivered =
          book.deliver(HOOK, new Sighting("key-" + i, "", Map.of(), "called"), at(1));
      assertThat(runs(delivered)).containsExactly("churn-" + i);
      assertThat(delivered.causes().get(0).at()).isEqualTo(at(1).plusMillis(i - 1));
    }
  }

  @Test
  void parametersAreSetFromWhatHappened() {
    Expression event = new Expression.Parameter("event");
    Trigger.Event greeting =
        new Trigger.Event(
            1,
            "data",
            Map.of("path", text("in.csv")),
            Map.of(
                "to",
                new Expression.Interpolation(
                    List.of(
                        new Expression.Field(event, "digest"),
                        text(" at "),
                        new Expression.Field(event, "at")))),
            Optional.empty());
    activate(greeting);
    look("a", 0);
    assertThat(look("b", 1).runs().get(0).activation().parameters())
        .containsExactly(Map.entry("to", Value.text("b at 2026-03-01T13:00:00Z")));
  }

  @Test
  void whatCanNotBeSetMakesNoRunAndSaysWhy() {
    Trigger.Event broken =
        new Trigger.Event(
            1,
            "data",
            Map.of("path", text("in.csv")),
            Map.of("to", new Expression.Field(new Expression.Parameter("event"), "color")),
            Optional.of(Duration.ofHours(1)));
    activate(broken);
    look("a", 0);
    Firing firing = look("b", 1);
    assertThat(firing.runs()).isEmpty();
    assertThat(firing.occurrences().get(0).reason()).startsWith("There is no `color` here");
    assertThat(numbers).isEmpty();
  }

  @Test
  void namesAndWordsComeFromWhatATriggerIsAbout() {
    Trigger.Event model =
        new Trigger.Event(
            1,
            "model",
            Map.of("name", new Expression.Parameter("to"), "alias", text("candidate")),
            Map.of(),
            Optional.of(Duration.ofMinutes(90)));
    book.activate(
        activation("production", "churn"),
        Optional.of(graph("churn", data(1), model, event("code", "ref", "main", 24))),
        Map.of(),
        NOON);
    assertThat(book.sources().keySet())
        .extracting(TriggerId::value)
        .containsExactly(
            "churn@production/data:in.csv",
            "churn@production/model:nobody@candidate",
            "churn@production/code:main");
    assertThat(book.sources().keySet())
        .extracting(book::words)
        .containsExactly(
            "when in.csv changes, at most once an hour",
            "when candidate of model nobody moves, at most once in 90 minutes",
            "when main has another commit, at most once in 24 hours");
  }

  @Test
  void twoLinesAboutTheSameAreRefused() {
    assertThatThrownBy(() -> activate(data(1), data(2)))
        .isInstanceOf(EvaluationException.class)
        .hasMessage("Two lines say that churn runs when in.csv changes.");
    assertThat(book.sources()).isEmpty();
  }

  @Test
  void workflowsThatRunEachOtherWithoutEndAreFound() {
    put("b", event("workflow", "name", "a", 0));
    put("c", event("workflow", "name", "b", 0));
    assertThat(circle("a", event("workflow", "name", "c", 0))).containsExactly("a", "b", "c", "a");
    assertThat(circle("a", event("workflow", "name", "a", 0))).containsExactly("a", "a");
    assertThat(circle("a", event("workflow", "name", "c", 1))).isEmpty();
    assertThat(circle("a", event("workflow", "name", "d", 0))).isEmpty();
    // The version that it takes the place of doesn't count.
    put("a", event("workflow", "name", "c", 1));
    assertThat(circle("b", event("workflow", "name", "d", 0))).isEmpty();
  }

  @Test
  void workflowsThatCallOneThatTheyFollowAreFound() {
    put("d", event("workflow", "name", "c", 0));
    assertThat(circle("w", event("workflow", "name", "d", 0))).isEmpty();
    assertThat(circle("w", event("workflow", "name", "d", 0), "c"))
        .containsExactly("w", "c", "d", "w");
    assertThat(circle("w", event("workflow", "name", "d", 1), "c")).isEmpty();
    assertThat(circle("w", event("workflow", "name", "c", 0), "c")).containsExactly("w", "c", "w");
  }

  private void put(String workflow, Trigger.Event event) {
    book.activate(activation("", workflow), Optional.of(graph(workflow, event)), Map.of(), NOON);
  }

  private List<String> circle(String workflow, Trigger.Event event, String... callees) {
    return book.circle(
        activation("", workflow),
        graph(workflow, event),
        one -> one.workflow().equals(workflow) ? List.of(callees) : List.of());
  }
}
