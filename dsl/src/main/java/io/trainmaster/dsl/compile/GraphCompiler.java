package io.trainmaster.dsl.compile;

import io.trainmaster.dsl.catalogue.OperatorSignature;
import io.trainmaster.dsl.catalogue.ParameterSignature;
import io.trainmaster.dsl.check.CheckedTask;
import io.trainmaster.dsl.check.CheckedWorkflow;
import io.trainmaster.model.Expression;
import io.trainmaster.model.RunFact;
import io.trainmaster.model.TaskSpec;
import io.trainmaster.model.Value;
import io.trainmaster.model.WorkflowGraph;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * Checked workflows to graphs, complete with the defaults of the operators' signatures. Compiles
 * each workflow once, however many call it; for one thread.
 */
public final class GraphCompiler {

  private final Map<CheckedWorkflow, CompiledWorkflow> compiled = new IdentityHashMap<>();

  /** Compiles a workflow, whose calls of others name the versions that these have now. */
  public CompiledWorkflow compile(CheckedWorkflow workflow) {
    CompiledWorkflow known = compiled.get(workflow);
    if (known == null) {
      List<CompiledWorkflow> callees = callees(workflow.tasks()).distinct().toList();
      known = new CompiledWorkflow(graph(workflow, callees), workflow.file(), callees);
      compiled.put(workflow, known);
    }
    return known;
  }

  private Stream<CompiledWorkflow> callees(List<CheckedTask> tasks) {
    return CheckedTask.calls(tasks)
        .flatMap(child -> child.callee().get().stream())
        .map(this::compile);
  }

  /**
   * A run that a workflow makes is about the same interval of time as its own, which it therefore
   * has to know.
   */
  private WorkflowGraph graph(CheckedWorkflow workflow, List<CompiledWorkflow> callees) {
    Set<RunFact> facts = new TreeSet<>(workflow.facts());
    callees.forEach(callee -> facts.addAll(RunFact.shared(callee.graph())));
    List<WorkflowGraph.Parameter> parameters =
        Stream.concat(
                workflow.parameters().stream().map(GraphCompiler::parameter),
                facts.stream().map(RunFact::declaration))
            .toList();
    return new WorkflowGraph(
        workflow.name(),
        workflow.documentation(),
        parameters,
        tasks(workflow.tasks()),
        workflow.result(),
        workflow.automation());
  }

  private List<TaskSpec> tasks(List<CheckedTask> tasks) {
    return tasks.stream().map(this::task).toList();
  }

  private static WorkflowGraph.Parameter parameter(ParameterSignature parameter) {
    Optional<Value> value = parameter.defaultValue().or(() -> absent(parameter));
    return new WorkflowGraph.Parameter(
        parameter.name(), parameter.type().text(), parameter.documentation(), value);
  }

  private static Optional<Value> absent(ParameterSignature parameter) {
    return parameter.type().isMaybe() ? Optional.of(Value.ABSENT) : Optional.empty();
  }

  private TaskSpec task(CheckedTask task) {
    if (task instanceof CheckedTask.Gate gate) {
      return new TaskSpec.Gate(
          gate.id(), gate.line(), gate.after(), gate.condition(), gate.otherwise(), gate.message());
    } else if (task instanceof CheckedTask.Search search) {
      return new TaskSpec.Tune(
          search.id(),
          search.line(),
          search.after(),
          operator(search.trial(), search),
          search.method(),
          search.space(),
          search.metric(),
          search.maximize(),
          search.parallel(),
          search.folds());
    } else if (task instanceof CheckedTask.Child child) {
      return new TaskSpec.Child(
          child.id(),
          child.line(),
          child.after(),
          child.workflow(),
          child.callee().get().map(this::compile).map(CompiledWorkflow::hash),
          arguments(child),
          child.policy());
    } else if (task instanceof CheckedTask.Merge merge) {
      return new TaskSpec.Merge(merge.id(), merge.line(), merge.after(), merge.cases());
    } else if (task instanceof CheckedTask.Loop loop) {
      return new TaskSpec.ForEach(
          loop.id(),
          loop.line(),
          loop.after(),
          loop.variable(),
          loop.over(),
          tasks(loop.body()),
          loop.result(),
          loop.bounds());
    } else if (task instanceof CheckedTask.Cleanup cleanup) {
      return new TaskSpec.Cleanup(
          cleanup.id(), cleanup.line(), cleanup.after(), tasks(cleanup.body()));
    }
    return operator((CheckedTask.Call) task);
  }

  private Map<String, Expression> arguments(CheckedTask.Child child) {
    Map<String, Expression> arguments = new LinkedHashMap<>(child.arguments());
    child
        .callee()
        .get()
        .ifPresent(
            callee ->
                RunFact.shared(compile(callee).graph())
                    .forEach(
                        fact ->
                            arguments.put(
                                fact.parameter(), new Expression.Parameter(fact.parameter()))));
    return arguments;
  }

  private static TaskSpec.Operator operator(CheckedTask.Call call) {
    return new TaskSpec.Operator(
        call.id(),
        call.line(),
        call.after(),
        call.signature().name(),
        call.signature().complete(call.arguments()),
        call.block(),
        call.policy(),
        call.signature().isolation(),
        call.signature().effect() != OperatorSignature.Effect.WRITES);
  }

  /** The arguments that vary have no value of their own. */
  private static TaskSpec.Operator operator(CheckedTask.Call call, CheckedTask.Search search) {
    TaskSpec.Operator whole = operator(call);
    Map<String, Expression> fixed = new LinkedHashMap<>(whole.arguments());
    fixed.keySet().removeAll(search.space().keySet());
    return new TaskSpec.Operator(
        whole.id(),
        whole.line(),
        whole.after(),
        whole.operator(),
        fixed,
        whole.block(),
        whole.policy(),
        whole.isolation(),
        whole.reusable());
  }
}
