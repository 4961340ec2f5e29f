package io.trainmaster.outbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.trainmaster.run.RunId;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class DeliveryTest {

  private static final Instant AT = Instant.parse("2026-05-01T12:00:00Z");
  private static final SendingRules RULES = new SendingRules(30, Duration.ofDays(1));

  private static Delivery queued(String id, String text) {
    return Delivery.of(
        new Notification(
            id,
            new RunId("churn-1"),
            "churn",
            Notification.Kind.FAILED,
            Notification.Severity.CRITICAL,
            "team",
            text,
            text,
            AT));
  }

  @Test
  void theTimeBetweenAttemptsDoublesAndIsShortenedByUpToHalf() {
    List<Duration> waits = new ArrayList<>();
    Delivery delivery = queued("churn-1/a", "x");
    Instant now = AT;
    for (int attempt = 1; attempt < 20; attempt++) {
      delivery = delivery.taken().failed("down", RULES, now);
      assertThat(delivery.phase()).isEqualTo(DeliveryPhase.WAITING);
      assertThat(delivery.attempts()).isEqualTo(attempt);
      waits.add(Duration.between(now, delivery.dueAt()));
      now = now.plusMillis(1);
    }

    for (int i = 0; i < waits.size(); i++) {
      long most = Math.min(1000L << i, 3_600_000);
      assertThat(waits.get(i).toMillis()).isBetween(most / 2, most);
    }
  }

  @Test
  void whoSaysWhenToComeAgainIsLeftAloneUntilThenButForNoMoreThanTheLongestWait() {
    Delivery taken = queued("churn-1/a", "x").taken();

    assertThat(taken.failed("HTTP 429", Duration.ofMinutes(2), RULES, AT).dueAt())
        .isEqualTo(AT.plus(Duration.ofMinutes(2)));
    assertThat(taken.failed("HTTP 429", Duration.ofDays(900), RULES, AT).dueAt())
        .isEqualTo(AT.plus(Duration.ofHours(1)));
    assertThat(taken.failed("HTTP 429", Duration.ofMillis(1), RULES, AT))
        .as("what is less than it would wait anyway changes nothing")
        .isEqualTo(taken.failed("HTTP 429", RULES, AT));
    SendingRules once = new SendingRules(1, Duration.ofDays(1));
    assertThat(taken.failed("HTTP 429", Duration.ofMinutes(2), once, AT).phase())
        .as("an attempt is an attempt")
        .isEqualTo(DeliveryPhase.DEAD);
  }

  @Test
  void whatFailedTogetherDoesNotComeBackTogether() {
    long seed = System.nanoTime();
    System.out.println("seed " + seed);
    SplittableRandom random = new SplittableRandom(seed);
    List<Instant> due = new ArrayList<>();
    for (int i = 0; i < 1000; i++) {
      Delivery delivery = queued("run-" + random.nextLong() + "/a", "x");
      for (int attempt = 0; attempt < 12; attempt++) {
        delivery = delivery.taken().failed("down", RULES, AT);
      }
      due.add(delivery.dueAt());
      Delivery same = queued(delivery.notification().id(), "y");
      assertThat(RULES.delay(same.notification().id(), 12))
          .isEqualTo(RULES.delay(delivery.notification().id(), 12));
    }
    assertThat(due.stream().distinct().count()).isGreaterThan(950);
  }

  @Test
  void whatIsTriedTooOftenOrForTooLongIsGivenUp() {
    SendingRules twice = new SendingRules(2, Duration.ofDays(1));
    Delivery once = queued("a", "x").taken().failed("down", twice, AT);
    assertThat(once.phase()).isEqualTo(DeliveryPhase.WAITING);
    Delivery dead = once.taken().failed("still down", twice, AT.plusSeconds(5));
    assertThat(dead.phase()).isEqualTo(DeliveryPhase.DEAD);
    assertThat(dead.answer()).isEqualTo("still down");
    assertThat(dead.endedAt()).contains(AT.plusSeconds(5));

    Instant tomorrow = AT.plus(Duration.ofDays(1));
    assertThat(queued("a", "x").taken().failed("down", RULES, tomorrow.minusMillis(1)).phase())
        .isEqualTo(DeliveryPhase.WAITING);
    assertThat(queued("a", "x").taken().failed("down", RULES, tomorrow).phase())
        .isEqualTo(DeliveryPhase.DEAD);

    Delivery anew = dead.triedAgain(tomorrow).orElseThrow();
    assertThat(anew.taken().failed("down", RULES, tomorrow).phase())
        .as("its time begins anew")
        .isEqualTo(DeliveryPhase.WAITING);
    assertThat(once.triedAgain(tomorrow)).isEmpty();
  }

  @Test
  void whatWasBeingSentWhenItsEngineEndedIsTakenOnceMore() {
    Delivery taken = queued("a", "x").taken().taken();

    assertThat(taken.attempts()).isEqualTo(2);
    assertThat(taken.delivered("HTTP 200", AT).phase()).isEqualTo(DeliveryPhase.DELIVERED);
    assertThatThrownBy(() -> taken.delivered("HTTP 200", AT).taken())
        .isInstanceOf(IllegalStateException.class);
  }

  @Test
  void whatIsTooLongIsCutOff() {
    Notification told = queued("a", "line\n" + "😀".repeat(5000)).notification();

    assertThat(told.subject()).hasSizeLessThanOrEqualTo(200).startsWith("line 😀").endsWith("😀…");
    assertThat(told.text()).hasSizeLessThanOrEqualTo(8000).startsWith("line\n").endsWith("😀…");
    assertThat(queued("a", "x").taken().delivered("y\n\u001b".repeat(900), AT).answer())
        .hasSize(500)
        .doesNotContain("\n", "\u001b");
  }
}
