package io.trainmaster.dsl.check;

import io.trainmaster.dsl.diagnostic.Code;
import io.trainmaster.dsl.diagnostic.Diagnostic;
import io.trainmaster.dsl.diagnostic.Diagnostics;
import io.trainmaster.dsl.diagnostic.Nearest;
import io.trainmaster.dsl.source.Span;
import io.trainmaster.dsl.syntax.ArgumentSyntax;
import io.trainmaster.dsl.syntax.BlockSyntax;
import io.trainmaster.dsl.syntax.EntrySyntax;
import io.trainmaster.dsl.syntax.ExpressionSyntax;
import io.trainmaster.dsl.syntax.NameSyntax;
import io.trainmaster.dsl.type.ConstantReader;
import io.trainmaster.dsl.type.Type;
import io.trainmaster.model.Value;
import java.time.DateTimeException;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;

/** Checks the lines of a body that are no calls: when a workflow runs, how a loop goes on. */
final class TriggerChecker {

  /** The keys of the lines that are no calls. */
  static final List<String> KEYS =
      List.of("schedule", "on", "alert", "tolerate", "parallel", "max");

  static final List<String> WORKFLOW_KEYS = List.of("schedule", "on", "alert");
  static final List<String> SCHEDULE_KEYS = List.of("cron", "every", "zone", "misfire", "overlap");
  static final List<String> MISFIRE = List.of("skip", "latest", "all", "merge");
  static final List<String> OVERLAP = List.of("queue", "skip", "replace");
  static final List<String> EVENTS =
      List.of("data", "model", "workflow", "code", "drift", "webhook");

  private final FileScope file;
  private final TaskList tasks;
  private final ExpressionChecker expressions;
  private final Diagnostics diagnostics;
  private final ConstantReader constants;

  TriggerChecker(FileScope file, TaskList tasks, ExpressionChecker expressions) {
    this.file = file;
    this.tasks = tasks;
    this.expressions = expressions;
    this.diagnostics = file.diagnostics();
    this.constants = new ConstantReader(diagnostics);
  }

  void check(EntrySyntax entry, BodyChecker.Place place) {
    String key = entry.key().text();
    List<String> known =
        switch (place) {
          case WORKFLOW -> WORKFLOW_KEYS;
          case LOOP -> LoopBounds.KEYS;
          case BRANCH, CLEANUP -> List.of();
        };
    if (!known.contains(key)) {
      unknown(entry, known);
    } else if (!(entry instanceof EntrySyntax.Values values)) {
      diagnostics.add(
          Code.MALFORMED_LINE, entry.span(), "`" + key + "` is followed by its values.");
    } else if (key.equals("schedule")) {
      schedule(values);
    } else if (key.equals("on")) {
      event(values);
    } else {
      tasks.notYet(entry.key().span(), "`" + key + "`");
    }
  }

  private void unknown(EntrySyntax entry, List<String> known) {
    String key = entry.key().text();
    if (entry instanceof EntrySyntax.Condition) {
      diagnostics.add(
          new Diagnostic(
                  Code.MALFORMED_LINE,
                  "A condition can't stand alone; `require … else` decides by one.",
                  entry.span())
              .withMend(
                  new Diagnostic.Mend(
                      "write `require … else fail`",
                      entry.span(),
                      "require " + file.tree().file().text(entry.span()) + " else fail \"…\"")));
    } else if (file.operator(key).isPresent()) {
      diagnostics.add(
          new Diagnostic(
                  Code.MALFORMED_LINE,
                  "An operator is called with its arguments in parentheses.",
                  entry.key().span())
              .replaceWith(key + "(…)"));
    } else if (!key.isEmpty()) {
      diagnostics.add(
          new Diagnostic(
                  Code.UNKNOWN_KEY, "No line begins with `" + key + "` here.", entry.key().span())
              .replaceWith(Nearest.to(key, known)));
    }
  }

  private void schedule(EntrySyntax.Values schedule) {
    Map<String, EntrySyntax> seen = new HashMap<>();
    for (BlockSyntax block : schedule.blocks()) {
      for (EntrySyntax entry : block.entries()) {
        if (seen.putIfAbsent(entry.key().text(), entry) != null) {
          diagnostics.add(
              Code.DUPLICATE_KEY,
              entry.key().span(),
              "`" + entry.key().text() + "` may stand only once in a schedule.");
        }
        scheduleEntry(entry);
      }
    }
    boolean cron = seen.containsKey("cron");
    if (cron == seen.containsKey("every")) {
      Diagnostic diagnostic =
          new Diagnostic(
              Code.MISSING_KEY,
              "A schedule has `cron` or `every`, and not both.",
              schedule.key().span());
      diagnostics.add(
          cron || schedule.blocks().isEmpty()
              ? diagnostic
              : diagnostic.withMend(
                  PolicyChecker.addLine(schedule.blocks().get(0), "cron \"0 2 * * *\"")));
    }
  }

  private void scheduleEntry(EntrySyntax entry) {
    if (diagnostics.isFull()) {
      return;
    }
    String key = entry.key().text();
    if (!SCHEDULE_KEYS.contains(key)) {
      diagnostics.add(
          new Diagnostic(Code.UNKNOWN_KEY, "A schedule has no `" + key + "`.", entry.key().span())
              .replaceWith(Nearest.to(key, SCHEDULE_KEYS)));
      return;
    } else if (!(entry instanceof EntrySyntax.Values values) || values.arguments().isEmpty()) {
      diagnostics.add(Code.MALFORMED_LINE, entry.span(), "`" + key + "` is followed by its value.");
      return;
    } else {
      ExpressionSyntax value = values.arguments().get(0).value();
      switch (key) {
        case "cron" -> text(value).ifPresent(text -> cron(text, value.span()));
        case "zone" -> text(value).ifPresent(text -> zone(text, value.span(), diagnostics));
        case "every" -> PolicyChecker.positive(value, key, diagnostics);
        case "misfire" -> misfire(values, value);
        default -> word(value, OVERLAP);
      }
    }
  }

