package io.trainmaster.dsl.check;

import io.trainmaster.dsl.diagnostic.Code;
import io.trainmaster.dsl.diagnostic.Diagnostic;
import io.trainmaster.dsl.diagnostic.Diagnostics;
import io.trainmaster.dsl.source.Span;
import io.trainmaster.dsl.syntax.ArgumentSyntax;
import io.trainmaster.dsl.syntax.EntrySyntax;
import io.trainmaster.dsl.type.ConstantText;
import io.trainmaster.model.Value;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.Map;
import java.util.Optional;

/** Checks the machine and the clock that a test makes up. */
final class MachineChecker {

  private static final Instant EARLIEST = Instant.parse("0001-01-01T00:00:00Z");
  private static final Instant LATEST = Instant.parse("9999-01-01T00:00:00Z");

  private final TestValues values;
  private final Diagnostics diagnostics;

  MachineChecker(TestValues values) {
    this.values = values;
    this.diagnostics = values.diagnostics();
  }

  /** {@code devices cpu: 8, gpu: 1, gpu_memory: 24 GB}. */
  Optional<CheckedTest.Devices> devices(EntrySyntax.Values line) {
    if (line.arguments().isEmpty()) {
      diagnostics.add(
          new Diagnostic(
                  Code.MALFORMED_LINE,
                  "`devices` says what the machine has: `devices cpu: 8, gpu: 1`.",
                  line.span())
              .replaceWith("devices cpu: 8"));
      return Optional.empty();
    }
    Map<String, Value> given =
        values.bind(line.arguments(), TestKeys.DEVICES, "`devices`", line.key().span());
    long gpus = TestKeys.integer(given.getOrDefault("gpu", new Value.Int(0)));
    for (String key : new String[] {"gpu_memory", "gpu_model"}) {
      Optional<ArgumentSyntax> argument = PolicyChecker.named(line, key);
      if (gpus == 0 && argument.isPresent()) {
        Diagnostic diagnostic =
            new Diagnostic(
                Code.POINTLESS_LIMIT,
                "The machine of this line has no GPU: say how many with `gpu: 1`.",
                argument.get().span());
        Diagnostic.Mend one =
            new Diagnostic.Mend("add `, gpu: 1`", argument.get().span().after(), ", gpu: 1");
        diagnostics.add(given.containsKey("gpu") ? diagnostic : diagnostic.withMend(one));
        return Optional.empty();
      }
    }
    if (TestKeys.integer(given.getOrDefault("memory", new Value.Bytes(1))) == 0) {
      diagnostics.add(Code.OUT_OF_RANGE, line.span(), "A machine has some memory.");
      return Optional.empty();
    }
    return Optional.of(
        new CheckedTest.Devices(
            (int) number(given, "cpu", 8),
            number(given, "memory", 32L << 30),
            (int) gpus,
            number(given, "gpu_memory", 0),
            TestKeys.text(given.getOrDefault("gpu_model", Value.ABSENT)),
            line.span()));
  }

  private static long number(Map<String, Value> given, String key, long otherwise) {
    Value value = given.get(key);
    return value == null ? otherwise : TestKeys.integer(value);
  }

  /** {@code clock "2026-03-08T01:00", zone: "America/New_York"}. */
  Optional<CheckedTest.Clock> clock(EntrySyntax.Values line) {
    Map<String, Value> given =
        values.bind(line.arguments(), TestKeys.CLOCK, "`clock`", line.key().span());
    Span zoneSpan =
        PolicyChecker.named(line, "zone").map(one -> one.value().span()).orElse(line.span());
    Value zoneGiven = given.get("zone");
    Optional<ZoneId> zone =
        zoneGiven == null
            ? Optional.of(ZoneOffset.UTC)
            : ScheduleChecker.zone(TestKeys.text(zoneGiven), zoneSpan, diagnostics);
    Value at = given.get("at");
    if (zone.isEmpty() || at == null) {
      return Optional.empty();
    }
    Optional<Instant> instant =
        instant(TestKeys.text(at), zone.get())
            .filter(time -> time.isAfter(EARLIEST) && time.isBefore(LATEST));
    if (instant.isEmpty()) {
      diagnostics.add(
          Code.MALFORMED_VALUE,
          line.arguments().get(0).span(),
          "A clock is set like \"2026-03-08T01:00\", but this is " + ConstantText.of(at) + ".");
    }
    return instant.map(time -> new CheckedTest.Clock(time, line.span()));
  }

  private static Optional<Instant> instant(String text, ZoneId zone) {
    try {
      if (text.indexOf('T') < 0) {
        return Optional.of(LocalDate.parse(text).atStartOfDay(zone).toInstant());
      }
      String time = text.substring(text.indexOf('T'));
      boolean zoned = time.chars().anyMatch(c -> c == 'Z' || c == '+' || c == '-' || c == '[');
      return Optional.of(
          zoned
              ? ZonedDateTime.parse(text).toInstant()
              : LocalDateTime.parse(text).atZone(zone).toInstant());
    } catch (DateTimeException e) {
      return Optional.empty();
    }
  }
}
