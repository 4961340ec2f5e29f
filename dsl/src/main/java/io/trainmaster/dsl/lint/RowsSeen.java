package io.trainmaster.dsl.lint;

import io.trainmaster.dsl.catalogue.OperatorSignature;
import io.trainmaster.dsl.catalogue.ParameterSignature;
import io.trainmaster.dsl.diagnostic.Code;
import io.trainmaster.dsl.diagnostic.Diagnostic;
import io.trainmaster.dsl.syntax.ExpressionSyntax;
import io.trainmaster.dsl.syntax.ItemSyntax;
import io.trainmaster.dsl.syntax.Walk;
import io.trainmaster.dsl.syntax.WrittenCall;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * L0113: a model is measured on rows that it has learned from or was chosen by, so that it looks
 * better than it is.
 */
final class RowsSeen implements Rule {

  @Override
  public void check(LintContext context) {
    for (ItemSyntax.Workflow workflow : context.workflows()) {
      new Measurements(context, new RowFlow(context, workflow)).item(workflow);
    }
  }

  private static final class Measurements extends Walk {
    private final LintContext context;
    private final RowFlow flow;

    /** Rows that are told of where the model was chosen by them. */
    private final Set<Rows> told = new HashSet<>();

    Measurements(LintContext context, RowFlow flow) {
      this.context = context;
      this.flow = flow;
    }

    @Override
    protected void call(WrittenCall call) {
      Optional<OperatorSignature> operator = context.operator(call.name());
      if (operator.isPresent()) {
        OperatorSignature signature = operator.get();
        Map<String, ExpressionSyntax> given = RowFlow.given(call, signature);
        ExpressionSyntax validation = given.get(RowFlow.VALIDATION);
        if (signature.result().is("Model") && validation != null) {
          validated(call, flow.datasets(signature, given, RowFlow.VALIDATION), validation);
        } else if (signature.result().is("Report")) {
          evaluated(signature, given);
        }
      }
      super.call(call);
    }

    /** While a model is trained or searched for. */
    private void validated(WrittenCall call, Rows train, ExpressionSyntax validation) {
      Rows rows = flow.rows(validation);
      boolean learned = rows.overlap(train);
      boolean test = rows.lastParts().stream().anyMatch(step -> step.part().equals("test"));
      if (learned) {
        String who = call.search() ? "the trials" : "the model";
        tell(
            new Diagnostic(
                Code.ROWS_SEEN,
                "These rows are among those that "
                    + who
                    + " learn"
                    + (call.search() ? "" : "s")
                    + " from, so that they measure nothing.",
                validation.span()),
            flow.otherPart(train, "validation", train));
      } else if (test && call.search()) {
        tell(
            new Diagnostic(
                Code.ROWS_SEEN,
                "The search goes by the rows of the test, which are then no test any more.",
                validation.span()),
            flow.otherPart(rows, "validation", train));
      }
      if (learned || test) {
        told.add(rows);
      }
    }

    /** When it has been trained. */
    private void evaluated(OperatorSignature signature, Map<String, ExpressionSyntax> given) {
      Optional<ExpressionSyntax> model = argument(signature, given, "Model");
      Optional<ExpressionSyntax> data = argument(signature, given, "Dataset");
      if (model.isEmpty()
          || data.isEmpty()
          || !(flow.of(model.get()) instanceof RowFlow.Learned learned)) {
        return;
      }
      Rows rows = flow.rows(data.get());
      Rows seen = learned.train().and(learned.chosen());
      if (rows.overlap(learned.train())) {
        tell(
            new Diagnostic(
                    Code.ROWS_SEEN,
                    "The model has learned from these rows, so that it looks better than it is.",
                    data.get().span())
                .withNote(learned.span(), "here it learns from them"),
            flow.otherPart(learned.train(), "test", seen));
      } else if (rows.overlap(learned.chosen()) && !told.contains(learned.chosen())) {
        tell(
            new Diagnostic(
                    Code.ROWS_SEEN,
                    "The model was chosen by these rows, so that it looks better than it is.",
                    data.get().span())
                .withNote(learned.span(), "here it is chosen by them"),
            flow.otherPart(learned.train(), "test", seen));
      }
    }

    private static Optional<ExpressionSyntax> argument(
        OperatorSignature signature, Map<String, ExpressionSyntax> given, String type) {
      return signature.parameters().stream()
          .filter(parameter -> parameter.type().present().is(type))
          .map(ParameterSignature::name)
          .filter(given::containsKey)
          .map(given::get)
          .findFirst();
    }

    private void tell(Diagnostic finding, Optional<String> better) {
      context.tell(finding.replaceWith(better));
    }
  }
}