  private void misfire(EntrySyntax.Values entry, ExpressionSyntax value) {
    word(value, MISFIRE);
    for (ArgumentSyntax argument : entry.arguments().subList(1, entry.arguments().size())) {
      if (argument.name().filter(name -> name.text().equals("max")).isPresent()) {
        constants.read(argument.value(), TuneChecker.PARALLEL);
      } else {
        diagnostics.add(
            new Diagnostic(
                    Code.UNKNOWN_ARGUMENT,
                    "`misfire` takes a word and `max`.",
                    argument.name().map(NameSyntax::span).orElse(argument.span()))
                .replaceWith(
                    argument.name().flatMap(name -> Nearest.to(name.text(), List.of("max")))));
      }
    }
  }

  private Optional<String> text(ExpressionSyntax value) {
    return constants
        .read(value, Type.STRING)
        .map(text -> text instanceof Value.Text found ? found.value() : "");
  }

  private void word(ExpressionSyntax value, List<String> words) {
    if (value instanceof ExpressionSyntax.Reference reference
        && words.contains(reference.path().text())) {
      return;
    }
    String found =
        value instanceof ExpressionSyntax.Reference reference ? reference.path().text() : "";
    diagnostics.add(
        new Diagnostic(
                Code.NOT_ONE_OF, "Expected one of " + String.join(", ", words) + ".", value.span())
            .replaceWith(Nearest.to(found, words)));
  }

  private void cron(String expression, Span span) {
    boolean plain = span.length() == expression.length() + 2;
    CronSyntax.fault(expression)
        .ifPresent(
            fault -> {
              boolean part = plain && fault.end() - fault.start() < expression.length();
              int start = span.start() + 1 + fault.start();
              Span guilty = part ? new Span(start, start + fault.end() - fault.start()) : span;
              diagnostics.add(Code.MALFORMED_CRON, guilty, fault.sentence());
            });
  }

  /** The zone of a name; empty, with a diagnostic, where there is none. */
  static Optional<ZoneId> zone(String name, Span span, Diagnostics diagnostics) {
    try {
      return Optional.of(ZoneId.of(name));
    } catch (DateTimeException e) {
      diagnostics.add(
          new Diagnostic(Code.UNKNOWN_ZONE, "There is no time zone `" + name + "`.", span)
              .replaceWith(
                  Nearest.to(name, new TreeSet<>(ZoneId.getAvailableZoneIds()))
                      .map(near -> "\"" + near + "\"")));
      return Optional.empty();
    }
  }

  /** {@code on model("churn") { set candidate: event.version }}. */
  private void event(EntrySyntax.Values on) {
    String name = "";
    Span span = on.key().span();
    if (on.arguments().size() == 1
        && on.arguments().get(0).value() instanceof ExpressionSyntax.Call call) {
      name = call.name().text();
      span = call.name().span();
    } else if (on.arguments().size() == 1) {
      span = on.arguments().get(0).value().span();
    }
    if (!EVENTS.contains(name)) {
      List<String> shown = new ArrayList<>(EVENTS);
      diagnostics.add(
          new Diagnostic(
                  Code.NOT_ONE_OF,
                  "A workflow runs `on` one of "
                      + String.join(", ", shown)
                      + ", with its arguments.",
                  span)
              .replaceWith(event(name, on)));
    }
    for (BlockSyntax block : on.blocks()) {
      for (EntrySyntax entry : block.entries()) {
        eventEntry(entry);
      }
    }
  }

  /** An event with a slip of the hand, or without its arguments. */
  private static Optional<String> event(String name, EntrySyntax.Values on) {
    if (on.arguments().size() == 1
        && on.arguments().get(0).value() instanceof ExpressionSyntax.Reference reference) {
      return Nearest.to(reference.path().text(), EVENTS).map(near -> near + "(…)");
    }
    return Nearest.to(name, EVENTS);
  }

  private void eventEntry(EntrySyntax entry) {
    String key = entry.key().text();
    if (key.equals("cooldown") && entry instanceof EntrySyntax.Values values) {
      PolicyChecker.only(values, "a Duration", diagnostics)
          .ifPresent(value -> constants.read(value, Type.DURATION));
    } else if (key.equals("set") && entry instanceof EntrySyntax.Values values) {
      for (ArgumentSyntax argument : values.arguments()) {
        argument.name().ifPresent(name -> file.symbols().value(name, Typed.FAULTY));
        if (argument.name().isEmpty() || !expressions.scope().has(argument.name().get().text())) {
          diagnostics.add(
              new Diagnostic(
                      Code.UNKNOWN_NAME,
                      "`set` names a parameter of the workflow.",
                      argument.name().map(NameSyntax::span).orElse(argument.span()))
                  .replaceWith(
                      argument
                          .name()
                          .flatMap(name -> Nearest.to(name.text(), expressions.scope().names()))));
        }
      }
    } else {
      diagnostics.add(
          new Diagnostic(
                  Code.UNKNOWN_KEY, "An event's block has no `" + key + "`.", entry.key().span())
              .replaceWith(Nearest.to(key, List.of("set", "cooldown"))));
    }
  }
}
