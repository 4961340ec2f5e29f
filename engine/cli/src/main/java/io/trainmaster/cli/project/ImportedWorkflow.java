package io.trainmaster.cli.project;

import io.trainmaster.dsl.format.Formatter;
import io.trainmaster.dsl.source.SourceFile;
import io.trainmaster.dsl.syntax.Parser;
import io.trainmaster.dsl.syntax.TokenKind;
import io.trainmaster.json.WfInstance;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A recorded execution as a workflow: an operator for each kind of task, and a task of it for each
 * task, after those that it waited for. The operators are there to be replaced: each sleeps for as
 * long as the task took.
 */
public final class ImportedWorkflow {

  private static final String PROGRAM = "[A-Za-z][A-Za-z0-9_.+-]*";
  private static final long MIB = 1L << 20;

  private final WfInstance instance;
  private final String source;
  private final boolean zero;
  private final Set<String> taken;
  private final String name;
  private final Map<String, Kind> kinds = new LinkedHashMap<>();
  private final Map<String, String> names = new LinkedHashMap<>();

  /** Tasks that run the same program. */
  private static final class Kind {
    private final String operator;
    private final String title;
    private int tasks;
    private double seconds;

    Kind(String operator, String title) {
      this.operator = operator;
      this.title = title;
    }
  }

  /**
   * @param source where it is from, for the reader
   * @param zero whether its tasks are to do nothing instead of sleeping
   * @param known names that already mean something, such as those of operators
   */
  public ImportedWorkflow(WfInstance instance, String source, boolean zero, Set<String> known) {
    this.instance = instance;
    this.source = source;
    this.zero = zero;
    this.taken = new HashSet<>(known);
    Stream.of(TokenKind.values())
        .filter(TokenKind::isWord)
        .map(TokenKind::spelling)
        .forEach(taken::add);
    taken.add("run");
    this.name = free(instance.name().isBlank() ? "workflow" : instance.name());
    instance.tasks().forEach(task -> count(kind(task), task));
    instance.tasks().forEach(task -> names.put(task.id(), free(task.id())));
  }

  /** The workflow's name. */
  public String name() {
    return name;
  }

  /** How many tasks it has. */
  public int tasks() {
    return instance.tasks().size();
  }

  /** How many kinds of task there are. */
  public int kinds() {
    return kinds.size();
  }

  /** How many pairs of tasks there are of which one waits for the other. */
  public int edges() {
    return instance.tasks().stream().mapToInt(task -> task.parents().size()).sum();
  }

  /** How many tasks the longest chain has. */
  public int depth() {
    Map<String, Integer> depths = new LinkedHashMap<>();
    for (WfInstance.Task task : instance.tasks()) {
      int above = task.parents().stream().mapToInt(depths::get).max().orElse(0);
      depths.put(task.id(), above + 1);
    }
    return depths.values().stream().mapToInt(depth -> depth).max().orElse(0);
  }

  /** Its text, laid out. */
  public String text() {
    StringBuilder text = new StringBuilder("edition 1\n");
    kinds.values().forEach(kind -> operator(kind, text));
    text.append("\n/// ").append(title()).append("\nworkflow ").append(name).append("() {\n");
    instance.tasks().forEach(task -> call(task, text));
    text.append("}\n");
    return Formatter.format(Parser.parse(new SourceFile(name + ".train", text.toString())));
  }

  private String title() {
    return "From %s%s: %d tasks in WfFormat 1.5."
        .formatted(
            comment(source),
            instance.name().isBlank() ? "" : " (" + comment(instance.name()) + ")",
            instance.tasks().size());
  }

  private void operator(Kind kind, StringBuilder text) {
    text.append(
        "%n/// `%s`: %d of the tasks, %s s each.%n"
            .formatted(
                comment(kind.title).replace('`', '\''),
                kind.tasks,
                seconds(kind.seconds / kind.tasks)));
    text.append("operator ").append(kind.operator);
    text.append(
        zero
            ? "() -> Bool? {\n  run [\"true\"]\n}\n"
            : "(seconds: Float) -> Bool? {\n  run [\"sleep\", \"${seconds}\"]\n}\n");
  }

  private void call(WfInstance.Task task, StringBuilder text) {
    text.append("  ").append(names.get(task.id())).append(" = ");
    text.append(kind(task).operator).append('(').append(zero ? "" : seconds(task.seconds()));
    text.append(')');
    if (!task.parents().isEmpty()) {
      text.append(
          task.parents().stream().map(names::get).collect(Collectors.joining(", ", " after ", "")));
    }
    text.append(zero ? "" : resources(task)).append('\n');
  }

  private static String resources(WfInstance.Task task) {
    List<String> entries = new ArrayList<>();
    if (task.cores() > 0) {
      entries.add("cpu " + task.cores());
    }
    if (task.memoryBytes() > 0) {
      entries.add("memory " + ((task.memoryBytes() - 1) / MIB + 1) + " MiB");
    }
    return entries.isEmpty() ? "" : " { resources { " + String.join("; ", entries) + " } }";
  }

  private Kind kind(WfInstance.Task task) {
    String program = task.program().replaceFirst("^.*/", "");
    String title =
        program.matches(PROGRAM) ? program : task.name().replaceFirst("[_.-]*(?:ID)?[0-9]+$", "");
    String word = identifier(title.isEmpty() ? task.name() : title);
    return kinds.computeIfAbsent(word, kind -> new Kind(free(kind), title));
  }

  private static void count(Kind kind, WfInstance.Task task) {
    kind.tasks++;
    kind.seconds += task.seconds();
  }

  /** A name that means nothing else here. */
  private String free(String wanted) {
    String word = identifier(wanted);
    String free = word;
    for (int number = 2; !taken.add(free); number++) {
      free = word + "_" + number;
    }
    return free;
  }

  /** Small letters, digits and underscores, a letter first. */
  private static String identifier(String text) {
    String spaced = text.replaceAll("([a-z0-9])([A-Z][a-z])", "$1_$2");
    String plain = spaced.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "_");
    String trimmed = plain.replaceAll("^_+|_+$", "");
    return trimmed.isEmpty() || Character.isDigit(trimmed.charAt(0)) ? "t_" + trimmed : trimmed;
  }

  /** A Float of the language, to the microsecond. */
  private static String seconds(double seconds) {
    String plain =
        BigDecimal.valueOf(seconds)
            .setScale(6, RoundingMode.HALF_UP)
            .stripTrailingZeros()
            .toPlainString();
    return plain.contains(".") ? plain : plain + ".0";
  }

  /** What fits on the line of a comment. */
  private static String comment(String text) {
    String line = text.strip().replaceAll("[\\p{Cntrl}\\p{Cf}\\s]+", " ");
    return line.length() <= 80 ? line : line.substring(0, 79) + "…";
  }
}
