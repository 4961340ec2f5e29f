package io.trainmaster.dsl.check;

import io.trainmaster.dsl.catalogue.OperatorSignature;
import io.trainmaster.dsl.catalogue.ParameterSignature;
import io.trainmaster.dsl.diagnostic.Code;
import io.trainmaster.dsl.diagnostic.Diagnostic;
import io.trainmaster.dsl.diagnostic.Diagnostics;
import io.trainmaster.dsl.diagnostic.Nearest;
import io.trainmaster.dsl.source.Span;
import io.trainmaster.dsl.syntax.ArgumentSyntax;
import io.trainmaster.dsl.syntax.EntrySyntax;
import io.trainmaster.dsl.syntax.ExpressionSyntax;
import io.trainmaster.dsl.syntax.PathSyntax;
import io.trainmaster.dsl.syntax.WrittenCall;
import io.trainmaster.dsl.type.ScalarKind;
import io.trainmaster.dsl.type.Type;
import io.trainmaster.model.EntrySpec;
import io.trainmaster.model.Expression;
import io.trainmaster.model.Policy;
import io.trainmaster.model.TaskId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Checks calls of operators and makes them tasks. */
final class CallChecker implements ExpressionChecker.Calls {

  private final FileScope file;
  private final TaskList tasks;
  private final Diagnostics diagnostics;
  private final ExpressionChecker expressions;
  private final ArgumentChecker arguments;
  private final BlockChecker blocks;

  CallChecker(FileScope file, Scope scope, TaskList tasks) {
    this.file = file;
    this.tasks = tasks;
    this.diagnostics = file.diagnostics();
    this.expressions = new ExpressionChecker(file, scope, tasks, this);
    this.arguments = new ArgumentChecker(expressions);
    this.blocks = new BlockChecker(expressions);
  }

  ExpressionChecker expressions() {
    return expressions;
  }

  ArgumentChecker arguments() {
    return arguments;
  }

  BlockChecker blocks() {
    return blocks;
  }

  TaskList tasks() {
    return tasks;
  }

  FileScope file() {
    return file;
  }

  @Override
  public Typed call(ExpressionSyntax.Call call) {
    return call(WrittenCall.of(call), Optional.empty());
  }

  /**
   * Checks a call and adds its task.
   *
   * @param name the name it is bound to
   */
  Typed call(WrittenCall call, Optional<String> name) {
    if (call.name().text().equals(Secrets.NAME)) {
      return new Secrets(expressions).secret(call);
    }
    Optional<OperatorSignature> signature = signature(call);
    if (signature.isEmpty()) {
      return new ChildChecker(this).check(call, name).orElseGet(() -> unknown(call));
    }
    Bound bound = bind(call, signature.get(), Set.of());
    List<EntrySyntax> policy = new ArrayList<>();
    List<EntrySyntax> own = new ArrayList<>();
    entries(call).forEach(entry -> (PolicyChecker.isPolicy(entry) ? policy : own).add(entry));
    List<EntrySpec> block = block(call, own, signature.get(), bound, PolicyChecker.KEYS);
    Optional<UserOperator> command = file.userOperator(call.name().text());
    if (command.isPresent()) {
      return command(call, id(name, signature.get()), bound, command.get(), policy);
    }
    CheckedTask.Call task =
        new CheckedTask.Call(
            id(name, signature.get()),
            line(call),
            tasks.after(after(call.after())),
            signature.get(),
            bound.expressions(),
            block,
            policy(policy, signature.get()));
    tasks.add(task);
    Typed result =
        new Typed(
            signature.get().result(),
            new Expression.Output(task.id()),
            columns(call, signature.get(), bound));
    return PolicyChecker.isSkippable(policy) ? optional(result) : result;
  }

  /** A call of an operator that a file declares is one of the operator that runs commands. */
  private Typed command(
      WrittenCall call, TaskId id, Bound bound, UserOperator operator, List<EntrySyntax> entries) {
    operator.later().forEach((what, release) -> tasks.later(call.name().span(), what, release));
    Policy policy = policy(entries, operator.signature()).over(operator.policy(), keys(entries));
    tasks.add(
        new CheckedTask.Call(
            id,
            line(call),
            tasks.after(after(call.after())),
            file.catalogue()
                .operator(UserOperator.SHELL)
                .orElseGet(() -> operator.signature().as(UserOperator.SHELL)),
            operator.arguments(bound.expressions()),
            operator.block(bound.expressions()),
            policy));
    Type type = file.operator(call.name().text()).orElse(operator.signature()).result();
    Typed result = Typed.of(type, operator.result(new Expression.Output(id)));
    return PolicyChecker.isSkippable(entries) ? optional(result) : result;
  }

  private static Set<String> keys(List<EntrySyntax> entries) {
    Set<String> keys = new LinkedHashSet<>();
    entries.forEach(entry -> keys.add(entry.key().text()));
    return keys;
  }

  Policy policy(List<EntrySyntax> entries, OperatorSignature signature) {
    return new PolicyChecker(diagnostics, tasks)
        .check(entries, "`" + signature.name() + "`", signature.usesGpu());
  }

  /** A value that is absent where its task is skipped. */
  static Typed optional(Typed value) {
    return value.isUnknown() || value.type().isMaybe()
        ? value
        : new Typed(new Type.Maybe(value.type()), value.expression(), value.columns());
  }

  TaskId id(Optional<String> name, OperatorSignature signature) {
    return name.map(tasks::named).orElseGet(() -> tasks.anonymous(signature.name()));
  }

  int line(WrittenCall call) {
    return file.tree().file().line(call.name().span());
  }

