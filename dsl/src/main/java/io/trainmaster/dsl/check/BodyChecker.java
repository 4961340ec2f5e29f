package io.trainmaster.dsl.check;

import io.trainmaster.dsl.diagnostic.Code;
import io.trainmaster.dsl.diagnostic.Diagnostic;
import io.trainmaster.dsl.diagnostic.Diagnostics;
import io.trainmaster.dsl.source.Span;
import io.trainmaster.dsl.syntax.BodySyntax;
import io.trainmaster.dsl.syntax.EntrySyntax;
import io.trainmaster.dsl.syntax.ExpressionSyntax;
import io.trainmaster.dsl.syntax.NameSyntax;
import io.trainmaster.dsl.syntax.StatementSyntax;
import io.trainmaster.dsl.syntax.ValueSyntax;
import io.trainmaster.dsl.syntax.WrittenCall;
import io.trainmaster.dsl.type.Type;
import io.trainmaster.model.TaskId;
import io.trainmaster.model.TaskSpec;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** Checks the statements of a body and makes them tasks and gates. */
final class BodyChecker {

  /** Where a body stands, which decides what may stand in it. */
  enum Place {
    WORKFLOW,
    BRANCH,
    LOOP,
    CLEANUP
  }

  private final FileScope file;
  private final TaskList tasks;
  private final Diagnostics diagnostics;
  private final BodySyntax body;
  private final List<StatementSyntax> statements;
  private final Place place;
  private final TaskList.Place base;
  private final BodyScope scope;
  private final CallChecker calls;
  private final ExpressionChecker expressions;
  private final TriggerChecker lines;
  private final Map<Integer, TaskId> gates = new HashMap<>();
  private final Map<Integer, Typed> returned = new LinkedHashMap<>();
  private final Map<Integer, Typed> yielded = new TreeMap<>();
  private final LoopBounds bounds;

  /**
   * @param base where the tasks of the body are added
   */
  BodyChecker(
      BodySyntax body,
      Scope parent,
      FileScope file,
      TaskList tasks,
      Place place,
      TaskList.Place base) {
    this.file = file;
    this.tasks = tasks;
    this.diagnostics = file.diagnostics();
    this.body = body;
    this.statements = body.statements();
    this.place = place;
    this.base = base;
    this.bounds = new LoopBounds(file.diagnostics());
    this.scope = new BodyScope(body, parent, diagnostics, this::statement);
    this.calls = new CallChecker(file, scope, tasks);
    this.expressions = calls.expressions();
    this.lines = new TriggerChecker(file, tasks, expressions);
    for (int i = 0; i < statements.size(); i++) {
      scope.target(statements.get(i)).ifPresent(name -> tasks.reserve(name.text()));
      if (statements.get(i) instanceof StatementSyntax.Require) {
        gates.put(i, tasks.gate("require"));
      }
    }
  }

  /** Checks everything; gives what was returned, by the index of the statement. */
  Map<Integer, Typed> check() {
    scope.checkAll();
    return returned;
  }

  /** The values that the body yields, by the index of the statement. */
  Map<Integer, Typed> yielded() {
    return yielded;
  }

  /** What bounds the loop whose body this is. */
  TaskSpec.Bounds bounds() {
    return bounds.bounds();
  }

  /** The body that is checked. */
  BodySyntax body() {
    return body;
  }

  CallChecker calls() {
    return calls;
  }

  /** The names that the body binds, once it has been checked. */
  Scope scope() {
    return scope;
  }

  private Typed statement(int index) {
    TaskList.Place outer = tasks.place();
    tasks.enter(scope.gateAbove(index).map(gates::get).map(base::behind).orElse(base));
    Typed value = statement(statements.get(index), index);
    tasks.enter(outer);
    return value;
  }

  private Typed statement(StatementSyntax statement, int index) {
    if (statement instanceof StatementSyntax.Binding binding) {
      return binding(binding);
    } else if (statement instanceof StatementSyntax.Return result) {
      returned(result, index);
    } else if (statement instanceof StatementSyntax.Yield yielded) {
      yielded(yielded, index);
    } else if (statement instanceof StatementSyntax.Require require) {
      require(require, index);
    } else if (statement instanceof StatementSyntax.Finally last) {
      cleanup(last);
    } else if (statement instanceof StatementSyntax.Plain plain) {
      plain(plain, index);
    } else if (statement instanceof StatementSyntax.Line line) {
      line(line.entry());
    }
    return Typed.FAULTY;
  }

  private static Span keyword(Span span, String word) {
    return new Span(span.start(), span.start() + word.length());
  }

  private Typed binding(StatementSyntax.Binding binding) {
    if (!binding.target().isName()) {
      diagnostics.add(
          new Diagnostic(
                  Code.DOTTED_TARGET, "A name that is bound has no dots.", binding.target().span())
              .replaceWith(binding.target().text().replace('.', '_')));
    }
    String name = scope.target(binding).map(NameSyntax::text).orElse("");
    Typed value = value(binding.value(), name.isEmpty() ? Optional.empty() : Optional.of(name));
    file.symbols().binding(binding.target().first(), value, body.span());
    return value;
  }

  private void returned(StatementSyntax.Return result, int index) {
    Typed value = value(result.value(), Optional.empty());
    if (place == Place.WORKFLOW) {
      returned.put(index, value);
      return;
    }
    Diagnostic diagnostic =
        new Diagnostic(
            Code.UNEXPECTED_RETURN,
            "`return` gives the result of a workflow, at the workflow's own level.",
            keyword(result.span(), "return"));
    yielded.put(index, value);
    diagnostics.add(place == Place.CLEANUP ? diagnostic : diagnostic.replaceWith("yield"));
  }

