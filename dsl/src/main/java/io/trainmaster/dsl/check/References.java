package io.trainmaster.dsl.check;

import io.trainmaster.dsl.catalogue.Release;
import io.trainmaster.dsl.diagnostic.Code;
import io.trainmaster.dsl.diagnostic.Diagnostic;
import io.trainmaster.dsl.diagnostic.Diagnostics;
import io.trainmaster.dsl.diagnostic.Nearest;
import io.trainmaster.dsl.syntax.NameSyntax;
import io.trainmaster.dsl.syntax.PathSyntax;
import io.trainmaster.dsl.type.ScalarKind;
import io.trainmaster.dsl.type.Type;
import io.trainmaster.model.Expression;
import io.trainmaster.model.TaskSpec;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** Resolves names and the fields after them. */
final class References {

  /** What a run knows of itself: its name, and the time that it is responsible for. */
  private static final Typed RUN =
      Typed.of(new Type.RecordOf(runFields()), new Expression.Parameter("run"));

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

  private static Map<String, Type> runFields() {
    Type instant = new Type.Scalar(ScalarKind.INSTANT, Optional.empty());
    Map<String, Type> fields = new LinkedHashMap<>();
    fields.put("id", Type.STRING);
    fields.put("name", Type.STRING);
    fields.put("from", instant);
    fields.put("until", instant);
    return fields;
  }

  Typed resolve(PathSyntax path) {
    NameSyntax first = path.first();
    if (first.text().isEmpty()) {
      return Typed.FAULTY;
    }
    Optional<Typed> found = scope.lookup(first.text(), first.span());
    if (found.isEmpty() && !first.text().equals("run")) {
      return unresolved(path);
    } else if (found.isEmpty()) {
      tasks.later(path.span(), "what a run knows of itself", Release.UNATTENDED);
    }
    Typed value = found.orElse(RUN);
    file.symbols().value(first, value);
    for (NameSyntax field : path.names().subList(1, path.names().size())) {
      value = field(value, field);
      file.symbols().field(field, value);
    }
    return value;
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
