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
import io.trainmaster.model.Trigger;
import io.trainmaster.model.Value;
import java.time.DateTimeException;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;

/** Reads <code>schedule { cron "0 2 * * *"; misfire merge }</code>. */
final class ScheduleChecker {

  static final List<String> KEYS = List.of("cron", "every", "zone", "misfire", "overlap");
  static final List<String> MISFIRE = words(Trigger.Misfire.values());
  static final List<String> OVERLAP = words(Trigger.Overlap.values());

  private final Diagnostics diagnostics;
  private final ConstantReader constants;
  private final int line;
  private Optional<Trigger.Timing> timing = Optional.empty();
  private Optional<String> zone = Optional.empty();
  private Trigger.Misfire misfire = Trigger.Misfire.LATEST;
  private Optional<Integer> max = Optional.empty();
  private Trigger.Overlap overlap = Trigger.Overlap.QUEUE;

  ScheduleChecker(Diagnostics diagnostics, int line) {
    this.diagnostics = diagnostics;
    this.constants = new ConstantReader(diagnostics);
    this.line = line;
  }

  private static List<String> words(Enum<?>[] values) {
    return Arrays.stream(values).map(value -> value.name().toLowerCase(Locale.ROOT)).toList();
  }

  /** The schedule; empty, with a diagnostic, where it says no time. */
  Optional<Trigger> check(EntrySyntax.Values schedule) {
    Map<String, EntrySyntax> seen = new HashMap<>();
    for (BlockSyntax block : schedule.blocks()) {
      for (EntrySyntax entry : block.entries()) {
        if (seen.putIfAbsent(entry.key().text(), entry) != null) {
          diagnostics.add(
              Code.DUPLICATE_KEY,
              entry.key().span(),
              "`" + entry.key().text() + "` may stand only once in a schedule.");
        }
        entry(entry);
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
    return timing.map(time -> new Trigger.Schedule(line, time, zone, misfire, max, overlap));
  }

  private void entry(EntrySyntax entry) {
    if (diagnostics.isFull()) {
      return;
    }
    String key = entry.key().text();
    if (!KEYS.contains(key)) {
      diagnostics.add(
          new Diagnostic(Code.UNKNOWN_KEY, "A schedule has no `" + key + "`.", entry.key().span())
              .replaceWith(Nearest.to(key, KEYS)));
    } else if (!(entry instanceof EntrySyntax.Values values) || values.arguments().isEmpty()) {
      diagnostics.add(Code.MALFORMED_LINE, entry.span(), "`" + key + "` is followed by its value.");
    } else {
      ExpressionSyntax value = values.arguments().get(0).value();
      switch (key) {
        case "cron" -> text(value).ifPresent(text -> cron(text, value.span()));
        case "zone" -> text(value).ifPresent(text -> zone(text, value.span()));
        case "every" ->
            PolicyChecker.positive(value, key, diagnostics)
                .ifPresent(interval -> timing = Optional.of(new Trigger.Every(interval)));
        case "misfire" -> misfire(values, value);
        default -> word(value, Trigger.Overlap.values()).ifPresent(word -> overlap = word);
      }
    }
  }

  private void misfire(EntrySyntax.Values entry, ExpressionSyntax value) {
    word(value, Trigger.Misfire.values()).ifPresent(word -> misfire = word);
    for (ArgumentSyntax argument : entry.arguments().subList(1, entry.arguments().size())) {
      if (argument.name().filter(name -> name.text().equals("max")).isPresent()) {
        max =
            constants
                .read(argument.value(), TuneChecker.PARALLEL)
                .map(number -> (int) ((Value.Int) number).value());
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

  private <E extends Enum<E>> Optional<E> word(ExpressionSyntax value, E[] all) {
    String found =
        value instanceof ExpressionSyntax.Reference reference ? reference.path().text() : "";
    List<String> words = words(all);
    if (words.contains(found)) {
      return Optional.of(all[words.indexOf(found)]);
    }
    diagnostics.add(
        new Diagnostic(
                Code.NOT_ONE_OF, "Expected one of " + String.join(", ", words) + ".", value.span())
            .replaceWith(Nearest.to(found, words)));
    return Optional.empty();
  }

  private void cron(String expression, Span span) {
    CronSyntax.check(expression, span, diagnostics).ifPresent(found -> timing = Optional.of(found));
  }

  private void zone(String name, Span span) {
    zone = zone(name, span, diagnostics).map(ZoneId::getId);
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
}
