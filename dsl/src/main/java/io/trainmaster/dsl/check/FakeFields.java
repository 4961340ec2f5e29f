package io.trainmaster.dsl.check;

import io.trainmaster.dsl.diagnostic.Code;
import io.trainmaster.dsl.diagnostic.Diagnostic;
import io.trainmaster.dsl.diagnostic.Diagnostics;
import io.trainmaster.dsl.diagnostic.Nearest;
import io.trainmaster.dsl.source.Span;
import io.trainmaster.dsl.syntax.EntrySyntax;
import io.trainmaster.dsl.syntax.ExpressionSyntax;
import io.trainmaster.dsl.syntax.NameSyntax;
import io.trainmaster.dsl.syntax.PathSyntax;
import io.trainmaster.dsl.syntax.TokenKind;
import io.trainmaster.dsl.type.Type;
import io.trainmaster.model.Outcome;
import io.trainmaster.model.Value;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** The lines of one fake's block: fields of what is given, failures, a duration. */
final class FakeFields {

  private static final String WHOLE = "";
  private static final Duration LONGEST = Duration.ofDays(366);

  private final FileScope file;
  private final TestValues values;
  private final String name;
  private final Type result;
  private final List<String> metrics;
  private final Diagnostics diagnostics;
  private final Map<String, Span> seen = new HashMap<>();
  private final Map<String, Value> fields = new LinkedHashMap<>();
  private final List<CheckedTest.Failing> failures = new ArrayList<>();
  private Optional<Span> endless = Optional.empty();
  private Duration takes = Duration.ZERO;

  FakeFields(FileScope file, TestValues values, String name, Type result, List<String> metrics) {
    this.file = file;
    this.values = values;
    this.name = name;
    this.result = result.present();
    this.metrics = metrics;
    this.diagnostics = file.diagnostics();
  }

  CheckedTest.Fake fake(boolean task, Span span) {
    return new CheckedTest.Fake(name, task, fields, failures, takes, span);
  }

  void line(EntrySyntax entry) {
    if (!(entry instanceof EntrySyntax.Values line)) {
      compared(entry);
      return;
    }
    String key = entry.key().text();
    once(key, entry);
    if (!line.blocks().isEmpty()) {
      Span span = line.blocks().get(0).span();
      diagnostics.add(
          Code.BLOCK_NOT_TAKEN,
          new Span(span.start(), span.start() + 1),
          "The lines of a fake have no blocks; a field in a field is written `a.b 1`.");
    } else if (key.equals("fail")) {
      fail(line);
    } else if (key.equals("takes")) {
      takes(line);
    } else if (reachable(line)) {
      field(line, key);
    }
  }

  private void takes(EntrySyntax.Values line) {
    takes = TestKeys.duration(bind(line, "takes").getOrDefault("duration", Value.ABSENT));
    if (takes.compareTo(LONGEST) > 0) {
      diagnostics.add(Code.OUT_OF_RANGE, line.span(), "An attempt takes a year at most.");
    }
  }

  private Map<String, Value> bind(EntrySyntax.Values line, String key) {
    return values.bind(
        line.arguments(),
        key.equals("fail") ? TestKeys.FAIL : TestKeys.TAKES,
        "`" + key + "`",
        line.key().span());
  }

  private void compared(EntrySyntax entry) {
    Diagnostic diagnostic =
        new Diagnostic(
            Code.MALFORMED_LINE, "A fake gives a value: `auc 0.9`, without a sign.", entry.span());
    boolean plain =
        entry instanceof EntrySyntax.Condition condition
            && condition.operator().kind() == TokenKind.EQUAL;
    diagnostics.add(
        plain
            ? diagnostic.withMend(
                new Diagnostic.Mend(
                    "leave `==` out", ((EntrySyntax.Condition) entry).operator().span(), ""))
            : diagnostic);
  }

  private void once(String key, EntrySyntax entry) {
    Span before = key.equals("fail") ? null : seen.putIfAbsent(key, entry.key().span());
    if (before != null) {
      diagnostics.add(
          new Diagnostic(
                  Code.DUPLICATE_KEY, "`" + key + "` stands in this fake already.", entry.span())
              .withNote(before, "it stands here"));
    }
  }

