package io.trainmaster.lsp;

import io.trainmaster.dsl.diagnostic.Code;
import io.trainmaster.dsl.diagnostic.Diagnostic;
import io.trainmaster.dsl.diagnostic.Severity;
import io.trainmaster.dsl.lint.Fixer;
import io.trainmaster.dsl.source.Span;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.eclipse.lsp4j.CodeAction;
import org.eclipse.lsp4j.CodeActionKind;
import org.eclipse.lsp4j.DiagnosticRelatedInformation;
import org.eclipse.lsp4j.DiagnosticSeverity;
import org.eclipse.lsp4j.DiagnosticTag;
import org.eclipse.lsp4j.Location;
import org.eclipse.lsp4j.TextEdit;
import org.eclipse.lsp4j.WorkspaceEdit;
import org.eclipse.lsp4j.jsonrpc.messages.Either;

/** Faults and findings, and their mends, as the protocol says them. */
final class Diagnoses {

  /** Editors show who says so; the command that explains a code has the same name. */
  static final String SOURCE = "trainmaster";

  /** Stands for what the user has to fill in, while it is tried whether a mend fits. */
  private static final String PLACE = "x";

  /** What editors show faded. */
  private static final Set<Code> UNNECESSARY =
      EnumSet.of(
          Code.UNUSED_BINDING,
          Code.UNUSED_PARAMETER,
          Code.UNUSED_IMPORT,
          Code.UNUSED_DECLARATION,
          Code.DEFAULT_GIVEN,
          Code.IDLE_ALLOWANCE);

  private final String uri;
  private final Analysis analysis;

  Diagnoses(String uri, Analysis analysis) {
    this.uri = uri;
    this.analysis = analysis;
  }

  List<org.eclipse.lsp4j.Diagnostic> all() {
    return analysis.diagnostics().stream().map(this::diagnostic).toList();
  }

  private org.eclipse.lsp4j.Diagnostic diagnostic(Diagnostic fault) {
    org.eclipse.lsp4j.Diagnostic diagnostic =
        new org.eclipse.lsp4j.Diagnostic(
            Places.range(analysis.file(), fault.span()),
            fault.message(),
            severity(fault.code().severity()),
            SOURCE,
            fault.code().id());
    if (UNNECESSARY.contains(fault.code())) {
      diagnostic.setTags(List.of(DiagnosticTag.Unnecessary));
    }
    fault
        .note()
        .ifPresent(
            note ->
                diagnostic.setRelatedInformation(
                    List.of(
                        new DiagnosticRelatedInformation(
                            new Location(uri, Places.range(analysis.file(), note.span())),
                            note.message()))));
    return diagnostic;
  }

  private static DiagnosticSeverity severity(Severity severity) {
    return switch (severity) {
      case ERROR -> DiagnosticSeverity.Error;
      case WARNING -> DiagnosticSeverity.Warning;
      case NOTE -> DiagnosticSeverity.Information;
    };
  }

  /** A quick fix for each mend of a fault that touches a place. */
  List<Either<org.eclipse.lsp4j.Command, CodeAction>> mends(Span place) {
    List<Either<org.eclipse.lsp4j.Command, CodeAction>> actions = new ArrayList<>();
    for (Diagnostic fault : analysis.diagnostics()) {
      if (fault.mend().isPresent()
          && touches(fault, fault.mend().get(), place)
          && mends(fault, fault.mend().get())) {
        actions.add(Either.forRight(action(fault, fault.mend().get())));
      }
    }
    return actions;
  }

  /** The mend may stand far from the fault; an editor asks where its user is, at either. */
  private static boolean touches(Diagnostic fault, Diagnostic.Mend mend, Span place) {
    return meet(fault.span(), place) || meet(mend.span(), place);
  }

  /** Some mends are advice for people: what makes a text worse is not offered to be done. */
  private boolean mends(Diagnostic fault, Diagnostic.Mend mend) {
    String text = analysis.text();
    String after =
        text.substring(0, mend.span().start())
            + mend.replacement().replace("…", PLACE)
            + text.substring(mend.span().end());
    Analysis mended = analysis.analyzer().analyze(analysis.file().path(), after);
    boolean filled = mend.replacement().contains("…");
    return mended.tree().diagnostics().size() <= analysis.tree().diagnostics().size()
        && (filled || isBetter(mended, fault));
  }

  /** Without its error an item may show findings that nothing was said of before. */
  private boolean isBetter(Analysis mended, Diagnostic fault) {
    if (fault.code().severity() == Severity.ERROR) {
      return mended.errors().size() < analysis.errors().size();
    }
    return mended.errors().size() <= analysis.errors().size()
        && mended.findings().size() < analysis.findings().size();
  }

  private static boolean meet(Span a, Span b) {
    return a.start() <= b.end() && b.start() <= a.end();
  }

  private CodeAction action(Diagnostic fault, Diagnostic.Mend mend) {
    String message = mend.message();
    CodeAction action =
        new CodeAction(Character.toUpperCase(message.charAt(0)) + message.substring(1));
    action.setKind(CodeActionKind.QuickFix);
    action.setDiagnostics(List.of(diagnostic(fault)));
    boolean sure = fault.code().severity() == Severity.ERROR || Fixer.isMechanical(fault);
    action.setIsPreferred(sure && !mend.replacement().contains("…"));
    action.setEdit(
        new WorkspaceEdit(
            Map.of(
                uri,
                List.of(
                    new TextEdit(
                        Places.range(analysis.file(), mend.span()), mend.replacement())))));
    return action;
  }
}
