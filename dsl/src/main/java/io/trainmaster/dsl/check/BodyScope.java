package io.trainmaster.dsl.check;

import io.trainmaster.dsl.diagnostic.Code;
import io.trainmaster.dsl.diagnostic.Diagnostic;
import io.trainmaster.dsl.diagnostic.Diagnostics;
import io.trainmaster.dsl.source.Span;
import io.trainmaster.dsl.syntax.BodySyntax;
import io.trainmaster.dsl.syntax.NameSyntax;
import io.trainmaster.dsl.syntax.PathSyntax;
import io.trainmaster.dsl.syntax.StatementSyntax;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/**
 * The names that a body binds, and the order in which its statements are checked: each after those
 * whose results it uses and after the {@code require} above it, whatever the order of the text.
 */
final class BodyScope implements Scope {

  /** How far names may be followed while a statement is checked; more is a circle. */
  private static final int LAZY_LIMIT = 64;

  private enum State {
    WAITING,
    BEGUN,
    DONE
  }

  private final List<StatementSyntax> statements;
  private final Scope parent;
  private final Diagnostics diagnostics;
  private final Map<String, Integer> binders = new HashMap<>();
  private final Map<String, Span> taken = new HashMap<>();
  private final Typed[] results;
  private final Set<String> names = new TreeSet<>();
  private final State[] states;
  private final int[] gates;
  private final Deque<Integer> begun = new ArrayDeque<>();
  private final IntFunction<Typed> checker;

  /**
   * @param checker checks a statement and gives the value that it binds
   */
  BodyScope(BodySyntax body, Scope parent, Diagnostics diagnostics, IntFunction<Typed> checker) {
    this.statements = body.statements();
    this.parent = parent;
    this.diagnostics = diagnostics;
    this.checker = checker;
    this.states = new State[statements.size()];
    Arrays.fill(states, State.WAITING);
    this.results = new Typed[statements.size()];
    Arrays.fill(results, Typed.FAULTY);
    this.gates = gates(statements);
    for (int i = 0; i < states.length; i++) {
      int statement = i;
      target(statements.get(i)).ifPresent(name -> declare(name, statement));
    }
    for (int i = 0; i < states.length; i++) {
      declareDotted(i);
    }
  }

  /**
   * The name that a statement binds, with underscores where it has dots; a call whose {@code =} was
   * forgotten counts too.
   */
  Optional<NameSyntax> target(StatementSyntax statement) {
    if (statement instanceof StatementSyntax.Binding binding) {
      PathSyntax path = binding.target();
      NameSyntax name =
          path.isName() ? path.first() : new NameSyntax(path.text().replace('.', '_'), path.span());
      return name.text().isEmpty() ? Optional.empty() : Optional.of(name);
    } else if (statement instanceof StatementSyntax.Line line) {
      return ForgottenSign.of(line.entry()).filter(name -> !parent.has(name.text()));
    }
    return Optional.empty();
  }

  /** Where a dotted name was meant to be bound, its first word is known all the same. */
  private void declareDotted(int statement) {
    if (statements.get(statement) instanceof StatementSyntax.Binding binding
        && !binding.target().isName()
        && !parent.has(binding.target().first().text())) {
      binders.putIfAbsent(binding.target().first().text(), statement);
    }
  }

  private void declare(NameSyntax name, int statement) {
    boolean outside = parent.has(name.text());
    Span before =
        outside
            ? taken.putIfAbsent(name.text(), name.span())
            : place(name.text(), binders.putIfAbsent(name.text(), statement));
    if (before != null) {
      diagnostics.add(
          new Diagnostic(
                  Code.DUPLICATE_NAME,
                  "The name `" + name.text() + "` is bound already.",
                  name.span())
              .withNote(before, "bound here"));
    } else if (outside) {
      diagnostics.add(
          Code.DUPLICATE_NAME,
          name.span(),
          "The name `" + name.text() + "` is taken by a parameter or an outer binding.");
    }
  }

  /** Where a statement binds a name; null where none does. */
  private @Nullable Span place(String name, @Nullable Integer binder) {
    return binder == null
        ? null
        : target(statements.get(binder))
            .filter(target -> target.text().equals(name))
            .map(NameSyntax::span)
            .orElse(null);
  }

