package io.trainmaster.dsl.lint;

import io.trainmaster.dsl.catalogue.OperatorSignature;
import io.trainmaster.dsl.diagnostic.Code;
import io.trainmaster.dsl.diagnostic.Diagnostic;
import io.trainmaster.dsl.source.Span;
import io.trainmaster.dsl.syntax.BodySyntax;
import io.trainmaster.dsl.syntax.PathSyntax;
import io.trainmaster.dsl.syntax.StatementSyntax;
import io.trainmaster.dsl.syntax.Walk;
import io.trainmaster.dsl.syntax.WrittenCall;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * L0120: a call in a body that stands in it already, word for word. What writes may be meant to be
 * done twice.
 */
final class RepeatedWork implements Rule {

  @Override
  public void check(LintContext context) {
    new Walk() {
      @Override
      protected void body(BodySyntax body) {
        Calls calls = new Calls(context);
        body.statements().forEach(calls::direct);
        super.body(body);
      }
    }.file(context.tree());
  }

  /** What stands first somewhere. */
  private record First(Span span, Optional<PathSyntax> name) {}

  /** The calls of one body. */
  private static final class Calls extends Walk {
    private final LintContext context;
    private final Map<String, First> seen = new HashMap<>();
    private Optional<StatementSyntax.Binding> binding = Optional.empty();

    Calls(LintContext context) {
      this.context = context;
    }

    void direct(StatementSyntax statement) {
      binding =
          statement instanceof StatementSyntax.Binding bound
              ? Optional.of(bound)
              : Optional.empty();
      statement(statement);
    }

    /** Bodies inside have calls of their own. */
    @Override
    protected void body(BodySyntax body) {}

    @Override
    protected void call(WrittenCall call) {
      if (context.operator(call.name()).filter(Calls::isRepeatable).isPresent()) {
        String text = (call.search() ? "tune " : "") + context.words().text(call.span());
        First here = new First(call.span(), boundTo(call));
        First first = seen.putIfAbsent(text, here);
        if (first != null) {
          tell(call, first);
          return;
        }
      }
      super.call(call);
    }

    private static boolean isRepeatable(OperatorSignature signature) {
      return signature.effect() != OperatorSignature.Effect.WRITES;
    }

    private Optional<PathSyntax> boundTo(WrittenCall call) {
      return binding
          .filter(bound -> bound.value().span().equals(call.span()))
          .map(StatementSyntax.Binding::target);
    }

    private void tell(WrittenCall call, First first) {
      String done = first.name().map(name -> " by `" + name.text() + "`").orElse("");
      Diagnostic finding =
          new Diagnostic(
                  Code.REPEATED_WORK,
                  "The same is done already" + done + ", with the same result.",
                  call.span())
              .withNote(first.span(), "here");
      context.tell(
          first.name().isPresent() && !context.words().hasComment(call.span())
              ? finding.replaceWith(first.name().get().text())
              : finding);
    }
  }
}
