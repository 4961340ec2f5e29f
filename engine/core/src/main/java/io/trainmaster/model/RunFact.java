package io.trainmaster.model;

import java.time.Instant;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What a run knows of itself and a workflow may read, such as {@code run.from}. A workflow that
 * reads one has it among its parameters, so that it is recorded with each run; it is given by
 * whoever makes the run and never by its name.
 */
public enum RunFact {
  /** The run's name, such as {@code churn-3}. */
  ID("id", "String", "the run's name"),
  /** Where the interval begins that the run is about. */
  FROM("from", "Instant", "where the run's interval begins"),
  /** Where the interval ends, itself no longer in it: the time that the run is due at. */
  UNTIL("until", "Instant", "the end of the run's interval, itself not in it");

  /** What stands before the dot. */
  public static final String RUN = "run";

  private final String field;
  private final String type;
  private final String documentation;

  RunFact(String field, String type, String documentation) {
    this.field = field;
    this.type = type;
    this.documentation = documentation;
  }

  /** The one that is read as {@code run.} and a field. */
  public static Optional<RunFact> of(String field) {
    return Arrays.stream(values()).filter(fact -> fact.field.equals(field)).findFirst();
  }

  /** What stands after {@code run.}. */
  public String field() {
    return field;
  }

  /** The parameter's name, which no declared parameter can have. */
  public String parameter() {
    return RUN + "." + field;
  }

  /** The parameter as a workflow's graph has it. */
  public WorkflowGraph.Parameter declaration() {
    return new WorkflowGraph.Parameter(parameter(), type, documentation, Optional.empty());
  }

  /** Whether a workflow reads it. */
  public boolean isReadBy(WorkflowGraph workflow) {
    return workflow.parameters().stream()
        .anyMatch(parameter -> parameter.name().equals(parameter()));
  }

  /** Whether a parameter is one of these. */
  public static boolean is(WorkflowGraph.Parameter parameter) {
    return Arrays.stream(values()).anyMatch(fact -> fact.parameter().equals(parameter.name()));
  }

  /** Whether a workflow's runs are about an interval of time. */
  public static boolean hasInterval(WorkflowGraph workflow) {
    return !shared(workflow).isEmpty();
  }

  /** What a workflow reads and has in common with the runs that its runs make. */
  public static List<RunFact> shared(WorkflowGraph workflow) {
    return Stream.of(FROM, UNTIL).filter(fact -> fact.isReadBy(workflow)).toList();
  }

  /** What a workflow reads of its run's interval. */
  public static Map<String, Value> interval(WorkflowGraph workflow, Instant from, Instant until) {
    Map<String, Value> read = new LinkedHashMap<>();
    if (FROM.isReadBy(workflow)) {
      read.put(FROM.parameter(), new Value.Text(from.toString()));
    }
    if (UNTIL.isReadBy(workflow)) {
      read.put(UNTIL.parameter(), new Value.Text(until.toString()));
    }
    return read;
  }
}
