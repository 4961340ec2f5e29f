package io.trainmaster.dsl.check;

import io.trainmaster.model.Outcome;
import java.util.Arrays;
import java.util.List;

/** The words that the language's own blocks take, for editors: those that the checkers go by. */
public final class BlockWords {

  private BlockWords() {}

  /** What a line of a workflow's body may begin with, besides statements. */
  public static List<String> workflow() {
    return TriggerChecker.WORKFLOW_KEYS;
  }

  /** What a line of a loop's body may begin with, besides statements. */
  public static List<String> loop() {
    return LoopBounds.KEYS;
  }

  /** The keys of every call's block. */
  public static List<String> policy() {
    return PolicyChecker.KEYS;
  }

  /** The keys of the block of {@code tune}. */
  public static List<String> tune() {
    return TuneChecker.OWN;
  }

  /** How one can search. */
  public static List<String> searches() {
    return SearchSpace.METHODS;
  }

  /** The keys of an alternative of {@code resources}. */
  public static List<String> resources() {
    return ResourceChecker.KEYS;
  }

  /** What a rule of {@code retry} can be for. */
  public static List<String> outcomes() {
    return Arrays.stream(Outcome.values()).map(Outcome::word).toList();
  }

  /** What a rule of {@code retry} can multiply. */
  public static List<String> edits() {
    return RetryChecker.EDITABLE;
  }

  /** The keys of {@code schedule}. */
  public static List<String> schedule() {
    return ScheduleChecker.KEYS;
  }

  /** What {@code misfire} can be. */
  public static List<String> misfire() {
    return ScheduleChecker.MISFIRE;
  }

  /** What {@code overlap} can be. */
  public static List<String> overlap() {
    return ScheduleChecker.OVERLAP;
  }

  /** What a workflow can run on. */
  public static List<String> events() {
    return EventKind.WORDS;
  }

  /** The keys of a test. */
  public static List<String> test() {
    return TestChecker.KEYS;
  }

  /** What a test can ask of a task. */
  public static List<String> questions() {
    return TestChecker.QUESTIONS;
  }
}
