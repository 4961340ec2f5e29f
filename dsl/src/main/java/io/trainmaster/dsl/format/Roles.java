package io.trainmaster.dsl.format;

import io.trainmaster.dsl.source.Span;
import io.trainmaster.dsl.syntax.ArgumentSyntax;
import io.trainmaster.dsl.syntax.BlockSyntax;
import io.trainmaster.dsl.syntax.BodySyntax;
import io.trainmaster.dsl.syntax.EntrySyntax;
import io.trainmaster.dsl.syntax.ExpressionSyntax;
import io.trainmaster.dsl.syntax.ItemSyntax;
import io.trainmaster.dsl.syntax.ParameterSyntax;
import io.trainmaster.dsl.syntax.StatementSyntax;
import io.trainmaster.dsl.syntax.SyntaxTree;
import io.trainmaster.dsl.syntax.TokenKind;
import io.trainmaster.dsl.syntax.TypeSyntax;
import io.trainmaster.dsl.syntax.ValueSyntax;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What the tokens of a file are for, by their places, as far as that matters to the layout. */
final class Roles {

  /** What a row has that lines up with the rows next to it. */
  enum Column {
    /** The value of an entry. */
    VALUE,
    /** The operator of a condition. */
    CONDITION,
    /** The sign of a binding. */
    BINDING,
    /** The fields of a schema. */
    SCHEMA
  }

  /**
   * The column of a row.
   *
   * @param keyEnd where what stands before the column ends
   */
  record Cell(Column column, int keyEnd) {}

  private final Set<Integer> rows = new HashSet<>();
  private final Set<Integer> declarations = new HashSet<>();
  private final Map<Integer, Cell> cells = new HashMap<>();
  private final Map<Integer, Piece.Kind> blocks = new HashMap<>();
  private final Map<Integer, Piece.Kind> blocksAfter = new HashMap<>();
  private final Set<Integer> listsAfter = new HashSet<>();
  private final Set<Integer> anglesAfter = new HashSet<>();
  private final Set<Integer> tightOperators = new HashSet<>();
  private final Set<Integer> signs = new HashSet<>();

  private Roles() {}

  static Roles of(SyntaxTree tree) {
    Roles roles = new Roles();
    tree.items().forEach(roles::item);
    return roles;
  }

  /** Whether a row begins at a place. */
  boolean startsRow(int start) {
    return rows.contains(start);
  }

  /** Whether an operator, a workflow or a test begins at a place. */
  boolean startsDeclaration(int start) {
    return declarations.contains(start);
  }

  /** The column of the row that begins at a place, or null. */
  @Nullable Cell cell(int start) {
    return cells.get(start);
  }

  /**
   * What is in the brackets that open at a place.
   *
   * @param before where the token before ends
   */
  Piece.Kind kind(TokenKind opener, int start, int before) {
    if (opener == TokenKind.OPEN_BRACKET) {
      return Piece.Kind.LIST;
    } else if (opener == TokenKind.OPEN_PARENTHESIS) {
      return listsAfter.contains(before) ? Piece.Kind.LIST : Piece.Kind.EXPRESSION;
    }
    return blocks.getOrDefault(start, blocksAfter.getOrDefault(before, Piece.Kind.ENTRIES));
  }

  /** Whether a parenthesis after a place opens a list, so that it follows without a blank. */
  boolean isListAfter(int before) {
    return listsAfter.contains(before);
  }

  /** Whether {@code <} or {@code >} after a place belongs to a type. */
  boolean isAngleAfter(int before) {
    return anglesAfter.contains(before);
  }

  /** Whether an operator stands without blanks around it. */
  boolean isTight(int start) {
    return tightOperators.contains(start);
  }

  /** Whether a minus is the sign of what follows. */
  boolean isSign(int start) {
    return signs.contains(start);
  }

  private void item(ItemSyntax item) {
    int start = item.span().start();
    rows.add(start);
    if (item instanceof ItemSyntax.Schema schema) {
      cells.put(start, new Cell(Column.SCHEMA, schema.name().span().end()));
      blocksAfter.put(schema.name().span().end(), Piece.Kind.FIELDS);
      fields(schema.fields());
    } else if (item instanceof ItemSyntax.TypeDeclaration type) {
      blocksAfter.put(type.name().span().end(), Piece.Kind.FIELDS);
      fields(type.fields());
    } else if (item instanceof ItemSyntax.Operator operator) {
      declarations.add(start);
      listsAfter.add(operator.name().span().end());
      operator.parameters().forEach(this::parameter);
      type(operator.result());
      operator.block().ifPresent(block -> block(block, Piece.Kind.ENTRIES));
    } else if (item instanceof ItemSyntax.Workflow workflow) {
      declarations.add(start);
      listsAfter.add(workflow.name().span().end());
      workflow.parameters().forEach(this::parameter);
      workflow.result().ifPresent(this::type);
      body(workflow.body(), Piece.Kind.WORKFLOW);
    } else if (item instanceof ItemSyntax.Test test) {
      declarations.add(start);
      block(test.block(), Piece.Kind.TEST);
    }
  }

  private void fields(List<ParameterSyntax> fields) {
    for (ParameterSyntax field : fields) {
      rows.add(field.span().start());
      parameter(field);
    }
  }

  private void parameter(ParameterSyntax parameter) {
    type(parameter.type());
    parameter.refinement().ifPresent(this::bounds);
    parameter.defaultValue().ifPresent(this::expression);
  }

