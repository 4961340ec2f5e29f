package io.trainmaster.dsl.lint;

/** Looks for one kind of thing that could be better. Stateless: one may look at many files. */
@FunctionalInterface
interface Rule {

  /** Tells of all that it finds in a file, in any order. */
  void check(LintContext context);
}
