package io.trainmaster.dsl.check;

import io.trainmaster.dsl.catalogue.ParameterSignature;
import io.trainmaster.dsl.diagnostic.Diagnostic;
import io.trainmaster.dsl.source.SourceFile;
import io.trainmaster.model.Automation;
import io.trainmaster.model.Expression;
import io.trainmaster.model.RunFact;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A workflow whose names and types are sound.
 *
 * @param file where it is written
 * @param tasks each after those that it depends on
 * @param result what a run gives
 * @param facts what it reads of what its runs know of themselves
 * @param later what this version can check and not run, as notes
 */
public record CheckedWorkflow(
    String name,
    SourceFile file,
    String documentation,
    List<ParameterSignature> parameters,
    List<CheckedTask> tasks,
    Optional<Expression> result,
    Optional<Automation> automation,
    Set<RunFact> facts,
    List<Diagnostic> later) {

  public CheckedWorkflow {
    parameters = List.copyOf(parameters);
    tasks = List.copyOf(tasks);
    facts = Set.copyOf(facts);
    later = List.copyOf(later);
  }
}
