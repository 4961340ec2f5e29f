package io.trainmaster.dsl.lint;

import io.trainmaster.dsl.diagnostic.Code;
import io.trainmaster.dsl.diagnostic.Diagnostic;
import io.trainmaster.dsl.source.SourceFile;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/**
 * Makes the changes that leave the meaning of a file as it is, until there are none left to make.
 * Comments stay. A change after which a file had more errors than before is not made. Immutable;
 * safe for use from several threads.
 */
public final class Fixer {

  /** One change may make room for the next; this is far more than any file has needed. */
  private static final int ROUNDS = 100;

  private static final Set<Code> MECHANICAL =
      EnumSet.of(
          Code.UNUSED_IMPORT,
          Code.DEFAULT_GIVEN,
          Code.BOOL_COMPARED,
          Code.NEEDLESS_NOT,
          Code.NEEDLESS_BACKTICKS,
          Code.NO_EDITION);

  private final Linter linter;

  /** Fixes what a linter finds. */
  public Fixer(Linter linter) {
    this.linter = linter;
  }

  /**
   * A file as it is with its fixes.
   *
   * @param count how many changes were made
   */
  public record Fixed(SourceFile file, int count) {}

  /** Whether findings of a kind can be mended without anybody looking at it. */
  public static boolean isMechanical(Code code) {
    return MECHANICAL.contains(code);
  }

  /** Whether a finding can be mended without anybody looking at it. */
  public static boolean isMechanical(Diagnostic finding) {
    return isMechanical(finding.code())
        && finding.mend().filter(mend -> !mend.replacement().contains("…")).isPresent();
  }

  /** The file with all changes that can be made. */
  public Fixed fix(SourceFile file) {
    Fixed fixed = new Fixed(file, 0);
    for (int round = 0; round < ROUNDS; round++) {
      Linted linted = linter.lint(fixed.file());
      Fixed next = round(linted);
      if (next.count() == 0) {
        break;
      }
      fixed = new Fixed(next.file(), fixed.count() + next.count());
    }
    return fixed;
  }

  private Fixed round(Linted linted) {
    List<Diagnostic.Mend> changes = changes(linted);
    SourceFile all = linted.file();
    for (Diagnostic.Mend change : changes) {
      all = changed(all, change);
    }
    return changes.isEmpty() || isSound(linted, all)
        ? new Fixed(all, changes.size())
        : oneByOne(linted, changes);
  }

  /** Those that don't meet, last first, so that the places of those before stay what they are. */
  private static List<Diagnostic.Mend> changes(Linted linted) {
    List<Diagnostic.Mend> changes = new ArrayList<>();
    int free = 0;
    for (Diagnostic finding : linted.findings()) {
      if (isMechanical(finding)) {
        Diagnostic.Mend mend = finding.mend().orElseThrow();
        if (mend.span().start() >= free) {
          changes.add(0, mend);
          free = mend.span().end();
        }
      }
    }
    return changes;
  }

  private Fixed oneByOne(Linted linted, List<Diagnostic.Mend> changes) {
    Fixed fixed = new Fixed(linted.file(), 0);
    for (Diagnostic.Mend change : changes) {
      SourceFile next = changed(fixed.file(), change);
      if (isSound(linted, next)) {
        fixed = new Fixed(next, fixed.count() + 1);
      }
    }
    return fixed;
  }

  private boolean isSound(Linted before, SourceFile after) {
    return linter.lint(after).errors().size() <= before.errors().size();
  }

  private static SourceFile changed(SourceFile file, Diagnostic.Mend mend) {
    String text = file.text();
    return new SourceFile(
        file.path(),
        text.substring(0, mend.span().start())
            + mend.replacement()
            + text.substring(mend.span().end()));
  }
}
