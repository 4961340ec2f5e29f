package io.trainmaster.dsl.check;

import io.trainmaster.dsl.diagnostic.Code;
import io.trainmaster.dsl.diagnostic.Diagnostic;
import io.trainmaster.dsl.source.Span;
import io.trainmaster.dsl.syntax.BodySyntax;
import io.trainmaster.dsl.syntax.ValueSyntax;
import io.trainmaster.dsl.type.Type;
import io.trainmaster.model.Expression;
import io.trainmaster.model.TaskId;
import io.trainmaster.model.TaskSpec;
import io.trainmaster.model.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Checks an {@code if}: each branch hangs behind a gate of its own, and what the branch that was
 * taken yields is the value.
 */
final class BranchChecker {

  private final BodyChecker body;
  private final FileScope file;
  private final TaskList tasks;
  private final List<TaskSpec.Case> cases = new ArrayList<>();

  BranchChecker(BodyChecker body, FileScope file, TaskList tasks) {
    this.body = body;
    this.file = file;
    this.tasks = tasks;
  }

  /** What a branch yields, and where. */
  private record Branch(Typed value, Span span) {}

  /**
   * The value; empty where no branch yields one and none is expected.
   *
   * @param name the name it is bound to
   */
  Optional<Typed> check(ValueSyntax.If syntax, Optional<String> name) {
    Expression condition = body.calls().expressions().condition(syntax.condition()).expression();
    int line = file.tree().file().line(syntax.span());
    Optional<Branch> then =
        branch(syntax.then(), Presence.where(syntax.condition()), gate("if", condition, line));
    Optional<Branch> otherwise = Optional.empty();
    if (syntax.otherwise().isPresent()) {
      Expression not = new Expression.Unary(Expression.UnaryOperator.NOT, condition);
      BodySyntax other = syntax.otherwise().get();
      int otherLine = file.tree().file().line(other.span());
      otherwise =
          branch(other, Presence.whereNot(syntax.condition()), gate("else", not, otherLine));
    }
    if (cases.isEmpty()) {
      nothing(syntax, name);
      return Optional.empty();
    }
    TaskId id = name.map(tasks::named).orElseGet(() -> tasks.anonymous("branch"));
    tasks.add(new CheckedTask.Merge(id, line, tasks.after(Set.of()), cases));
    return Optional.of(merged(then, otherwise, new Expression.Output(id)));
  }

  private TaskId gate(String word, Expression condition, int line) {
    TaskId id = tasks.gate(word);
    Expression message = new Expression.Literal(Value.text("This branch was not taken."));
    tasks.add(
        new CheckedTask.Gate(
            id, line, tasks.after(Set.of()), condition, TaskSpec.Otherwise.OMIT, message));
    return id;
  }

  private Optional<Branch> branch(BodySyntax syntax, Set<String> present, TaskId gate) {
    BodyChecker inner =
        body.nested(
            syntax,
            Presence.in(body.scope(), present),
            BodyChecker.Place.BRANCH,
            tasks.place().behind(gate));
    return inner.yielded().entrySet().stream()
        .findFirst()
        .map(
            yielded -> {
              cases.add(new TaskSpec.Case(gate, yielded.getValue().expression()));
              return new Branch(
                  yielded.getValue(), syntax.statements().get(yielded.getKey()).span());
            });
  }

  private void nothing(ValueSyntax.If syntax, Optional<String> name) {
    if (name.isPresent() && !file.tree().isFaulty(syntax.span())) {
      file.diagnostics()
          .add(
              Code.MISSING_RETURN,
              new Span(syntax.span().start(), syntax.span().start() + "if".length()),
              "This `if` gives nothing to bind: no branch has a `yield`.");
    }
  }

  /** What may be yielded by one branch alone may be absent. */
  private Typed merged(Optional<Branch> then, Optional<Branch> otherwise, Expression value) {
    if (then.isPresent() && otherwise.isPresent()) {
      Typed first = then.get().value();
      Typed second = otherwise.get().value();
      Optional<Type> common = common(first.type(), second.type());
      if (common.isEmpty()) {
        file.diagnostics()
            .add(
                new Diagnostic(
                        Code.TYPE_MISMATCH,
                        "The branches give values of different types: %s and %s."
                            .formatted(first.type().text(), second.type().text()),
                        otherwise.get().span())
                    .withNote(then.get().span(), "the other one"));
        return Typed.FAULTY;
      }
      boolean same = first.columns().equals(second.columns());
      return new Typed(common.get(), value, same ? first.columns() : Optional.empty());
    }
    Typed only = then.or(() -> otherwise).map(Branch::value).orElse(Typed.FAULTY);
    return only.isUnknown() ? only : new Typed(only.type(), value, only.columns()).maybe();
  }

  private static Optional<Type> common(Type first, Type second) {
    Type one = first.widened();
    Type two = second.widened();
    if (one.isUnknown() || two.isUnknown()) {
      return Optional.of(Type.UNKNOWN);
    } else if (!Fitting.assignable(one.present(), two.present())) {
      return Optional.empty();
    }
    Type type = one.present();
    return Optional.of(one.isMaybe() || two.isMaybe() ? new Type.Maybe(type) : type);
  }
}