  private void type(TypeSyntax type) {
    if (type instanceof TypeSyntax.Fields record) {
      blocks.put(record.span().start(), Piece.Kind.FIELDS);
      fields(record.fields());
    } else if (type instanceof TypeSyntax.Named named && !named.arguments().isEmpty()) {
      List<TypeSyntax> arguments = named.arguments();
      anglesAfter.add(named.name().span().end());
      anglesAfter.add(arguments.get(arguments.size() - 1).span().end());
      arguments.forEach(this::type);
    }
  }

  private void body(BodySyntax body, Piece.Kind kind) {
    blocks.put(body.span().start(), kind);
    for (StatementSyntax statement : body.statements()) {
      // The body of an `else if` is the `if` itself and has no braces of its own.
      if (statement.span().start() != body.span().start()) {
        rows.add(statement.span().start());
      }
      statement(statement, kind);
    }
  }

  private void statement(StatementSyntax statement, Piece.Kind kind) {
    if (statement instanceof StatementSyntax.Binding binding) {
      Span target = binding.target().span();
      cells.put(target.start(), new Cell(Column.BINDING, target.end()));
      value(binding.value());
    } else if (statement instanceof StatementSyntax.Return returned) {
      value(returned.value());
    } else if (statement instanceof StatementSyntax.Yield yielded) {
      value(yielded.value());
    } else if (statement instanceof StatementSyntax.Require require) {
      expression(require.condition());
      expression(require.message());
    } else if (statement instanceof StatementSyntax.Finally last) {
      body(last.body(), Piece.Kind.STATEMENTS);
    } else if (statement instanceof StatementSyntax.Plain plain) {
      value(plain.value());
    } else if (statement instanceof StatementSyntax.Line line) {
      entry(line.entry(), kind);
    }
  }

  private void value(ValueSyntax value) {
    if (value instanceof ValueSyntax.Computed computed) {
      expression(computed.expression());
      computed.blocks().forEach(block -> block(block, Piece.Kind.ENTRIES));
    } else if (value instanceof ValueSyntax.If choice) {
      expression(choice.condition());
      body(choice.then(), Piece.Kind.STATEMENTS);
      choice.otherwise().ifPresent(body -> body(body, Piece.Kind.STATEMENTS));
    } else if (value instanceof ValueSyntax.For loop) {
      bounds(loop.over());
      body(loop.body(), Piece.Kind.LOOP);
    } else if (value instanceof ValueSyntax.Tune tune) {
      listsAfter.add(tune.operator().span().end());
      arguments(tune.arguments());
      tune.blocks().forEach(block -> block(block, Piece.Kind.ENTRIES));
    }
  }

  private void block(BlockSyntax block, Piece.Kind kind) {
    blocks.put(block.span().start(), kind);
    for (EntrySyntax entry : block.entries()) {
      rows.add(entry.span().start());
      entry(entry, kind);
    }
  }

  /** Lines of a test, and those that are no settings of a {@code for}, read as sentences. */
  private void entry(EntrySyntax entry, Piece.Kind kind) {
    boolean lined = kind == Piece.Kind.ENTRIES || kind == Piece.Kind.LOOP;
    int keyEnd = entry.key().span().end();
    if (entry instanceof EntrySyntax.Condition condition) {
      if (lined) {
        cells.put(entry.span().start(), new Cell(Column.CONDITION, keyEnd));
      }
      if (condition.operator().kind() == TokenKind.IN) {
        bounds(condition.value());
      } else {
        expression(condition.value());
      }
    } else if (entry instanceof EntrySyntax.Values values) {
      if (values.call()) {
        listsAfter.add(keyEnd);
      } else if (lined) {
        cells.put(entry.span().start(), new Cell(Column.VALUE, keyEnd));
      }
      arguments(values.arguments());
      values.blocks().forEach(block -> block(block, Piece.Kind.ENTRIES));
    } else if (entry instanceof EntrySyntax.Declaration declared) {
      listsAfter.add(declared.name().span().end());
      declared.parameters().forEach(this::parameter);
      for (EntrySyntax inner : declared.declarations()) {
        rows.add(inner.span().start());
        entry(inner, Piece.Kind.ENTRIES);
      }
    }
  }

  private void arguments(List<ArgumentSyntax> arguments) {
    arguments.forEach(argument -> expression(argument.value()));
  }

  /** What stands after {@code in}: a range of plain numbers is tight there. */
  private void bounds(ExpressionSyntax expression) {
    if (expression instanceof ExpressionSyntax.Binary range
        && (range.operator().kind() == TokenKind.RANGE
            || range.operator().kind() == TokenKind.RANGE_EXCLUSIVE)
        && isPlain(range.left())
        && isPlain(range.right())) {
      tightOperators.add(range.operator().span().start());
    }
    expression(expression);
  }

  private static boolean isPlain(ExpressionSyntax expression) {
    return expression instanceof ExpressionSyntax.Number number && number.unit().isEmpty()
        || expression instanceof ExpressionSyntax.Unary sign
            && sign.operator().kind() == TokenKind.MINUS
            && isPlain(sign.operand());
  }

  private void expression(ExpressionSyntax expression) {
    if (expression instanceof ExpressionSyntax.Binary binary) {
      expression(binary.left());
      if (binary.operator().kind() == TokenKind.IN) {
        bounds(binary.right());
      } else {
        expression(binary.right());
      }
    } else if (expression instanceof ExpressionSyntax.Unary unary) {
      if (unary.operator().kind() == TokenKind.MINUS) {
        signs.add(unary.operator().span().start());
      }
      expression(unary.operand());
    } else if (expression instanceof ExpressionSyntax.Items items) {
      items.items().forEach(this::expression);
    } else if (expression instanceof ExpressionSyntax.Call call) {
      listsAfter.add(call.name().span().end());
      arguments(call.arguments());
    }
  }
}
