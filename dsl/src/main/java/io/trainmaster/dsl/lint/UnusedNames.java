package io.trainmaster.dsl.lint;

import io.trainmaster.dsl.catalogue.OperatorSignature;
import io.trainmaster.dsl.diagnostic.Code;
import io.trainmaster.dsl.diagnostic.Diagnostic;
import io.trainmaster.dsl.source.Span;
import io.trainmaster.dsl.syntax.EntrySyntax;
import io.trainmaster.dsl.syntax.ItemSyntax;
import io.trainmaster.dsl.syntax.NameSyntax;
import io.trainmaster.dsl.syntax.ParameterSyntax;
import io.trainmaster.dsl.syntax.PathSyntax;
import io.trainmaster.dsl.syntax.StatementSyntax;
import io.trainmaster.dsl.syntax.ValueSyntax;
import io.trainmaster.dsl.syntax.Walk;
import io.trainmaster.dsl.syntax.WrittenCall;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * L0101 and L0102: names of a workflow that nothing in it reads. A task that does more than give a
 * value, because it writes, holds data against expectations or reports, needs no reader.
 */
final class UnusedNames implements Rule {

  /** What the language itself has that somebody notices. */
  private static final Set<String> BUSY = Set.of("approve", "notify");

  @Override
  public void check(LintContext context) {
    Set<String> tested = new HashSet<>();
    Set<String> given = new HashSet<>();
    for (ItemSyntax item : context.tree().items()) {
      if (item instanceof ItemSyntax.Test test) {
        new Reads(context, tested, new ArrayList<>()).item(test);
      }
    }
    new Named(context, given).file(context.tree());
    for (ItemSyntax.Workflow workflow : context.workflows()) {
      List<StatementSyntax.Binding> bindings = new ArrayList<>();
      Set<String> read = new HashSet<>(tested);
      Set<String> readInside = new HashSet<>();
      new Reads(context, readInside, bindings).item(workflow);
      read.addAll(readInside);
      bindings.stream()
          .filter(binding -> !read.contains(binding.target().first().text()))
          .filter(binding -> isIdle(context, binding.value()))
          .forEach(binding -> binding(context, binding));
      workflow.parameters().stream()
          .filter(parameter -> !readInside.contains(parameter.name().text()))
          .forEach(parameter -> parameter(context, workflow, parameter, given));
    }
  }

  /** Collects what is read, and what is bound. */
  private static final class Reads extends Walk {
    private final LintContext context;
    private final Set<String> names;
    private final List<StatementSyntax.Binding> bindings;

    Reads(LintContext context, Set<String> names, List<StatementSyntax.Binding> bindings) {
      this.context = context;
      this.names = names;
      this.bindings = bindings;
    }

    @Override
    public void statement(StatementSyntax statement) {
      if (statement instanceof StatementSyntax.Binding binding) {
        bindings.add(binding);
      }
      super.statement(statement);
    }

    @Override
    protected void entry(EntrySyntax entry) {
      if (entry.key().text().equals("set") && entry instanceof EntrySyntax.Values values) {
        values
            .arguments()
            .forEach(argument -> argument.name().ifPresent(name -> names.add(name.text())));
      }
      super.entry(entry);
    }

    @Override
    protected void path(PathSyntax path) {
      if (!context.isWord(path)) {
        names.add(path.first().text());
      }
    }
  }

  /** Collects the names of the arguments that the file's own workflows are given. */
  private static final class Named extends Walk {
    private final LintContext context;
    private final Set<String> names;

    Named(LintContext context, Set<String> names) {
      this.context = context;
      this.names = names;
    }

    @Override
    protected void call(WrittenCall call) {
      if (context.declares(call.name().text())) {
        call.arguments()
            .forEach(argument -> argument.name().map(NameSyntax::text).ifPresent(names::add));
      }
      super.call(call);
    }
  }

  /** Whether a value that nobody reads might as well not be there. */
  private static boolean isIdle(LintContext context, ValueSyntax value) {
    if (value instanceof ValueSyntax.If || value instanceof ValueSyntax.For) {
      return false;
    }
    Optional<WrittenCall> whole = WrittenCall.of(value);
    if (whole.flatMap(call -> context.operator(call.name())).isEmpty() && whole.isPresent()) {
      return false;
    }
    boolean[] busy = {false};
    new Walk() {
      @Override
      protected void call(WrittenCall call) {
        busy[0] |= !isIdle(context, call.name());
        super.call(call);
      }
    }.value(value);
    return !busy[0];
  }

  /** What is no operator, such as {@code log(0.1 .. 1)}, does nothing by itself. */
  private static boolean isIdle(LintContext context, PathSyntax callee) {
    return context.operator(callee).map(UnusedNames::isIdle).orElse(true)
        && !context.declares(callee.first().text())
        && !BUSY.contains(callee.text());
  }

  private static boolean isIdle(OperatorSignature signature) {
    return signature.effect() == OperatorSignature.Effect.PURE
        && signature.conditions().isEmpty()
        && !signature.result().is("Report");
  }

  private static void binding(LintContext context, StatementSyntax.Binding binding) {
    String name = binding.target().text();
    Diagnostic finding =
        new Diagnostic(
            Code.UNUSED_BINDING, "Nothing uses `" + name + "`.", binding.target().span());
    Span lines = context.words().lines(binding.span());
    context.tell(
        context.words().hasComment(lines)
            ? finding
            : finding.withMend(new Diagnostic.Mend("remove it", lines, "")));
  }

  private static void parameter(
      LintContext context,
      ItemSyntax.Workflow workflow,
      ParameterSyntax parameter,
      Set<String> given) {
    String name = parameter.name().text();
    Diagnostic finding =
        new Diagnostic(
            Code.UNUSED_PARAMETER,
            "Nothing in `" + workflow.name().text() + "` uses the parameter `" + name + "`.",
            parameter.name().span());
    Span place = context.words().withComma(parameter.span());
    context.tell(
        given.contains(name) || context.words().hasComment(place)
            ? finding
            : finding.withMend(new Diagnostic.Mend("remove it", place, "")));
  }
}
