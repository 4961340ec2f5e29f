package io.trainmaster.dsl.check;

import io.trainmaster.dsl.diagnostic.Code;
import io.trainmaster.dsl.diagnostic.Diagnostic;
import io.trainmaster.dsl.source.Span;
import io.trainmaster.dsl.type.Type;
import io.trainmaster.model.Alert;
import io.trainmaster.model.Automation;
import io.trainmaster.model.RunFact;
import io.trainmaster.model.TaskId;
import io.trainmaster.model.Trigger;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The tasks of the workflow being checked, in an order in which they could run. */
final class TaskList {

  private final FileScope file;
  private final Set<String> names = new HashSet<>();
  private final List<CheckedTask> tasks = new ArrayList<>();
  private final Map<TaskId, CheckedTask.Call> calls = new HashMap<>();
  private final Map<TaskId, Type> items = new HashMap<>();
  private final Map<String, Integer> numbers = new HashMap<>();
  private final Set<TaskId> used = new HashSet<>();
  private Place place = new Place(Optional.empty(), tasks);
  private final Set<String> announced = new HashSet<>();
  private final List<Diagnostic> later = new ArrayList<>();
  private final List<CallGraph.Call> called = new ArrayList<>();
  private final List<Trigger> triggers = new ArrayList<>();
  private final List<Alert> alerts = new ArrayList<>();
  private final Set<RunFact> facts = EnumSet.noneOf(RunFact.class);
  private final Optional<String> workflow;
  private boolean told;

  private TaskList(FileScope file, Optional<String> workflow) {
    this.file = file;
    this.workflow = workflow;
  }

  /** The tasks of a workflow. */
  static TaskList of(FileScope file, String workflow) {
    return new TaskList(file, Optional.of(workflow));
  }

  /** For expressions that belong to no workflow, and so to no run. */
  static TaskList none(FileScope file) {
    return new TaskList(file, Optional.empty());
  }

  /** The workflow's name; empty where there is none. */
  Optional<String> workflow() {
    return workflow;
  }

  /** Notes that the workflow reads something that its runs know of themselves. */
  void reads(RunFact fact) {
    facts.add(fact);
  }

  /** What the workflow reads of what its runs know of themselves. */
  Set<RunFact> facts() {
    return facts;
  }

  /**
   * Where tasks are added.
   *
   * @param gate the gate that they come after
   * @param into the list that they belong to: the workflow's, or that of a body that runs on its
   *     own
   */
  record Place(Optional<TaskId> gate, List<CheckedTask> into) {
    /** The same list, behind another gate. */
    Place behind(TaskId other) {
      return new Place(Optional.of(other), into);
    }
  }

  /** Keeps a name from being given to a task without one. */
  void reserve(String name) {
    names.add(name);
  }

  /** The name of a task that is bound; branches may bind the same one, which is then numbered. */
  TaskId named(String name) {
    TaskId id = new TaskId(name);
    return used.add(id) ? id : numbered(name);
  }

  /**
   * A name for a call that is bound to none: its operator's last word, numbered from the second.
   */
  TaskId anonymous(String operator) {
    String word = operator.substring(operator.lastIndexOf('.') + 1);
    return names.add(word) ? used(word) : numbered(word);
  }

  private TaskId numbered(String word) {
    String name;
    do {
      name = word + "-" + numbers.merge(word, 2, (number, two) -> number + 1);
    } while (!names.add(name));
    return used(name);
  }

  private TaskId used(String name) {
    TaskId id = new TaskId(name);
    used.add(id);
    return id;
  }

  void add(CheckedTask task) {
    place.into().add(task);
    if (task instanceof CheckedTask.Call call) {
      calls.put(call.id(), call);
    } else if (task instanceof CheckedTask.Loop loop) {
      items.put(loop.id(), loop.item());
    }
  }

  /** The type of the items that a loop goes over; empty where the task is none. */
  Optional<Type> item(TaskId loop) {
    return Optional.ofNullable(items.get(loop));
  }

  /** The call that a task is; empty where it is another kind of task, or unknown. */
  Optional<CheckedTask.Call> call(TaskId id) {
    return Optional.ofNullable(calls.get(id));
  }

  List<CheckedTask> all() {
    return tasks;
  }

  /** All names of tasks, given and made. */
  Set<String> names() {
    return names;
  }

  /** A name for the next gate of a kind, such as {@code require-2}. */
  TaskId gate(String kind) {
    String name = kind + "-" + numbers.merge(kind + "-", 1, Integer::sum);
    names.add(name);
    return new TaskId(name);
  }

  /** Where tasks are being added. */
  Place place() {
    return place;
  }

  /** Sets where the tasks are added from now on. */
  void enter(Place next) {
    place = next;
  }

  /** What a task comes after: the gate above it and the tasks it names. */
  Set<TaskId> after(Set<TaskId> named) {
    if (place.gate().isEmpty()) {
      return named;
    }
    Set<TaskId> all = new LinkedHashSet<>();
    all.add(place.gate().get());
    all.addAll(named);
    return all;
  }

  /** Notes, once for each thing in a workflow, what only a later release can run. */
  void later(Span span, String what, String release) {
    if (announced.add(what)) {
      later.add(
          new Diagnostic(
              Code.NOT_YET,
              "This version checks " + what + " and can't run it; release " + release + " will.",
              span));
    }
  }

  /** What this version can't run, in the order of the text. */
  List<Diagnostic> later() {
    later.sort(Comparator.comparingInt(note -> note.span().start()));
    return later;
  }

  /** Notes a call of a workflow. */
  void call(String workflow, Span span) {
    called.add(new CallGraph.Call(workflow, span));
  }

  List<CallGraph.Call> called() {
    return called;
  }

  /** An event that was added before and is about the same. */
  Optional<Trigger.Event> same(Trigger.Event event) {
    return triggers.stream()
        .filter(Trigger.Event.class::isInstance)
        .map(Trigger.Event.class::cast)
        .filter(
            other ->
                other.source().equals(event.source())
                    && other.arguments().equals(event.arguments()))
        .findFirst();
  }

  void add(Trigger trigger) {
    triggers.add(trigger);
  }

  void add(Alert alert) {
    alerts.add(alert);
  }

  /** What happens around the workflow's runs; empty where nothing does. */
  Optional<Automation> automation() {
    return triggers.isEmpty() && alerts.isEmpty()
        ? Optional.empty()
        : Optional.of(new Automation(triggers, alerts));
  }

  /** Tells, once in a workflow, of something that this version can't run yet. */
  void notYet(Span span, String what) {
    if (!told) {
      told = true;
      file.diagnostics()
          .add(Code.NOT_YET, span, "This version can check " + what + ", but can't run it yet.");
    }
  }
}
