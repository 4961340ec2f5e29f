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
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.IntFunction;

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
  private final Map<String, Span> places = new HashMap<>();
  private final Map<Integer, Typed> results = new HashMap<>();
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
      NameSyntax whole = new NameSyntax(path.text().replace('.', '_'), path.span());
      return Optional.of(path.isName() ? path.first() : whole).filter(BodyScope::isWritten);
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

  private static boolean isWritten(NameSyntax name) {
    return !name.text().isEmpty();
  }

  private void declare(NameSyntax name, int statement) {
    Span before = places.putIfAbsent(name.text(), name.span());
    if (before != null) {
      diagnostics.add(
          new Diagnostic(
                  Code.DUPLICATE_NAME,
                  "The name `" + name.text() + "` is bound already.",
                  name.span())
              .withNote(before, "bound here"));
    } else if (parent.has(name.text())) {
      diagnostics.add(
          Code.DUPLICATE_NAME,
          name.span(),
          "The name `" + name.text() + "` is taken by a parameter or an outer binding.");
    } else {
      binders.put(name.text(), statement);
    }
  }

  /** Checks all statements. */
  void checkAll() {
    for (int i = 0; i < states.length; i++) {
      checkInOrder(i);
    }
  }

  /** Depth first with a stack of its own: files may be longer than the machine's stack is deep. */
  private void checkInOrder(int first) {
    Deque<Integer> stack = new ArrayDeque<>();
    Map<Integer, Deque<Integer>> open = new HashMap<>();
    stack.push(first);
    while (!stack.isEmpty()) {
      int statement = stack.peek();
      Deque<Integer> needs = open.get(statement);
      if (needs == null) {
        needs = new ArrayDeque<>(needs(statement));
        open.put(statement, needs);
      }
      Integer next = needs.poll();
      if (states[statement] == State.DONE || next == null) {
        stack.pop();
        check(statement);
      } else if (states[next] == State.WAITING && !open.containsKey(next)) {
        stack.push(next);
      }
    }
  }

  private List<Integer> needs(int statement) {
    List<Integer> needs = new ArrayList<>();
    gateAbove(statement).ifPresent(needs::add);
    for (String name : NameCollector.of(statements.get(statement))) {
      Integer binder = binders.get(name);
      if (binder != null) {
        needs.add(binder);
      }
    }
    return needs;
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
    results.put(statement, checker.apply(statement));
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
    return Optional.of(results.getOrDefault(binder, Typed.FAULTY));
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
            .withNote(places.getOrDefault(name, use), "bound here"));
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
