package io.trainmaster.cli.view;

import io.trainmaster.cli.console.Style;
import io.trainmaster.run.RunPhase;
import io.trainmaster.run.TaskPhase;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;

/** The marks before a task or a run: one column wide, in Unicode or in ASCII. */
public final class Symbols {
  private final boolean unicode;

  private Symbols(boolean unicode) {
    this.unicode = unicode;
  }

  /** Those that the locale of an environment can show. */
  public static Symbols of(Map<String, String> variables) {
    String locale =
        Stream.of("LC_ALL", "LC_CTYPE", "LANG")
            .map(name -> variables.getOrDefault(name, ""))
            .filter(value -> !value.isEmpty())
            .findFirst()
            .orElse("C");
    return new Symbols(locale.toUpperCase(Locale.ROOT).replace("-", "").contains("UTF8"));
  }

  /** A task's mark. */
  public String of(TaskPhase phase) {
    return switch (phase) {
      case WAITING -> unicode ? "·" : ".";
      case QUEUED -> unicode ? "○" : "o";
      case RUNNING -> unicode ? "●" : "*";
      case BACKING_OFF -> unicode ? "↻" : "~";
      case SUCCEEDED -> unicode ? "✔" : "+";
      case SKIPPED -> unicode ? "↷" : "-";
      case OMITTED -> unicode ? "⊘" : "/";
      case FAILED -> unicode ? "✖" : "x";
      case CANCELLED -> unicode ? "◌" : "c";
    };
  }

  /** A run's mark. */
  public String of(RunPhase phase) {
    return switch (phase) {
      case QUEUED -> of(TaskPhase.QUEUED);
      case RUNNING, CANCELLING -> of(TaskPhase.RUNNING);
      case SUCCEEDED -> of(TaskPhase.SUCCEEDED);
      case SKIPPED -> of(TaskPhase.SKIPPED);
      case FAILED -> of(TaskPhase.FAILED);
      case CANCELLED -> of(TaskPhase.CANCELLED);
    };
  }

  /** A text in a phase's colour. */
  public static String paint(TaskPhase phase, String text, Style style) {
    return switch (phase) {
      case WAITING, QUEUED, OMITTED -> style.faint(text);
      case RUNNING -> style.active(text);
      case BACKING_OFF, SKIPPED, CANCELLED -> style.warning(text);
      case SUCCEEDED -> style.good(text);
      case FAILED -> style.bad(text);
    };
  }

  /** A text in a phase's colour. */
  public static String paint(RunPhase phase, String text, Style style) {
    return switch (phase) {
      case QUEUED -> style.faint(text);
      case RUNNING, CANCELLING -> style.active(text);
      case SUCCEEDED -> style.good(text);
      case SKIPPED, CANCELLED -> style.warning(text);
      case FAILED -> style.bad(text);
    };
  }
}
