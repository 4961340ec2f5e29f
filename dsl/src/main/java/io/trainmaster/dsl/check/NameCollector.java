package io.trainmaster.dsl.check;

import io.trainmaster.dsl.syntax.ArgumentSyntax;
import io.trainmaster.dsl.syntax.BlockSyntax;
import io.trainmaster.dsl.syntax.BodySyntax;
import io.trainmaster.dsl.syntax.EntrySyntax;
import io.trainmaster.dsl.syntax.ExpressionSyntax;
import io.trainmaster.dsl.syntax.PathSyntax;
import io.trainmaster.dsl.syntax.StatementSyntax;
import io.trainmaster.dsl.syntax.ValueSyntax;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * Collects the names that a statement may use, so that statements can be checked after those that
 * they need. Words that are no names are among them.
 */
final class NameCollector {

  private final Set<String> names = new LinkedHashSet<>();

  private NameCollector() {}

  static Set<String> of(StatementSyntax statement) {
    NameCollector collector = new NameCollector();
    collector.statement(statement);
    return collector.names;
  }

  private void statement(StatementSyntax statement) {
    if (statement instanceof StatementSyntax.Binding binding) {
      value(binding.value());
    } else if (statement instanceof StatementSyntax.Return returned) {
      value(returned.value());
    } else if (statement instanceof StatementSyntax.Yield yielded) {
      value(yielded.value());
    } else if (statement instanceof StatementSyntax.Require require) {
      expression(require.condition());
      expression(require.message());
    } else if (statement instanceof StatementSyntax.Finally last) {
      body(last.body());
    } else if (statement instanceof StatementSyntax.Plain plain) {
      value(plain.value());
    } else if (statement instanceof StatementSyntax.Line line) {
      entry(line.entry());
    }
  }

  private void body(BodySyntax body) {
    body.statements().forEach(this::statement);
  }

  private void value(ValueSyntax value) {
    if (value instanceof ValueSyntax.Computed computed) {
      expression(computed.expression());
      computed.after().forEach(this::path);
      blocks(computed.blocks());
    } else if (value instanceof ValueSyntax.If conditional) {
      expression(conditional.condition());
      body(conditional.then());
      conditional.otherwise().ifPresent(this::body);
    } else if (value instanceof ValueSyntax.For loop) {
      expression(loop.over());
      body(loop.body());
    } else if (value instanceof ValueSyntax.Tune tune) {
      arguments(tune.arguments());
      tune.after().forEach(this::path);
      blocks(tune.blocks());
    }
  }

  private void blocks(List<BlockSyntax> blocks) {
    blocks.forEach(block -> block.entries().forEach(this::entry));
  }

  private void entry(EntrySyntax entry) {
    if (entry instanceof EntrySyntax.Condition condition) {
      expression(condition.value());
    } else if (entry instanceof EntrySyntax.Values values) {
      arguments(values.arguments());
      values.after().forEach(this::path);
      blocks(values.blocks());
    }
  }

  private void arguments(List<ArgumentSyntax> arguments) {
    arguments.forEach(argument -> expression(argument.value()));
  }

  private void path(PathSyntax path) {
    names.add(path.first().text());
  }

  private void expression(ExpressionSyntax expression) {
    if (expression instanceof ExpressionSyntax.Reference reference) {
      path(reference.path());
    } else if (expression instanceof ExpressionSyntax.Call call) {
      arguments(call.arguments());
    } else if (expression instanceof ExpressionSyntax.Items items) {
      items.items().forEach(this::expression);
    } else if (expression instanceof ExpressionSyntax.Unary unary) {
      expression(unary.operand());
    } else if (expression instanceof ExpressionSyntax.Binary binary) {
      expression(binary.left());
      expression(binary.right());
    } else if (expression instanceof ExpressionSyntax.Text text) {
      for (ExpressionSyntax.Text.Part part : text.parts()) {
        if (part instanceof ExpressionSyntax.Text.Inserted inserted) {
          expression(inserted.expression());
        }
      }
    }
  }
}
