package io.trainmaster.cli.view;

import io.trainmaster.cli.graph.ExpressionText;
import io.trainmaster.dsl.catalogue.Catalogue;
import io.trainmaster.dsl.catalogue.OperatorSignature;
import io.trainmaster.dsl.catalogue.ParameterSignature;
import io.trainmaster.model.EntrySpec;
import io.trainmaster.model.Expression;
import io.trainmaster.model.Outcome;
import io.trainmaster.model.Policy;
import io.trainmaster.model.ResourceRequest;
import io.trainmaster.model.RetryRule;
import io.trainmaster.model.TaskSpec;
import io.trainmaster.model.Value;
import io.trainmaster.model.ValueText;
import io.trainmaster.model.WorkflowGraph;
import io.trainmaster.placement.GpuShare;
import io.trainmaster.run.RetryPolicy;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** All that is in force for the tasks of a workflow, what nobody wrote among it. */
public final class InForce {

  private final Catalogue catalogue;

  /** By the signatures of a catalogue. */
  public InForce(Catalogue catalogue) {
    this.catalogue = catalogue;
  }

  /**
   * Something that is in force.
   *
   * @param isDefault whether it would be so if nobody had written it
   */
  public record Line(String name, String value, boolean isDefault) {}

  /**
   * What is in force for a task, or for the workflow itself.
   *
   * @param line where it stands, counted from 1; 0 for the workflow itself
   */
  public record Group(String title, int line, List<Line> lines) {
    public Group {
      lines = List.copyOf(lines);
    }
  }

  /** The workflow's parameters, and each of its tasks in the order of the graph. */
  public List<Group> of(WorkflowGraph graph) {
    List<Group> groups = new ArrayList<>();
    groups.add(
        new Group(
            "workflow " + graph.name(),
            0,
            graph.parameters().stream()
                .map(
                    parameter ->
                        new Line(
                            parameter.name(),
                            parameter.type()
                                + parameter
                                    .defaultValue()
                                    .map(value -> " = " + ValueText.of(value))
                                    .orElse(", to be given"),
                            false))
                .toList()));
    graph.tasks().stream().flatMap(TaskSpec::all).map(this::group).forEach(groups::add);
    return groups;
  }

  private Group group(TaskSpec task) {
    if (task instanceof TaskSpec.Operator operator) {
      return new Group(
          task.id() + " = " + operator.operator(), task.line(), lines(operator, List.of()));
    } else if (task instanceof TaskSpec.Tune tune) {
      List<Line> lines = new ArrayList<>(lines(tune.trial(), List.copyOf(tune.space().keySet())));
      lines.addAll(search(tune));
      return new Group(task.id() + " = tune " + tune.trial().operator(), task.line(), lines);
    } else if (task instanceof TaskSpec.ForEach loop) {
      String over = ExpressionText.of(loop.over());
      return new Group(
          task.id() + " = for " + loop.variable() + " in " + over,
          task.line(),
          bounds(loop.bounds()));
    } else if (task instanceof TaskSpec.Gate gate) {
      String otherwise =
          switch (gate.otherwise()) {
            case SKIP -> "the run is skipped";
            case FAIL -> "the run fails";
            case OMIT -> "what stands in it is left out";
          };
      return new Group(
          task.id() + ": " + ExpressionText.of(gate.condition()),
          task.line(),
          List.of(new Line("otherwise", otherwise, false)));
    }
    return new Group(task.id().value(), task.line(), List.of());
  }

  private List<Line> lines(TaskSpec.Operator operator, List<String> varied) {
    List<Line> lines = new ArrayList<>();
    Optional<OperatorSignature> signature = catalogue.operator(operator.operator());
    for (ParameterSignature parameter :
        signature.map(OperatorSignature::parameters).orElse(List.of())) {
      if (!varied.contains(parameter.name())) {
        lines.add(argument(parameter, operator.arguments().get(parameter.name())));
      }
    }
    operator.block().forEach(entry -> lines.add(new Line(entry.key(), text(entry), false)));
    lines.addAll(policy(operator.policy()));
    return lines;
  }

  private static Line argument(ParameterSignature parameter, @Nullable Expression argument) {
    if (argument == null) {
      return new Line(parameter.name(), "nothing", true);
    }
    boolean isDefault =
        argument instanceof Expression.Literal literal
            && parameter.defaultValue().filter(literal.value()::equals).isPresent();
    return new Line(parameter.name(), ExpressionText.of(argument), isDefault);
  }

