package io.trainmaster.dsl.check;

import io.trainmaster.dsl.diagnostic.Code;
import io.trainmaster.dsl.diagnostic.Diagnostic;
import io.trainmaster.dsl.diagnostic.Diagnostics;
import io.trainmaster.dsl.diagnostic.Nearest;
import io.trainmaster.dsl.syntax.NameSyntax;
import io.trainmaster.dsl.syntax.PathSyntax;
import io.trainmaster.dsl.type.ScalarKind;
import io.trainmaster.dsl.type.Type;
import io.trainmaster.model.Expression;
import io.trainmaster.model.RunFact;
import io.trainmaster.model.TaskSpec;
import io.trainmaster.model.Value;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Resolves names and the fields after them. */
final class References {

  /** What a run knows of itself: {@link RunFact}, and its workflow's name. */
  private static final Map<String, Type> RUN = run();

  private final FileScope file;
  private final Scope scope;
  private final TaskList tasks;
  private final Diagnostics diagnostics;

  References(FileScope file, Scope scope, TaskList tasks) {
    this.file = file;
    this.scope = scope;
    this.tasks = tasks;
    this.diagnostics = file.diagnostics();
  }

  private static Map<String, Type> run() {
    Map<String, Type> fields = new LinkedHashMap<>();
    fields.put("name", Type.STRING);
    for (RunFact fact : RunFact.values()) {
      ScalarKind kind = fact == RunFact.ID ? ScalarKind.STRING : ScalarKind.INSTANT;
      fields.put(fact.field(), new Type.Scalar(kind, Optional.empty()));
    }
    return fields;
  }

  Typed resolve(PathSyntax path) {
    NameSyntax first = path.first();
    if (first.text().isEmpty()) {
      return Typed.FAULTY;
    }
    Optional<Typed> found = scope.lookup(first.text(), first.span());
    if (found.isEmpty()) {
      return first.text().equals(RunFact.RUN) && tasks.workflow().isPresent()
          ? run(path, tasks.workflow().get())
          : unresolved(path);
    }
    file.symbols().value(first, found.get());
    return fields(found.get(), path.names().subList(1, path.names().size()));
  }

  private Typed fields(Typed of, List<NameSyntax> names) {
    Typed value = of;
    for (NameSyntax field : names) {
      value = field(value, field);
      file.symbols().field(field, value);
    }
    return value;
  }

  /** What a run knows of itself. */
  private Typed run(PathSyntax path, String workflow) {
    Type.RecordOf known = new Type.RecordOf(RUN);
    file.symbols().value(path.first(), Typed.of(known, Typed.FAULTY.expression()));
    if (path.names().size() == 1) {
      diagnostics.add(
          Code.TYPE_MISMATCH,
          path.span(),
          "`run` is no value itself; it has " + String.join(", ", RUN.keySet()) + ".");
      return Typed.FAULTY;
    }
    NameSyntax name = path.names().get(1);
    Optional<RunFact> fact = RunFact.of(name.text());
    fact.ifPresent(tasks::reads);
    Expression expression =
        fact.<Expression>map(one -> new Expression.Parameter(one.parameter()))
            .orElseGet(() -> new Expression.Literal(new Value.Text(workflow)));
    Typed value = field(RUN, Typed.FAULTY, expression, name);
    file.symbols().field(name, value);
    return fields(value, path.names().subList(2, path.names().size()));
  }

  private Typed unresolved(PathSyntax path) {
    String first = path.first().text();
    if (diagnostics.isFull()) {
      return Typed.FAULTY;
    } else if (file.isOpen(path)) {
      file.symbols().item(path, Symbol.Kind.IMPORT);
      return Typed.FAULTY;
    } else if (file.isImport(first)) {
      file.symbols().item(path, Symbol.Kind.IMPORT);
      diagnostics.add(
          Code.TYPE_MISMATCH,
          path.span(),
          "`" + first + "` is an imported file, which is no value.");
      return Typed.FAULTY;
    } else if (file.operator(path.text()).isPresent()) {
      diagnostics.add(
          new Diagnostic(
                  Code.TYPE_MISMATCH,
                  "`" + path.text() + "` is an operator, which is called with arguments.",
                  path.span())
              .withMend(new Diagnostic.Mend("add its arguments", path.span().after(), "(…)")));
      return Typed.FAULTY;
    } else if (file.schemas().containsKey(first)) {
      diagnostics.add(
          Code.TYPE_MISMATCH, path.span(), "`" + first + "` is a schema, which is no value.");
      return Typed.FAULTY;
    }
    diagnostics.add(
        new Diagnostic(Code.UNKNOWN_NAME, "There is no `" + first + "` here.", path.first().span())
            .replaceWith(Nearest.to(first, scope.names())));
    return Typed.FAULTY;
  }

  private Typed field(Typed of, NameSyntax name) {
    Type type = of.type();
    Expression expression = new Expression.Field(of.expression(), name.text());
    if (of.isUnknown()) {
      return Typed.FAULTY;
    } else if (type instanceof Type.RecordOf fields) {
      return field(fields.fields(), of, expression, name);
    } else if (type instanceof Type.Nominal nominal) {
      Optional<Map<String, Type>> fields = file.catalogue().fields(nominal.name());
      file.catalogue()
          .releaseOf(nominal.name(), name.text())
          .ifPresent(release -> tasks.later(name.span(), described(nominal, name), release));
      return fields.isPresent()
          ? field(fields.get(), of, expression, name)
          : Typed.of(Type.UNKNOWN, expression);
    } else if (name.text().equals(TaskSpec.ForEach.FAILED) && failed(of).isPresent()) {
      return failed(of).get();
    } else if (type instanceof Type.Maybe maybe) {
      diagnostics.add(
          new Diagnostic(
              Code.OPTIONAL_VALUE,
              "This may be absent, so that `" + name.text() + "` can't be read off it.",
              name.span()));
      boolean hasFields = maybe.of().scalar().isEmpty();
      return hasFields ? field(Typed.of(maybe.of(), of.expression()), name) : Typed.FAULTY;
    }
    diagnostics.add(
        Code.UNKNOWN_FIELD,
        name.span(),
        "There is no `" + name.text() + "` in " + type.text() + ", which has no fields.");
    return Typed.FAULTY;
  }

  /** {@code days.failed}: the items of a loop that failed. */
  private Optional<Typed> failed(Typed of) {
    if (of.expression() instanceof Expression.Field field
        && field.name().equals(TaskSpec.ForEach.ITEMS)
        && field.of() instanceof Expression.Output loop) {
      return tasks
          .item(loop.task())
          .map(
              item ->
                  Typed.of(
                      new Type.ListOf(item), new Expression.Field(loop, TaskSpec.ForEach.FAILED)));
    }
    return Optional.empty();
  }

  private static String described(Type.Nominal owner, NameSyntax field) {
    return "`" + field.text() + "` of a " + owner.name();
  }

  private Typed field(Map<String, Type> fields, Typed of, Expression expression, NameSyntax name) {
    Type type = fields.get(name.text());
    if (type != null) {
      return new Typed(type, expression, type.is("Dataset") ? of.columns() : Optional.empty());
    }
    if (!name.text().isEmpty()) {
      String owner = of.type() instanceof Type.Nominal nominal ? nominal.name() : "This record";
      diagnostics.add(
          new Diagnostic(
                  Code.UNKNOWN_FIELD, owner + " has no field `" + name.text() + "`.", name.span())
              .replaceWith(Nearest.to(name.text(), fields.keySet())));
    }
    return Typed.FAULTY;
  }
}