  private void fail(EntrySyntax.Values line) {
    if (!reachable(line)) {
      return;
    }
    Map<String, Value> given = bind(line, "fail");
    String outcome = TestKeys.text(given.getOrDefault("outcome", Value.text("error")));
    Optional<Long> times = Optional.ofNullable(given.get("times")).map(TestKeys::integer);
    String message = TestKeys.text(given.getOrDefault("message", Value.ABSENT));
    failures.add(
        new CheckedTest.Failing(
            message.isEmpty() ? "It fails in this test." : message,
            Outcome.valueOf(outcome.toUpperCase(Locale.ROOT)),
            times));
    if (times.isEmpty() && PolicyChecker.named(line, "times").isEmpty()) {
      endless = Optional.of(line.span());
      fields.keySet().stream()
          .findFirst()
          .flatMap(field -> Optional.ofNullable(seen.get(field.isEmpty() ? "gives" : field)))
          .ifPresent(this::pointless);
    }
  }

  private boolean reachable(EntrySyntax.Values line) {
    if (endless.isPresent()) {
      pointless(line.span());
      return false;
    }
    return true;
  }

  private void pointless(Span place) {
    endless.ifPresent(
        every ->
            diagnostics.add(
                new Diagnostic(
                        Code.POINTLESS_LIMIT, "Every attempt fails, so this never counts.", place)
                    .withNote(every, "say how often: `times: 1`")
                    .withMend(
                        new Diagnostic.Mend("add `, times: 1`", every.after(), ", times: 1"))));
  }

  private void field(EntrySyntax.Values line, String key) {
    Optional<Type> type = type(line.key());
    if (type.isEmpty()) {
      return;
    } else if (type.get() instanceof Type.Nominal || type.get() instanceof Type.RecordOf) {
      diagnostics.add(
          Code.TYPE_MISMATCH,
          line.key().span(),
          "`%s` is %s, which can't be written; say what it has: `%s.rows 100`."
              .formatted(key, type.get().text(), key));
      return;
    }
    Optional<ExpressionSyntax> syntax =
        PolicyChecker.only(line, "its value, such as `" + key + " 1`", diagnostics);
    syntax
        .flatMap(value -> values.value(value, type.get()))
        .ifPresent(value -> fields.put(key.equals("gives") ? WHOLE : key, value));
  }

  /** The type of a field, through the fields before it; empty, with a diagnostic, for none. */
  private Optional<Type> type(PathSyntax path) {
    if (metrics.contains(path.text())) {
      return Optional.of(Type.FLOAT);
    } else if (path.text().equals("gives") && result.scalar().isPresent()) {
      return Optional.of(result);
    }
    Type type = result;
    for (NameSyntax field : path.names()) {
      Optional<Map<String, Type>> known = fieldsOf(type);
      if (known.isEmpty()) {
        return type.scalar().isPresent() ? unknown(path, field, List.of()) : any();
      }
      Type next = known.get().get(field.text());
      if (next == null) {
        return unknown(path, field, List.copyOf(known.get().keySet()));
      }
      type = next.present();
    }
    return Optional.of(type);
  }

  private static Optional<Type> any() {
    return Optional.of(Type.UNKNOWN);
  }

  private Optional<Map<String, Type>> fieldsOf(Type type) {
    if (type instanceof Type.RecordOf record) {
      return Optional.of(record.fields());
    }
    return type instanceof Type.Nominal nominal
        ? file.catalogue().fields(nominal.name())
        : Optional.empty();
  }

  private Optional<Type> unknown(PathSyntax path, NameSyntax field, List<String> known) {
    boolean first = path.first().equals(field);
    List<String> words = new ArrayList<>(known);
    if (first) {
      words.addAll(List.of("fail", "takes"));
      words.addAll(metrics);
    }
    String wanted = first ? path.text() : field.text();
    Span span = first ? path.span() : field.span();
    diagnostics.add(
        new Diagnostic(
                Code.UNKNOWN_FIELD, "What `" + name + "` gives has no `" + wanted + "`.", span)
            .replaceWith(Nearest.to(wanted, words)));
    return Optional.empty();
  }
}
