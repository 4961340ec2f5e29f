package io.trainmaster.dsl.lint;

import io.trainmaster.dsl.catalogue.OperatorSignature;
import io.trainmaster.dsl.catalogue.ParameterSignature;
import io.trainmaster.dsl.diagnostic.Code;
import io.trainmaster.dsl.diagnostic.Diagnostic;
import io.trainmaster.dsl.syntax.Walk;
import io.trainmaster.dsl.syntax.WrittenCall;
import io.trainmaster.dsl.type.ConstantText;
import io.trainmaster.dsl.type.Type;
import java.util.Optional;

/**
 * L0107: what decides which rows are in which part, or which trials are tried, says its seed; the
 * default is the same everywhere, but another version may have another one.
 */
final class Seeds implements Rule {

  private static final String SEED = "seed";

  @Override
  public void check(LintContext context) {
    new Walk() {
      @Override
      protected void call(WrittenCall call) {
        if (call.name().text().equals("random") && context.operator(call.name()).isEmpty()) {
          missing(context, call, "1");
        } else {
          seed(context, call).ifPresent(value -> missing(context, call, value));
        }
        super.call(call);
      }
    }.file(context.tree());
  }

  /** The default of the seed by which an operator draws rows. */
  private static Optional<String> seed(LintContext context, WrittenCall call) {
    return context
        .operator(call.name())
        .filter(signature -> givesRows(signature.result()))
        .flatMap(Seeds::seed)
        .flatMap(ParameterSignature::defaultValue)
        .map(ConstantText::of);
  }

  private static Optional<ParameterSignature> seed(OperatorSignature signature) {
    return signature.parameter(SEED);
  }

  private static boolean givesRows(Type result) {
    return result.is("Dataset")
        || result instanceof Type.RecordOf parts
            && parts.fields().values().stream().anyMatch(part -> part.is("Dataset"));
  }

  private static void missing(LintContext context, WrittenCall call, String value) {
    if (call.named(SEED).isPresent() || call.arguments().isEmpty()) {
      return;
    }
    String seed = SEED + ": " + value;
    Diagnostic finding =
        new Diagnostic(
            Code.NO_SEED,
            "`"
                + call.name().text()
                + "` draws with the seed "
                + value
                + ", but only because that is its default today.",
            call.name().span());
    context.tell(
        context
            .words()
            .argumentsEnd(call.name().span())
            .map(end -> finding.withMend(mend(seed, end)))
            .orElse(finding));
  }

  private static Diagnostic.Mend mend(String seed, Words.ArgumentsEnd end) {
    String argument = end.afterComma() ? " " + seed + "," : ", " + seed;
    return new Diagnostic.Mend("add `" + seed + "`", end.place(), argument);
  }
}