  /** Checks all statements. */
  void checkAll() {
    Deque<Integer> stack = new ArrayDeque<>();
    Map<Integer, Iterator<Integer>> open = new HashMap<>();
    for (int i = 0; i < states.length; i++) {
      stack.push(i);
      while (!stack.isEmpty()) {
        checkTop(stack, open);
      }
    }
  }

  /**
   * Checks the statement on top of a stack, or puts one there that it needs: depth first with a
   * stack of its own, since files may be longer than the machine's stack is deep.
   *
   * @param open what the statements on the stack still need
   */
  private void checkTop(Deque<Integer> stack, Map<Integer, Iterator<Integer>> open) {
    int statement = stack.peek();
    Iterator<Integer> needs = open.computeIfAbsent(statement, one -> needs(one).iterator());
    if (!isWaiting(statement) || !needs.hasNext()) {
      stack.pop();
      open.remove(statement);
      check(statement);
      return;
    }
    int next = needs.next();
    if (isWaiting(next) && !open.containsKey(next)) {
      stack.push(next);
    }
  }

  /** The statements, not checked yet, that one must come after. */
  private List<Integer> needs(int statement) {
    List<Integer> needs = new ArrayList<>();
    gateAbove(statement).filter(this::isWaiting).ifPresent(needs::add);
    NameCollector.of(
        statements.get(statement),
        name -> {
          Integer binder = binders.get(name);
          if (binder != null && isWaiting(binder)) {
            needs.add(binder);
          }
        });
    return needs;
  }

  private boolean isWaiting(int statement) {
    return states[statement] == State.WAITING;
  }

  /** The last {@code require} above a statement. */
  Optional<Integer> gateAbove(int statement) {
    int gate = gates[statement];
    return gate < 0 ? Optional.empty() : Optional.of(gate);
  }

  private static int[] gates(List<StatementSyntax> statements) {
    int[] gates = new int[statements.size()];
    int gate = -1;
    for (int i = 0; i < gates.length; i++) {
      gates[i] = gate;
      gate = statements.get(i) instanceof StatementSyntax.Require ? i : gate;
    }
    return gates;
  }

  /** Checks a statement, unless that has been done. */
  void check(int statement) {
    if (states[statement] != State.WAITING) {
      return;
    }
    states[statement] = State.BEGUN;
    begun.push(statement);
    results[statement] = checker.apply(statement);
    begun.pop();
    states[statement] = State.DONE;
  }

  @Override
  public Optional<Typed> lookup(String name, Span use) {
    return find(name, use)
        .map(value -> value.type().isMaybe() && isRequired(name) ? value.present() : value);
  }

  private Optional<Typed> find(String name, Span use) {
    Integer binder = binders.get(name);
    if (binder == null) {
      return parent.lookup(name, use);
    }
    if (states[binder] == State.BEGUN || begun.size() > LAZY_LIMIT) {
      circle(name, binder, use);
      return Optional.of(Typed.FAULTY);
    }
    check(binder);
    return Optional.of(results[binder]);
  }

  /** Below {@code require exists(x)}, x is there. */
  private boolean isRequired(String name) {
    for (int i = begun.isEmpty() ? -1 : gates[begun.peek()]; i >= 0; i = gates[i]) {
      if (statements.get(i) instanceof StatementSyntax.Require require
          && Presence.where(require.condition()).contains(name)) {
        return true;
      }
    }
    return false;
  }

  private void circle(String name, int binder, Span use) {
    StringBuilder path = new StringBuilder();
    for (int statement : begun) {
      String step = target(statements.get(statement)).map(NameSyntax::text).orElse("require");
      path.insert(0, " → `" + step + "`");
      if (statement == binder) {
        break;
      }
    }
    diagnostics.add(
        new Diagnostic(
                Code.CYCLE,
                "`" + name + "` needs itself: " + path.substring(3) + " → `" + name + "`.",
                use)
            .withNote(Objects.requireNonNullElse(place(name, binder), use), "bound here"));
  }

  @Override
  public boolean has(String name) {
    return binders.containsKey(name) || parent.has(name);
  }

  @Override
  public Collection<String> names() {
    if (names.isEmpty()) {
      names.addAll(parent.names());
      names.addAll(binders.keySet());
    }
    return names;
  }
}