  private static String text(EntrySpec entry) {
    Stream<String> positional = entry.positional().stream().map(ExpressionText::of);
    Stream<String> named =
        entry.named().entrySet().stream()
            .map(each -> each.getKey() + ": " + ExpressionText.of(each.getValue()));
    String values = Stream.concat(positional, named).collect(Collectors.joining(", "));
    String inner =
        entry.block().stream()
            .map(each -> (each.key() + " " + text(each)).strip())
            .collect(Collectors.joining("; "));
    return (entry.comparison().map(sign -> sign + " ").orElse("")
            + values
            + (inner.isEmpty() ? "" : " { " + inner + " }"))
        .strip();
  }

  private static List<Line> policy(Policy policy) {
    List<Line> lines = new ArrayList<>();
    boolean asked = !policy.resources().equals(Policy.DEFAULT.resources());
    for (ResourceRequest request : policy.resources()) {
      lines.add(new Line(lines.isEmpty() ? "resources" : "or else", text(request), !asked));
    }
    for (Outcome outcome : Outcome.values()) {
      RetryPolicy.rule(policy, outcome)
          .ifPresent(
              rule ->
                  lines.add(
                      new Line(
                          "retry " + outcome.word(), text(rule), policy.retry(outcome).isEmpty())));
    }
    lines.add(
        new Line(
            "timeout",
            policy.timeout().map(ValueText::duration).orElse("none"),
            policy.timeout().isEmpty()));
    lines.add(
        new Line(
            "deadline",
            policy.deadline().map(ValueText::duration).orElse("none"),
            policy.deadline().isEmpty()));
    return lines;
  }

  /** A request in words, such as {@code cpu 2..8, memory 4 GiB}. */
  public static String text(ResourceRequest request) {
    List<String> parts = new ArrayList<>();
    request
        .gpuShareMilli()
        .filter(share -> share > ResourceRequest.SHARE_BY_MEMORY)
        .ifPresent(share -> parts.add("gpu " + GpuShare.part(share)));
    if (request.gpuCount() > 0 && request.gpuShareMilli().isEmpty()) {
      parts.add("gpu " + request.gpuCount());
    }
    if (request.gpuMemoryBytes() > 0) {
      parts.add("gpu.memory " + ValueText.bytes(request.gpuMemoryBytes()));
    }
    if (!request.gpuModels().isEmpty()) {
      parts.add("gpu.model " + String.join(" or ", request.gpuModels()));
    }
    parts.add(
        request.cpuMin() == request.cpuMax()
            ? "cpu " + request.cpuMin()
            : "cpu " + request.cpuMin() + ".." + request.cpuMax());
    parts.add("memory " + ValueText.bytes(request.memoryBytes()));
    request.within().ifPresent(within -> parts.add("within " + ValueText.duration(within)));
    return String.join(", ", parts);
  }

  private static String text(RetryRule rule) {
    String edits =
        rule.edits().stream()
            .map(edit -> ", " + edit.resource() + " *= " + ValueText.number(edit.factor()))
            .collect(Collectors.joining());
    return "%d, after %s to %s%s"
        .formatted(
            rule.retries(),
            ValueText.duration(rule.backoffMin()),
            ValueText.duration(rule.backoffMax()),
            edits);
  }

  private static List<Line> search(TaskSpec.Tune tune) {
    List<Line> lines = new ArrayList<>();
    lines.add(new Line("search", ExpressionText.of(tune.method()), false));
    tune.space().forEach((name, over) -> lines.add(new Line(name, ExpressionText.of(over), false)));
    lines.add(new Line(tune.maximize() ? "maximize" : "minimize", tune.metric(), false));
    lines.add(
        new Line(
            "parallel",
            tune.parallel().map(ExpressionText::of).orElse("as many as there is room for"),
            tune.parallel().isEmpty()));
    tune.folds().ifPresent(folds -> lines.add(new Line("folds", ExpressionText.of(folds), false)));
    return lines;
  }

  private static List<Line> bounds(TaskSpec.Bounds bounds) {
    return List.of(
        new Line(
            "tolerate",
            ValueText.of(new Value.Real(bounds.tolerate() * 100)) + "%",
            bounds.tolerate() == 0),
        new Line(
            "parallel",
            bounds.parallel().map(String::valueOf).orElse("as many as there is room for"),
            bounds.parallel().isEmpty()),
        new Line(
            "max",
            bounds.max().map(String::valueOf).orElse("as `loop.max.items` says"),
            bounds.max().isEmpty()));
  }
}
