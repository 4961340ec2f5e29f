package io.trainmaster.dsl.lint;

import io.trainmaster.dsl.diagnostic.Code;
import io.trainmaster.dsl.diagnostic.Diagnostic;
import io.trainmaster.dsl.diagnostic.Severity;
import io.trainmaster.dsl.source.SourceFile;
import io.trainmaster.dsl.source.Span;
import io.trainmaster.dsl.syntax.Token;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Leaves out what a comment {@code # lint: allow L0107 why} allows: on its own line or, where the
 * comment stands alone, on the next line that holds more than a comment.
 */
final class Allowances {

  private static final Pattern COMMENT =
      Pattern.compile("#\\s*lint:\\s*allow\\s+([A-Z]\\d{4}(?:\\s*,\\s*[A-Z]\\d{4})*)\\b.*");
  private static final Pattern CODE = Pattern.compile("[A-Z]\\d{4}");

  private final LintContext context;
  private final List<Allowance> allowances = new ArrayList<>();

  /** A code that a comment allows on a line. */
  private record Allowance(String code, Span span, int line) {}

  Allowances(LintContext context) {
    this.context = context;
    context.tree().comments().stream().filter(one -> !one.documentation()).forEach(this::read);
  }

  private void read(Token.Comment comment) {
    SourceFile file = context.file();
    Matcher allow = COMMENT.matcher(file.text(comment.span()));
    if (!allow.matches()) {
      return;
    }
    Matcher code = CODE.matcher(allow.group(1));
    while (code.find()) {
      int start = comment.span().start() + allow.start(1) + code.start();
      Span span = new Span(start, start + code.group().length());
      allowances.add(new Allowance(code.group(), span, line(comment.span())));
    }
  }

  /** The line that a comment speaks of. */
  private int line(Span comment) {
    SourceFile file = context.file();
    int own = file.line(comment);
    String before = file.text().substring(file.lines().start(own), comment.start());
    return before.isBlank()
        ? context.words().after(comment).map(token -> file.line(token.span())).orElse(own)
        : own;
  }

  /** What is not allowed, and the allowances that allow nothing, in the order of the text. */
  List<Diagnostic> apply(List<Diagnostic> findings) {
    List<Diagnostic> left = new ArrayList<>();
    List<Allowance> idle = new ArrayList<>(allowances);
    for (Diagnostic finding : findings) {
      List<Allowance> fitting = allowances.stream().filter(one -> allows(one, finding)).toList();
      idle.removeAll(fitting);
      if (fitting.isEmpty()) {
        left.add(finding);
      }
    }
    idle.forEach(allowance -> left.add(idle(allowance)));
    left.sort(Comparator.comparingInt(finding -> finding.span().start()));
    return left;
  }

  private boolean allows(Allowance allowance, Diagnostic finding) {
    return allowance.code().equals(finding.code().id())
        && allowance.line() == context.file().line(finding.span());
  }

  private static Diagnostic idle(Allowance allowance) {
    Optional<Code> code = Code.of(allowance.code());
    boolean error = code.filter(one -> one.severity() == Severity.ERROR).isPresent();
    String why = "There is nothing here that `" + allowance.code() + "` would have to allow.";
    if (error) {
      why = "`" + allowance.code() + "` is an error, which can't be allowed.";
    } else if (code.isEmpty()) {
      why = "There is no code `" + allowance.code() + "`.";
    }
    return new Diagnostic(Code.IDLE_ALLOWANCE, why, allowance.span());
  }
}
