package io.trainmaster.dsl.check;

import io.trainmaster.dsl.catalogue.Release;
import io.trainmaster.dsl.diagnostic.Code;
import io.trainmaster.dsl.diagnostic.Diagnostic;
import io.trainmaster.dsl.diagnostic.Diagnostics;
import io.trainmaster.dsl.source.Span;
import io.trainmaster.dsl.syntax.ArgumentSyntax;
import io.trainmaster.dsl.syntax.BlockSyntax;
import io.trainmaster.dsl.syntax.EntrySyntax;
import io.trainmaster.dsl.syntax.ExpressionSyntax;
import io.trainmaster.dsl.type.ConstantReader;
import io.trainmaster.dsl.type.Type;
import io.trainmaster.model.Budget;
import io.trainmaster.model.Policy;
import io.trainmaster.model.ResourceRequest;
import io.trainmaster.model.RetryRule;
import io.trainmaster.model.Value;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/** Reads how a task is to be run: the entries that every call's block takes. */
final class PolicyChecker {

  /** The keys of a policy. */
  static final List<String> KEYS =
      List.of("resources", "retry", "timeout", "deadline", "cooldown", "budget", "limit");

  /** Under these a task may be skipped. */
  private static final List<String> OPTIONAL = List.of("cooldown", "budget");

  private final Diagnostics diagnostics;
  private final TaskList tasks;

  PolicyChecker(Diagnostics diagnostics, TaskList tasks) {
    this.diagnostics = diagnostics;
    this.tasks = tasks;
  }

  static boolean isPolicy(EntrySyntax entry) {
    return KEYS.contains(entry.key().text());
  }

  /**
   * The policy that some entries make.
   *
   * @param gpu whether what is called can make use of a GPU
   */
  Policy check(List<EntrySyntax> entries, String callee, boolean gpu) {
    if (entries.isEmpty()) {
      return Policy.DEFAULT;
    }
    List<ResourceRequest> resources = Policy.DEFAULT.resources();
    List<RetryRule> retries = Policy.DEFAULT.retries();
    Optional<Duration> timeout = Optional.empty();
    Optional<Duration> deadline = Optional.empty();
    Optional<Duration> cooldown = Optional.empty();
    Optional<Budget> budget = Optional.empty();
    Map<String, Integer> limits = Map.of();
    Map<String, Span> seen = new HashMap<>();
    for (EntrySyntax entry : entries) {
      once(entry, seen);
      Optional<EntrySyntax.Values> values = values(entry);
      if (values.isEmpty()) {
        continue;
      }
      switch (entry.key().text()) {
        case "resources" -> {
          resources = new ResourceChecker(diagnostics).check(values.get());
          usable(values.get(), callee, gpu);
        }
        case "retry" -> retries = new RetryChecker(diagnostics).check(values.get());
        case "timeout" -> timeout = duration(values.get());
        case "deadline" -> deadline = duration(values.get());
        case "cooldown" -> cooldown = duration(values.get());
        case "limit" -> limits = new LimitReader(diagnostics).read(values.get());
        default -> budget = new BudgetReader(diagnostics).read(values.get());
      }
    }
    if (budget.filter(one -> one.device() == Budget.Device.GPU).isPresent()) {
      tasks.later(
          Objects.requireNonNull(seen.get("budget")), "a budget of `gpu_h`", Release.UNATTENDED);
    }
    waits(deadline, timeout, resources, seen);
    return new Policy(resources, retries, timeout, deadline, cooldown, budget, limits);
  }

  /** Whether a call with these entries may be skipped, so that it gives nothing. */
  static boolean isSkippable(List<EntrySyntax> entries) {
    return entries.stream().anyMatch(entry -> OPTIONAL.contains(entry.key().text()));
  }

  /** A device that lies idle is a mistake, even where it is only the first choice. */
  private void usable(EntrySyntax.Values resources, String callee, boolean gpu) {
    if (gpu) {
      return;
    }
    resources.blocks().stream()
        .flatMap(block -> block.entries().stream())
        .filter(entry -> ResourceChecker.asksForGpu(entry))
        .findFirst()
        .ifPresent(
            entry ->
                diagnostics.add(
                    Code.UNUSABLE_DEVICE,
                    entry.key().span(),
                    callee + " can't make use of a GPU."));
  }

