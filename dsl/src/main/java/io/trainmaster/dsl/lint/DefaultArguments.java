package io.trainmaster.dsl.lint;

import io.trainmaster.dsl.catalogue.OperatorSignature;
import io.trainmaster.dsl.catalogue.ParameterSignature;
import io.trainmaster.dsl.diagnostic.Code;
import io.trainmaster.dsl.diagnostic.Diagnostic;
import io.trainmaster.dsl.source.Span;
import io.trainmaster.dsl.syntax.ArgumentSyntax;
import io.trainmaster.dsl.syntax.ExpressionSyntax;
import io.trainmaster.dsl.syntax.NameSyntax;
import io.trainmaster.dsl.syntax.Walk;
import io.trainmaster.dsl.syntax.WrittenCall;
import io.trainmaster.dsl.type.ScalarKind;
import io.trainmaster.model.Value;
import java.util.Optional;

/**
 * L0109: a switch or a word that is what it would be anyway. Amounts are worth being written down
 * even so, and everything that a model is trained with.
 */
final class DefaultArguments implements Rule {

  @Override
  public void check(LintContext context) {
    new Walk() {
      @Override
      protected void call(WrittenCall call) {
        Optional<OperatorSignature> signature =
            context.operator(call.name()).filter(known -> !known.result().is("Model"));
        if (signature.isPresent() && !call.search()) {
          call.arguments().forEach(argument -> given(context, signature.get(), argument));
        }
        super.call(call);
      }
    }.file(context.tree());
  }

  private static void given(
      LintContext context, OperatorSignature signature, ArgumentSyntax argument) {
    Optional<ParameterSignature> parameter =
        argument.name().map(NameSyntax::text).flatMap(signature::parameter);
    if (parameter.filter(known -> isDefault(known, argument.value())).isEmpty()) {
      return;
    }
    String name = parameter.get().name();
    Diagnostic finding =
        new Diagnostic(
            Code.DEFAULT_GIVEN,
            "`" + name + "` of `" + signature.name() + "` is this without being told.",
            argument.span());
    Span place = context.words().withComma(argument.span());
    context.tell(
        context.words().hasComment(place)
            ? finding
            : finding.withMend(new Diagnostic.Mend("remove it", place, "")));
  }

  private static boolean isDefault(ParameterSignature parameter, ExpressionSyntax value) {
    Optional<Value> standard = parameter.defaultValue();
    if (value instanceof ExpressionSyntax.Bool bool) {
      return parameter.type().is(ScalarKind.BOOL)
          && standard.equals(Optional.of(new Value.Bool(bool.value())));
    }
    return value instanceof ExpressionSyntax.Reference word
        && parameter.type().is(ScalarKind.NAME)
        && standard.equals(Optional.of(Value.text(word.path().text())));
  }
}
