package io.trainmaster.dsl.check;

import io.trainmaster.dsl.diagnostic.Code;
import io.trainmaster.dsl.diagnostic.Diagnostic;
import io.trainmaster.dsl.diagnostic.Diagnostics;
import io.trainmaster.dsl.diagnostic.Nearest;
import io.trainmaster.dsl.syntax.ArgumentSyntax;
import io.trainmaster.dsl.syntax.EntrySyntax;
import io.trainmaster.dsl.syntax.ExpressionSyntax;
import io.trainmaster.dsl.syntax.NameSyntax;
import io.trainmaster.dsl.type.ConstantReader;
import io.trainmaster.dsl.type.ScalarKind;
import io.trainmaster.dsl.type.Type;
import io.trainmaster.model.Budget;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Reads {@code budget 40 cpu_h, per: month}. */
final class BudgetReader {

  private static final Type WORK = new Type.Scalar(ScalarKind.WORK, Optional.empty());
  private static final List<String> PERIODS =
      Arrays.stream(Budget.Period.values())
          .map(period -> period.name().toLowerCase(Locale.ROOT))
          .toList();

  private final Diagnostics diagnostics;

  BudgetReader(Diagnostics diagnostics) {
    this.diagnostics = diagnostics;
  }

  Optional<Budget> read(EntrySyntax.Values entry) {
    List<ArgumentSyntax> arguments = entry.arguments();
    Optional<ArgumentSyntax> per = PolicyChecker.named(entry, "per");
    if (arguments.size() != 2
        || arguments.get(0).name().isPresent()
        || !entry.blocks().isEmpty()
        || per.isEmpty()) {
      malformed(entry);
      return Optional.empty();
    }
    Optional<Duration> work = work(arguments.get(0).value());
    Optional<Budget.Period> period = period(per.get().value());
    return work.isPresent() && period.isPresent()
        ? Optional.of(new Budget(device(arguments.get(0).value()), work.get(), period.get()))
        : Optional.empty();
  }

  private void malformed(EntrySyntax.Values entry) {
    Diagnostic diagnostic =
        new Diagnostic(
            Code.MALFORMED_LINE,
            "`budget` is followed by work and a time, such as `40 cpu_h, per: month`.",
            entry.span());
    boolean only = entry.arguments().size() == 1 && entry.blocks().isEmpty();
    diagnostics.add(
        only
            ? diagnostic.withMend(
                new Diagnostic.Mend("say per what", entry.span().after(), ", per: month"))
            : diagnostic);
  }

  private Optional<Duration> work(ExpressionSyntax syntax) {
    Optional<Duration> work =
        new ConstantReader(diagnostics).read(syntax, WORK).map(PolicyChecker::duration);
    if (work.filter(Duration::isZero).isPresent()) {
      diagnostics.add(Code.OUT_OF_RANGE, syntax.span(), "A budget is more than nothing.");
      return Optional.empty();
    }
    return work;
  }

  private static Budget.Device device(ExpressionSyntax syntax) {
    boolean gpu =
        syntax instanceof ExpressionSyntax.Number number
            && number.unit().map(NameSyntax::text).filter("gpu_h"::equals).isPresent();
    return gpu ? Budget.Device.GPU : Budget.Device.CPU;
  }

  private Optional<Budget.Period> period(ExpressionSyntax syntax) {
    String word =
        syntax instanceof ExpressionSyntax.Reference reference ? reference.path().text() : "";
    if (PERIODS.contains(word)) {
      return Optional.of(Budget.Period.valueOf(word.toUpperCase(Locale.ROOT)));
    }
    diagnostics.add(
        new Diagnostic(
                Code.NOT_ONE_OF,
                "A budget is per " + String.join(", ", PERIODS) + ".",
                syntax.span())
            .replaceWith(Nearest.to(word, PERIODS)));
    return Optional.empty();
  }
}