  /** A call's arguments by parameter. */
  record Bound(Map<String, Typed> arguments, Optional<List<Column>> columns) {
    Map<String, Expression> expressions() {
      Map<String, Expression> all = new LinkedHashMap<>();
      arguments.forEach((name, value) -> all.put(name, value.expression()));
      return all;
    }
  }

  /**
   * Checks a call's arguments.
   *
   * @param elsewhere the parameters that get their value in another way
   */
  Bound bind(WrittenCall call, OperatorSignature signature, Set<String> elsewhere) {
    String callee = "`" + signature.name() + "`";
    boolean reads = signature.effect() == OperatorSignature.Effect.READS;
    Map<String, Typed> bound =
        arguments.bind(
            call.arguments(),
            signature.parameters(),
            callee,
            call.name().span(),
            elsewhere,
            (parameter, value, columns) ->
                reads && parameter.type().present().is(ScalarKind.PATH)
                    ? expressions.expectReadable(value, parameter.type())
                    : expressions.expect(value, parameter.type(), columns));
    Optional<List<Column>> columns = Optional.empty();
    for (ParameterSignature parameter : signature.parameters()) {
      Typed value = bound.get(parameter.name());
      if (value != null && parameter.type().present().is("Dataset")) {
        columns = value.columns();
        break;
      }
    }
    file.symbols().call(call, signature, columns);
    new ShareChecker(diagnostics).together(call.arguments(), signature, bound);
    return new Bound(bound, columns);
  }

  List<EntrySpec> block(
      WrittenCall call,
      List<EntrySyntax> entries,
      OperatorSignature signature,
      Bound bound,
      List<String> also) {
    new NetworkShapeChecker(diagnostics, tasks)
        .check(call.name().span(), entries, signature, bound.arguments());
    return blocks.check(entries, signature, also, bound.columns());
  }

  /** The entries of a call's block; a second block is none of a call's. */
  List<EntrySyntax> entries(WrittenCall call) {
    if (call.blocks().size() > 1) {
      Span span = call.blocks().get(1).span();
      diagnostics.add(
          Code.BLOCK_NOT_TAKEN,
          new Span(span.start(), span.start() + 1),
          "A call has one block; only `resources` has alternatives.");
    }
    return call.blocks().isEmpty() ? List.of() : call.blocks().get(0).entries();
  }

  /** The tasks behind the names after {@code after}. */
  Set<TaskId> after(List<PathSyntax> paths) {
    if (paths.isEmpty()) {
      return Set.of();
    }
    Set<TaskId> all = new LinkedHashSet<>();
    for (PathSyntax path : paths) {
      Typed value = expressions.infer(new ExpressionSyntax.Reference(path));
      Set<TaskId> behind = value.expression().tasks();
      if (behind.isEmpty() && !value.isUnknown()) {
        diagnostics.add(
            Code.TYPE_MISMATCH, path.span(), "After `after` stands the name of a task.");
      }
      all.addAll(behind);
    }
    return all;
  }

  Optional<OperatorSignature> signature(WrittenCall call) {
    String name = call.name().text();
    Optional<OperatorSignature> signature = file.operator(name);
    signature
        .flatMap(OperatorSignature::release)
        .ifPresent(release -> tasks.later(call.name().span(), "`" + name + "`", release));
    return signature;
  }

  /** Tells of a call of something that is no operator; its arguments are checked all the same. */
  Typed unknown(WrittenCall call) {
    String name = call.name().text();
    Span span = call.name().span();
    tasks.reserve(call.name().last().text());
    if (file.workflow(name).isPresent()) {
      diagnostics.add(
          Code.TYPE_MISMATCH,
          span,
          "`" + name + "` is a workflow, and an operator is wanted here.");
    } else if (file.isOpen(call.name())) {
      file.symbols().item(call.name(), Symbol.Kind.IMPORT);
    } else if (name.equals("exists")) {
      tasks.notYet(span, "`" + name + "`");
    } else if (!name.isEmpty() && !diagnostics.isFull()) {
      Optional<String> near = Nearest.to(name, file.callable());
      diagnostics.add(
          new Diagnostic(Code.UNKNOWN_OPERATOR, "There is no operator `" + name + "`.", span)
              .replaceWith(near));
    }
    for (ArgumentSyntax argument : call.arguments()) {
      if (!mayBeWord(argument.value())) {
        expressions.infer(argument.value());
      }
    }
    return Typed.FAULTY;
  }

  boolean mayBeWord(ExpressionSyntax syntax) {
    return syntax instanceof ExpressionSyntax.Reference reference
        && !expressions.scope().has(reference.path().first().text());
  }

  /** The columns of the datasets that a call gives, where they are known before it runs. */
  private Optional<List<Column>> columns(
      WrittenCall call, OperatorSignature signature, Bound bound) {
    Optional<List<Column>> queried =
        signature
            .query()
            .flatMap(
                query -> new QueryChecker(file, diagnostics).check(call, signature, query, bound));
    if (signature.columnsOf().isPresent()) {
      Typed source = bound.arguments().get(signature.columnsOf().get());
      return source == null ? Optional.empty() : source.columns();
    }
    for (ParameterSignature parameter : signature.parameters()) {
      Typed value = bound.arguments().get(parameter.name());
      if (value != null && parameter.type().present().is(ScalarKind.SCHEMA)) {
        return value.constant().flatMap(SchemaValue::columns);
      }
    }
    if (queried.isPresent()) {
      return queried;
    }
    boolean source =
        signature.effect() == OperatorSignature.Effect.READS
            && signature.result().is("Dataset")
            && bound.arguments().values().stream().noneMatch(Typed::isUnknown);
    return source
        ? file.lookup().columns(signature.name(), signature.complete(bound.expressions()))
        : Optional.empty();
  }
}
