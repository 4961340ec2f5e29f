package io.trainmaster.dsl.check;

import io.trainmaster.dsl.diagnostic.Code;
import io.trainmaster.dsl.diagnostic.Diagnostics;
import io.trainmaster.dsl.source.Span;
import io.trainmaster.dsl.syntax.NameSyntax;
import io.trainmaster.dsl.syntax.ValueSyntax;
import io.trainmaster.dsl.type.ScalarKind;
import io.trainmaster.dsl.type.Type;
import io.trainmaster.model.Expression;
import io.trainmaster.model.TaskId;
import io.trainmaster.model.TaskSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Checks a {@code for}: its body becomes the tasks of one item. */
final class LoopChecker {

  private final BodyChecker body;
  private final FileScope file;
  private final TaskList tasks;
  private final Diagnostics diagnostics;

  LoopChecker(BodyChecker body, FileScope file, TaskList tasks) {
    this.body = body;
    this.file = file;
    this.tasks = tasks;
    this.diagnostics = file.diagnostics();
  }

  /**
   * The list of what the items yield.
   *
   * @param name the name it is bound to
   */
  Typed check(ValueSyntax.For syntax, Optional<String> name) {
    Typed over = body.calls().expressions().infer(syntax.over());
    Type item = item(over.type(), syntax.over().span());
    Typed variable = Typed.of(item, new Expression.Parameter(syntax.name().text()));
    declare(syntax.name());
    file.symbols().binding(syntax.name(), variable, syntax.body().span());
    Scope scope =
        new ParameterScope(Map.of(syntax.name().text(), variable), Optional.of(body.scope()));
    List<CheckedTask> inner = new ArrayList<>();
    BodyChecker checked =
        body.nested(
            syntax.body(),
            scope,
            BodyChecker.Place.LOOP,
            new TaskList.Place(Optional.empty(), inner));
    Optional<Typed> yielded = checked.yielded().values().stream().findFirst();
    TaskId id = name.map(tasks::named).orElseGet(() -> tasks.anonymous("for"));
    tasks.add(
        new CheckedTask.Loop(
            id,
            file.tree().file().line(syntax.span()),
            tasks.after(Set.of()),
            syntax.name().text(),
            item,
            over.expression(),
            inner,
            yielded.map(Typed::expression),
            checked.bounds()));
    if (yielded.isEmpty()) {
      nothing(syntax, name);
      return Typed.FAULTY;
    }
    Typed value = yielded.get();
    return value.isUnknown()
        ? Typed.FAULTY
        : new Typed(
            new Type.ListOf(value.type().present()),
            new Expression.Field(new Expression.Output(id), TaskSpec.ForEach.ITEMS),
            value.columns());
  }

  private Type item(Type over, Span span) {
    if (over instanceof Type.ListOf list) {
      return list.element();
    } else if (over instanceof Type.RangeOf range
        && (range.element().is(ScalarKind.INT) || range.element().is(ScalarKind.DATE))) {
      return range.element().widened();
    } else if (!over.isUnknown()) {
      diagnostics.add(
          Code.TYPE_MISMATCH,
          span,
          "`for` goes over a list, or a range of Int or Date, but this is " + over.text() + ".");
    }
    return Type.UNKNOWN;
  }

  private void declare(NameSyntax name) {
    if (!name.text().isEmpty() && body.scope().has(name.text())) {
      diagnostics.add(
          Code.DUPLICATE_NAME,
          name.span(),
          "The name `" + name.text() + "` is taken by a parameter or an outer binding.");
    }
  }

  private void nothing(ValueSyntax.For syntax, Optional<String> name) {
    if (name.isPresent() && !file.tree().isFaulty(syntax.span())) {
      diagnostics.add(
          Code.MISSING_RETURN,
          new Span(syntax.span().start(), syntax.span().start() + "for".length()),
          "This `for` gives nothing to bind: its body has no `yield`.");
    }
  }
}
