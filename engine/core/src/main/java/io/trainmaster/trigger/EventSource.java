package io.trainmaster.trigger;

import io.trainmaster.model.EvaluationException;
import io.trainmaster.model.Evaluator;
import io.trainmaster.model.Expression;
import io.trainmaster.model.Trigger;
import io.trainmaster.model.Value;
import io.trainmaster.model.ValueText;
import io.trainmaster.time.TimetableText;
import java.time.Duration;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/**
 * What an event's trigger is about, as it is known once its workflow is active.
 *
 * @param of which one: a path, a model's name, a workflow's, a ref of git, an endpoint, a hook
 * @param alias of a model; empty where each new version counts
 */
public record EventSource(Kind kind, String of, Optional<String> alias) {

  /** The kinds of things that can happen, each with its word in the language. */
  public enum Kind {
    /** The content of a file or a folder changes. */
    DATA,
    /** A version of a model is registered, or an alias moves. */
    MODEL,
    /** A run of a workflow ends. */
    WORKFLOW,
    /** A ref of git points at another commit. */
    CODE,
    /** What a model sees is no longer what it was trained on. */
    DRIFT,
    /** Somebody calls. */
    WEBHOOK;

    /** How the language writes it. */
    public String word() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /**
   * The source of a trigger.
   *
   * @param evaluator knows the workflow's parameters, which say what it is about
   * @throws EvaluationException where what it is about has no text
   */
  static EventSource of(Trigger.Event event, Evaluator evaluator) {
    Kind kind =
        Arrays.stream(Kind.values())
            .filter(one -> one.word().equals(event.source()))
            .findFirst()
            .orElseThrow(() -> new EvaluationException("There is no `on " + event.source() + "`."));
    Optional<String> alias =
        Optional.ofNullable(event.arguments().get("alias"))
            .flatMap(expression -> text(evaluator, expression));
    String of =
        event.arguments().entrySet().stream()
            .filter(argument -> !argument.getKey().equals("alias"))
            .findFirst()
            .flatMap(argument -> text(evaluator, argument.getValue()))
            .filter(text -> !text.isEmpty())
            .orElseThrow(
                () ->
                    new EvaluationException(
                        "It isn't said what `on %s` is about.".formatted(kind.word())));
    return new EventSource(kind, of, alias);
  }

  private static Optional<String> text(Evaluator evaluator, Expression expression) {
    Value value = evaluator.evaluate(expression);
    return value.equals(Value.ABSENT) ? Optional.empty() : Optional.of(ValueText.of(value));
  }

  /** It in a trigger's name, such as {@code model:churn@candidate}. */
  String name() {
    return kind.word() + ":" + of + alias.map(one -> "@" + one).orElse("");
  }

  /** It in words, such as {@code when data/in.csv changes}. */
  public String words() {
    return switch (kind) {
      case DATA -> "when %s changes".formatted(of);
      case MODEL ->
          alias
              .map(one -> "when %s of model %s moves".formatted(one, of))
              .orElse("when a version of model %s is registered".formatted(of));
      case WORKFLOW -> "when a run of %s ends".formatted(of);
      case CODE -> "when %s has another commit".formatted(of);
      case DRIFT -> "when endpoint %s drifts".formatted(of);
      case WEBHOOK -> "when hook %s is called".formatted(of);
    };
  }

  /** It in words, with the least time between two runs. */
  public String words(Optional<Duration> cooldown) {
    return words() + cooldown.map(EventSource::atMost).orElse("");
  }

  private static String atMost(Duration cooldown) {
    String interval = TimetableText.interval(cooldown);
    if (Character.isDigit(interval.charAt(0))) {
      return ", at most once in " + interval;
    }
    return ", at most once " + (interval.startsWith("h") ? "an " : "a ") + interval;
  }
}
