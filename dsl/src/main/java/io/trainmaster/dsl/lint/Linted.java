package io.trainmaster.dsl.lint;

import io.trainmaster.dsl.diagnostic.Diagnostic;
import io.trainmaster.dsl.diagnostic.Severity;
import io.trainmaster.dsl.source.SourceFile;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * What was found in a file.
 *
 * @param errors what keeps it from being run, as {@code check} tells it, in the order of the text
 * @param findings what could be better, in the order of the text
 */
public record Linted(SourceFile file, List<Diagnostic> errors, List<Diagnostic> findings) {

  public Linted {
    errors = List.copyOf(errors);
    findings = List.copyOf(findings);
  }

  /** Errors and findings in the order of the text. */
  public List<Diagnostic> all() {
    List<Diagnostic> all = new ArrayList<>(errors);
    all.addAll(findings);
    all.sort(Comparator.comparingInt(diagnostic -> diagnostic.span().start()));
    return all;
  }

  /** Whether there is more than notes. */
  public boolean hasWarnings() {
    return findings.stream().anyMatch(one -> one.code().severity() == Severity.WARNING);
  }
}
