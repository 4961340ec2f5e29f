package io.trainmaster.dsl.test;

import io.trainmaster.dsl.check.CheckedTest;
import io.trainmaster.dsl.diagnostic.Code;
import io.trainmaster.dsl.diagnostic.Diagnostic;
import io.trainmaster.dsl.source.LineMap;
import io.trainmaster.dsl.source.SourceFile;
import io.trainmaster.dsl.source.Span;
import java.util.List;
import java.util.Optional;

/** What to say where a test needs a value that no fake says, and the fake to add. */
final class NotFaked {

  private final SourceFile file;
  private final Scene scene;

  NotFaked(SourceFile file, Scene scene) {
    this.file = file;
    this.scene = scene;
  }

  /** For a decision of the workflow. */
  TestFailure decision(UndecidedException undecided, Span run) {
    Opaque opaque = undecided.opaque();
    Diagnostic diagnostic =
        new Diagnostic(Code.NOT_FAKED, sentence(opaque, "was decided on"), line(undecided.line()))
            .withNote(run, "in this run")
            .withMend(mend(opaque, run));
    return new TestFailure(diagnostic, List.of());
  }

  /** For an assertion about a value. */
  TestFailure assertion(Opaque opaque, Span assertion, List<String> facts) {
    Diagnostic diagnostic =
        new Diagnostic(Code.NOT_FAKED, sentence(opaque, "is asserted"), assertion)
            .withMend(mend(opaque, assertion));
    return new TestFailure(diagnostic, facts);
  }

  private String sentence(Opaque opaque, String what) {
    String start = "`%s` %s, but ".formatted(opaque.label(), what);
    return fake(opaque).isPresent()
        ? start + "the fake of `%s` doesn't say it.".formatted(opaque.operator())
        : start + "`%s` is not faked.".formatted(opaque.operator());
  }

  private Optional<CheckedTest.Fake> fake(Opaque opaque) {
    return scene.fake(opaque.operator());
  }

  private Diagnostic.Mend mend(Opaque opaque, Span before) {
    String line = (opaque.field().isEmpty() ? "gives" : opaque.field()) + " …";
    Optional<CheckedTest.Fake> fake = fake(opaque);
    if (fake.isEmpty()) {
      String whole = "fake " + opaque.operator() + " { " + line + " }";
      Span place = new Span(before.start(), before.start());
      return new Diagnostic.Mend("add `" + whole + "`", place, whole + "; ");
    }
    int brace = file.text().lastIndexOf('}', fake.get().span().end() - 1);
    int end = brace;
    while (end > 0 && Character.isWhitespace(file.text().charAt(end - 1))) {
      end--;
    }
    boolean first = file.text().charAt(end - 1) == '{';
    return new Diagnostic.Mend(
        "add `" + line + "` to `fake " + opaque.operator() + "`",
        new Span(end, end),
        (first ? " " : "; ") + line);
  }

  /** What stands on a line. */
  private Span line(int number) {
    LineMap lines = file.lines();
    int start = lines.start(number) + lines.indentation(number);
    int end = lines.start(number) + lines.text(number).stripTrailing().length();
    return new Span(start, Math.max(start, end));
  }
}