  private void yielded(StatementSyntax.Yield yielded, int index) {
    Typed value = value(yielded.value(), Optional.empty());
    if (place == Place.BRANCH || place == Place.LOOP) {
      twice(yielded);
      this.yielded.put(index, value);
      return;
    }
    Diagnostic diagnostic =
        new Diagnostic(
            Code.UNEXPECTED_RETURN,
            "`yield` gives an item of a `for`; a workflow gives its result with `return`.",
            keyword(yielded.span(), "yield"));
    diagnostics.add(place == Place.CLEANUP ? diagnostic : diagnostic.replaceWith("return"));
  }

  private void twice(StatementSyntax.Yield yielded) {
    for (int before : this.yielded.keySet()) {
      diagnostics.add(
          new Diagnostic(
                  Code.UNEXPECTED_RETURN, "A body yields once.", keyword(yielded.span(), "yield"))
              .withNote(keyword(statements.get(before).span(), "yield"), "it yields here already"));
    }
  }

  /** Nobody takes the value, but that of an {@code else if}. */
  private void plain(StatementSyntax.Plain plain, int index) {
    boolean elseIf = plain.span().equals(body.span());
    if (elseIf && plain.value() instanceof ValueSyntax.If conditional) {
      new BranchChecker(this, file, tasks)
          .check(conditional, Optional.empty())
          .ifPresent(value -> yielded.put(index, value));
    } else {
      value(plain.value(), Optional.empty());
    }
  }

  private void cleanup(StatementSyntax.Finally last) {
    if (place != Place.WORKFLOW) {
      diagnostics.add(
          Code.MALFORMED_LINE,
          keyword(last.span(), "finally"),
          "`finally` ends a workflow, at the workflow's own level.");
    }
    List<CheckedTask> inner = new ArrayList<>();
    nested(
        last.body(),
        Presence.afterwards(scope),
        Place.CLEANUP,
        new TaskList.Place(Optional.empty(), inner));
    tasks.add(
        new CheckedTask.Cleanup(
            tasks.gate("finally"), file.tree().file().line(last.span()), Set.of(), inner));
  }

  private void require(StatementSyntax.Require require, int index) {
    Typed condition = expressions.condition(require.condition());
    Typed message = expressions.expect(require.message(), Type.STRING);
    TaskSpec.Otherwise otherwise =
        require.otherwise().text().equals("skip")
            ? TaskSpec.Otherwise.SKIP
            : TaskSpec.Otherwise.FAIL;
    TaskId id = gates.get(index);
    if (id != null) {
      tasks.add(
          new CheckedTask.Gate(
              id,
              file.tree().file().line(require.span()),
              tasks.after(Set.of()),
              condition.expression(),
              otherwise,
              message.expression()));
    }
  }

  private Typed value(ValueSyntax value, Optional<String> name) {
    if (value instanceof ValueSyntax.Computed computed) {
      return computed(computed, name);
    } else if (value instanceof ValueSyntax.Tune tune) {
      return new TuneChecker(calls).check(tune, name);
    } else if (value instanceof ValueSyntax.If conditional) {
      return new BranchChecker(this, file, tasks).check(conditional, name).orElse(Typed.FAULTY);
    } else if (value instanceof ValueSyntax.For loop) {
      return new LoopChecker(this, file, tasks).check(loop, name);
    }
    return Typed.FAULTY;
  }

  private Typed computed(ValueSyntax.Computed computed, Optional<String> name) {
    if (computed.expression() instanceof ExpressionSyntax.Call call) {
      return calls.call(WrittenCall.of(call, computed), name);
    }
    if (!computed.blocks().isEmpty()) {
      Span block = computed.blocks().get(0).span();
      diagnostics.add(
          Code.BLOCK_NOT_TAKEN,
          new Span(block.start(), block.start() + 1),
          "Only a call is followed by a block.");
    } else if (!computed.after().isEmpty()) {
      diagnostics.add(
          Code.BLOCK_NOT_TAKEN,
          computed.after().get(0).span(),
          "Only a call comes `after` something.");
    }
    return expressions.infer(computed.expression());
  }

  /** Checks a body inside this one. */
  BodyChecker nested(BodySyntax inner, Scope parent, Place where, TaskList.Place into) {
    BodyChecker checker = new BodyChecker(inner, parent, file, tasks, where, into);
    checker.check();
    return checker;
  }

  private void line(EntrySyntax entry) {
    Optional<NameSyntax> forgotten = ForgottenSign.of(entry);
    if (forgotten.isPresent() && entry instanceof EntrySyntax.Condition condition) {
      diagnostics.add(
          new Diagnostic(
                  Code.UNEXPECTED_TOKEN,
                  "`==` compares; `=` binds a name.",
                  condition.operator().span())
              .replaceWith("="));
    } else if (forgotten.isPresent()) {
      Span after = forgotten.get().span().after();
      diagnostics.add(
          new Diagnostic(
                  Code.UNEXPECTED_TOKEN,
                  "Between a name and what it is bound to stands `=`.",
                  forgotten.get().span())
              .withMend(
                  new Diagnostic.Mend("write `" + forgotten.get().text() + " = …`", after, " =")));
    } else if (entry instanceof EntrySyntax.Values values && values.call()) {
      calls.call(WrittenCall.of(values), Optional.empty());
    } else if (place == Place.LOOP && LoopBounds.isBound(entry)) {
      bounds.read(entry);
    } else {
      lines.check(entry, place);
    }
  }
}
