package io.trainmaster.model;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/**
 * An expression whose names are resolved and whose types are checked. {@link Evaluator} gives its
 * value.
 */
public sealed interface Expression {

  /** The expressions directly inside this one. */
  Stream<Expression> children();

  /** A value known when the workflow was compiled. */
  record Literal(Value value) implements Expression {
    @Override
    public Stream<Expression> children() {
      return Stream.empty();
    }
  }

  /** A parameter of the workflow. */
  record Parameter(String name) implements Expression {
    @Override
    public Stream<Expression> children() {
      return Stream.empty();
    }
  }

  /** What a task gives: its only output, or a record of its outputs. */
  record Output(TaskId task) implements Expression {
    @Override
    public Stream<Expression> children() {
      return Stream.empty();
    }
  }

  /** A field of a record or a property of an artifact. */
  record Field(Expression of, String name) implements Expression {
    @Override
    public Stream<Expression> children() {
      return Stream.of(of);
    }
  }

  /** A list. */
  record Items(List<Expression> items) implements Expression {
    public Items {
      items = List.copyOf(items);
    }

    @Override
    public Stream<Expression> children() {
      return items.stream();
    }
  }

  /** A call that an operator gives meaning to; see {@link Value.Call}. */
  record Call(String name, List<Expression> positional, Map<String, Expression> named)
      implements Expression {
    public Call {
      positional = List.copyOf(positional);
      named = Collections.unmodifiableMap(new LinkedHashMap<>(named));
    }

    @Override
    public Stream<Expression> children() {
      return Stream.concat(positional.stream(), named.values().stream());
    }
  }

  /** {@code not x}, {@code -x} or {@code exists(x)}. */
  record Unary(UnaryOperator operator, Expression operand) implements Expression {
    @Override
    public Stream<Expression> children() {
      return Stream.of(operand);
    }
  }

  /** Two operands and an operator between them. */
  record Binary(BinaryOperator operator, Expression left, Expression right) implements Expression {
    @Override
    public Stream<Expression> children() {
      return Stream.of(left, right);
    }
  }

  /** {@code "AUC ${report.auc}"}: the parts' texts, one after another. */
  record Interpolation(List<Expression> parts) implements Expression {
    public Interpolation {
      parts = List.copyOf(parts);
    }

    @Override
    public Stream<Expression> children() {
      return parts.stream();
    }
  }

  /** The operators with one operand. */
  enum UnaryOperator {
    NOT,
    NEGATE,
    /** Whether a value is there. */
    EXISTS
  }

  /** The operators with two operands, each with its spelling in the language. */
  enum BinaryOperator {
    OR("or"),
    AND("and"),
    EQUAL("=="),
    NOT_EQUAL("!="),
    LESS("<"),
    LESS_OR_EQUAL("<="),
    GREATER(">"),
    GREATER_OR_EQUAL(">="),
    IN("in"),
    RANGE(".."),
    RANGE_EXCLUSIVE("..<"),
    OR_ELSE("?:"),
    ADD("+"),
    SUBTRACT("-"),
    MULTIPLY("*"),
    DIVIDE("/");

    private final String spelling;

    BinaryOperator(String spelling) {
      this.spelling = spelling;
    }

    /** How the language writes it. */
    public String spelling() {
      return spelling;
    }
  }

  /** The tasks whose outputs this expression reads. */
  default Set<TaskId> tasks() {
    return tasks(Stream.of(this));
  }

  /** The tasks whose outputs some expressions read. */
  static Set<TaskId> tasks(Stream<Expression> expressions) {
    Set<TaskId> found = new LinkedHashSet<>();
    expressions.forEach(expression -> collectTasks(expression, found));
    return found;
  }

  /** Whether the tasks whose outputs this expression reads are all among some. */
  default boolean readsOnly(Set<TaskId> tasks) {
    return this instanceof Output output
        ? tasks.contains(output.task())
        : this instanceof Literal || children().allMatch(child -> child.readsOnly(tasks));
  }

  private static void collectTasks(Expression expression, Set<TaskId> found) {
    if (expression instanceof Output output) {
      found.add(output.task());
    } else if (!(expression instanceof Literal)) {
      expression.children().forEach(child -> collectTasks(child, found));
    }
  }
}
