package io.trainmaster.dsl.check;

import io.trainmaster.dsl.catalogue.Release;
import io.trainmaster.dsl.diagnostic.Code;
import io.trainmaster.dsl.diagnostic.Diagnostic;
import io.trainmaster.dsl.diagnostic.Diagnostics;
import io.trainmaster.dsl.diagnostic.Nearest;
import io.trainmaster.dsl.syntax.EntrySyntax;
import io.trainmaster.model.Trigger;
import java.util.List;
import java.util.stream.Stream;

/** Checks the lines of a body that are no calls: when a workflow runs, how a loop goes on. */
final class TriggerChecker {

  static final List<String> WORKFLOW_KEYS = List.of("schedule", "on", "alert");

  /** The keys of the lines that are no calls. */
  static final List<String> KEYS =
      Stream.of(WORKFLOW_KEYS, LoopBounds.KEYS).flatMap(List::stream).toList();

  private final FileScope file;
  private final TaskList tasks;
  private final ExpressionChecker expressions;
  private final Diagnostics diagnostics;

  TriggerChecker(FileScope file, TaskList tasks, ExpressionChecker expressions) {
    this.file = file;
    this.tasks = tasks;
    this.expressions = expressions;
    this.diagnostics = file.diagnostics();
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
      new ScheduleChecker(diagnostics, line(entry)).check(values).ifPresent(tasks::add);
    } else if (key.equals("on")) {
      new EventChecker(expressions, line(entry))
          .check(values)
          .ifPresent(event -> add(event, entry));
    } else {
      new AlertChecker(expressions, line(entry)).check(values).ifPresent(tasks::add);
    }
  }

  private void add(Trigger.Event event, EntrySyntax entry) {
    tasks
        .same(event)
        .ifPresent(
            other ->
                diagnostics.add(
                    Code.DUPLICATE_KEY,
                    entry.span(),
                    "Line %d runs this workflow on the same already.".formatted(other.line())));
    if (event.source().equals(EventKind.DRIFT)) {
      tasks.later(entry.key().span(), "`on drift`", Release.MONITORING);
    }
    tasks.add(event);
  }

  private int line(EntrySyntax entry) {
    return file.tree().file().line(entry.span());
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
}
