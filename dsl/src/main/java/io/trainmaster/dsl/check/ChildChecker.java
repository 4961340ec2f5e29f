package io.trainmaster.dsl.check;

import io.trainmaster.dsl.diagnostic.Code;
import io.trainmaster.dsl.diagnostic.Diagnostic;
import io.trainmaster.dsl.diagnostic.Diagnostics;
import io.trainmaster.dsl.diagnostic.Nearest;
import io.trainmaster.dsl.syntax.ArgumentSyntax;
import io.trainmaster.dsl.syntax.EntrySyntax;
import io.trainmaster.dsl.syntax.WrittenCall;
import io.trainmaster.dsl.type.Type;
import io.trainmaster.model.Expression;
import io.trainmaster.model.TaskId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Checks calls of workflows and makes them tasks that start runs of their own. */
final class ChildChecker {

  /** What the tasks of the workflow that is called ask for themselves. */
  private static final List<String> BY_TASKS = List.of("resources", "limit");

  private static final List<String> KEYS =
      PolicyChecker.KEYS.stream().filter(key -> !BY_TASKS.contains(key)).toList();

  private final CallChecker calls;
  private final FileScope file;
  private final TaskList tasks;
  private final Diagnostics diagnostics;

  ChildChecker(CallChecker calls) {
    this.calls = calls;
    this.file = calls.file();
    this.tasks = calls.tasks();
    this.diagnostics = file.diagnostics();
  }

  /** The result of the called workflow; empty where no workflow is called. */
  Optional<Typed> check(WrittenCall call, Optional<String> name) {
    String callee = call.name().text();
    Optional<WorkflowSignature> signature = file.workflow(callee);
    if (signature.isEmpty() && !file.isOpen(call.name())) {
      return Optional.empty();
    }
    if (call.name().isName()) {
      tasks.call(callee, call.name().span());
      file.symbols().item(call.name(), Symbol.Kind.WORKFLOW);
    } else {
      file.symbols().item(call.name(), Symbol.Kind.IMPORT);
    }
    signature
        .filter(found -> !call.name().isName())
        .ifPresent(found -> file.symbols().refer(call.name().last().span(), symbol(found)));
    Map<String, Expression> arguments =
        signature.map(found -> bind(call, found)).orElseGet(() -> guess(call));
    List<EntrySyntax> policy = policy(call);
    CheckedTask.Child task =
        new CheckedTask.Child(
            name.map(TaskId::new).orElseGet(() -> tasks.anonymous(callee)),
            calls.line(call),
            tasks.after(calls.after(call.after())),
            call.name().span(),
            callee,
            arguments,
            new PolicyChecker(diagnostics, tasks).check(policy, "`" + callee + "`", true),
            () -> file.checked(callee));
    tasks.add(task);
    Type type = signature.map(WorkflowSignature::given).orElse(Type.UNKNOWN);
    Typed result = new Typed(type, new Expression.Output(task.id()), file.columns(type));
    return Optional.of(PolicyChecker.isSkippable(policy) ? CallChecker.optional(result) : result);
  }

  private static Symbol symbol(WorkflowSignature signature) {
    return Symbol.of(
        Symbol.Kind.WORKFLOW,
        signature.name(),
        signature.text(),
        signature.given(),
        signature.documentation());
  }

  private Map<String, Expression> bind(WrittenCall call, WorkflowSignature signature) {
    Map<String, Typed> bound =
        calls
            .arguments()
            .bind(
                call.arguments(),
                signature.parameters(),
                "`" + signature.name() + "`",
                call.name().span(),
                Set.of());
    Map<String, Expression> arguments = new LinkedHashMap<>();
    bound.forEach((parameter, value) -> arguments.put(parameter, value.expression()));
    return arguments;
  }

  /** Of a workflow that is not known only the arguments with names can be told apart. */
  private Map<String, Expression> guess(WrittenCall call) {
    Map<String, Expression> arguments = new LinkedHashMap<>();
    for (ArgumentSyntax argument : call.arguments()) {
      if (!calls.mayBeWord(argument.value())) {
        Typed value = calls.expressions().infer(argument.value());
        argument.name().ifPresent(name -> arguments.put(name.text(), value.expression()));
      }
    }
    return arguments;
  }

  /** The tasks of the called workflow say themselves what they need. */
  private List<EntrySyntax> policy(WrittenCall call) {
    List<EntrySyntax> policy = new ArrayList<>();
    for (EntrySyntax entry : calls.entries(call)) {
      String key = entry.key().text();
      if (KEYS.contains(key)) {
        policy.add(entry);
      } else {
        diagnostics.add(
            new Diagnostic(
                    Code.UNKNOWN_KEY,
                    "The block of a workflow's call has no `" + key + "`.",
                    entry.key().span())
                .replaceWith(Nearest.to(key, KEYS)));
      }
    }
    return policy;
  }
}