  private void once(EntrySyntax entry, Map<String, Span> seen) {
    Span before = seen.putIfAbsent(entry.key().text(), entry.key().span());
    if (before != null) {
      diagnostics.addTwice(
          entry.key().span(),
          "`" + entry.key().text() + "` may stand only once in this block.",
          before);
    }
  }

  private Optional<EntrySyntax.Values> values(EntrySyntax entry) {
    if (entry instanceof EntrySyntax.Values values) {
      return Optional.of(values);
    }
    diagnostics.add(
        Code.MALFORMED_LINE,
        entry.span(),
        "`" + entry.key().text() + "` is followed by its values, not compared.");
    return Optional.empty();
  }

  private Optional<Duration> duration(EntrySyntax.Values entry) {
    return only(entry, "a Duration such as `10 min`", diagnostics)
        .flatMap(value -> positive(value, entry.key().text(), diagnostics));
  }

  /** A duration that is longer than nothing. */
  static Optional<Duration> positive(ExpressionSyntax syntax, String key, Diagnostics diagnostics) {
    Optional<Duration> duration =
        new ConstantReader(diagnostics).read(syntax, Type.DURATION).map(PolicyChecker::duration);
    if (duration.filter(Duration::isZero).isPresent()) {
      diagnostics.add(Code.OUT_OF_RANGE, syntax.span(), "`" + key + "` is longer than nothing.");
      return Optional.empty();
    }
    return duration;
  }

  /** The mend of adding a line at the beginning of a block. */
  static Diagnostic.Mend addLine(BlockSyntax block, String line) {
    int inside = Math.min(block.span().start() + 1, block.span().end());
    return new Diagnostic.Mend("add `" + line + "`", new Span(inside, inside), " " + line + ";");
  }

  /** A deadline counts from the run's start, so that what is longer than it never counts. */
  private void waits(
      Optional<Duration> deadline,
      Optional<Duration> timeout,
      List<ResourceRequest> resources,
      Map<String, Span> seen) {
    Span guilty = seen.get("deadline");
    if (deadline.isEmpty() || guilty == null) {
      return;
    }
    Duration end = deadline.get();
    boolean waits =
        resources.stream()
            .anyMatch(one -> one.within().filter(wait -> wait.compareTo(end) > 0).isPresent());
    String key = timeout.filter(one -> one.compareTo(end) > 0).isPresent() ? "timeout" : "";
    key = key.isEmpty() && waits ? "resources" : key;
    Span longer = seen.get(key);
    if (longer != null) {
      diagnostics.add(
          new Diagnostic(
                  Code.POINTLESS_LIMIT,
                  "The deadline is over before `" + key + "` has been waited for.",
                  guilty)
              .withNote(longer, "this is longer"));
    }
  }

  static Duration duration(Value value) {
    return value instanceof Value.Span span ? span.value() : Duration.ZERO;
  }

  /** The only value of an entry that has no block. */
  static Optional<ExpressionSyntax> only(
      EntrySyntax.Values entry, String expected, Diagnostics diagnostics) {
    if (entry.arguments().size() == 1
        && entry.arguments().get(0).name().isEmpty()
        && entry.blocks().isEmpty()) {
      return Optional.of(entry.arguments().get(0).value());
    }
    Span span = entry.arguments().size() > 1 ? entry.arguments().get(1).span() : entry.span();
    diagnostics.add(
        Code.MALFORMED_LINE, span, "`" + entry.key().text() + "` is followed by " + expected + ".");
    return Optional.empty();
  }

  /** The named argument of an entry. */
  static Optional<ArgumentSyntax> named(EntrySyntax.Values entry, String name) {
    return entry.arguments().stream()
        .filter(argument -> argument.name().isPresent())
        .filter(argument -> argument.name().get().text().equals(name))
        .findFirst();
  }
}
