package io.trainmaster.dsl.syntax;

import java.util.List;

/**
 * Goes through a tree from its first to its last line. What somebody looks for, they override; what
 * lies below is reached by calling the method that was overridden. For one thread.
 */
public abstract class Walk {

  /** Goes through a file. */
  public final void file(SyntaxTree tree) {
    tree.items().forEach(this::item);
  }

  /** An item of the file. */
  public void item(ItemSyntax item) {
    if (item instanceof ItemSyntax.Workflow workflow) {
      workflow.parameters().forEach(this::parameter);
      body(workflow.body());
    } else if (item instanceof ItemSyntax.Operator operator) {
      operator.parameters().forEach(this::parameter);
      operator.block().ifPresent(this::block);
    } else if (item instanceof ItemSyntax.Schema schema) {
      schema.fields().forEach(this::parameter);
    } else if (item instanceof ItemSyntax.Test test) {
      block(test.block());
    }
  }

  /** A parameter, or a field of a schema. */
  protected void parameter(ParameterSyntax parameter) {
    parameter.refinement().ifPresent(this::expression);
    parameter.defaultValue().ifPresent(this::expression);
  }

  /** The body of a workflow, a branch, a loop or a cleanup. */
  protected void body(BodySyntax body) {
    body.statements().forEach(this::statement);
  }

  /** A statement of a body. */
  public void statement(StatementSyntax statement) {
    if (statement instanceof StatementSyntax.Binding binding) {
      value(binding.value());
    } else if (statement instanceof StatementSyntax.Return returned) {
      value(returned.value());
    } else if (statement instanceof StatementSyntax.Yield yielded) {
      value(yielded.value());
    } else if (statement instanceof StatementSyntax.Require require) {
      condition(require.condition());
      expression(require.message());
    } else if (statement instanceof StatementSyntax.Finally last) {
      body(last.body());
    } else if (statement instanceof StatementSyntax.Plain plain) {
      value(plain.value());
    } else if (statement instanceof StatementSyntax.Line line) {
      line(line.entry());
    }
  }

  /** A line of a body, which may be a call of an operator. */
  private void line(EntrySyntax entry) {
    if (entry instanceof EntrySyntax.Values values && values.call()) {
      call(WrittenCall.of(values));
    } else {
      entry(entry);
    }
  }

  /** What is bound, returned or yielded. */
  public void value(ValueSyntax value) {
    if (value instanceof ValueSyntax.Computed computed
        && computed.expression() instanceof ExpressionSyntax.Call call) {
      call(WrittenCall.of(call, computed));
    } else if (value instanceof ValueSyntax.Computed computed) {
      expression(computed.expression());
      computed.after().forEach(this::path);
      computed.blocks().forEach(this::block);
    } else if (value instanceof ValueSyntax.If conditional) {
      condition(conditional.condition());
      body(conditional.then());
      conditional.otherwise().ifPresent(this::body);
    } else if (value instanceof ValueSyntax.For loop) {
      expression(loop.over());
      body(loop.body());
    } else if (value instanceof ValueSyntax.Tune tune) {
      call(WrittenCall.of(tune));
    }
  }

  /** What decides an {@code if} or a {@code require}. */
  protected void condition(ExpressionSyntax condition) {
    expression(condition);
  }

  /** A call, in whatever form it is written. */
  protected void call(WrittenCall call) {
    call.arguments().forEach(this::argument);
    call.after().forEach(this::path);
    call.blocks().forEach(this::block);
  }

  /** The block of a call, an operator or a test. */
  protected void block(BlockSyntax block) {
    block.entries().forEach(this::entry);
  }

  /** A line of a block, or one of a body that is no call. */
  protected void entry(EntrySyntax entry) {
    if (entry instanceof EntrySyntax.Condition condition) {
      expression(condition.value());
    } else if (entry instanceof EntrySyntax.Values values) {
      values.arguments().forEach(this::argument);
      values.after().forEach(this::path);
      values.blocks().forEach(this::block);
    }
  }

  /** An argument of a call, or a value of a line. */
  protected void argument(ArgumentSyntax argument) {
    expression(argument.value());
  }

  /** An expression. */
  protected void expression(ExpressionSyntax expression) {
    if (expression instanceof ExpressionSyntax.Reference reference) {
      path(reference.path());
    } else if (expression instanceof ExpressionSyntax.Call call) {
      call(WrittenCall.of(call));
    } else if (expression instanceof ExpressionSyntax.Items items) {
      items.items().forEach(this::expression);
    } else if (expression instanceof ExpressionSyntax.Unary unary) {
      expression(unary.operand());
    } else if (expression instanceof ExpressionSyntax.Binary binary) {
      expression(binary.left());
      expression(binary.right());
    } else if (expression instanceof ExpressionSyntax.Text text) {
      parts(text.parts());
    }
  }

  private void parts(List<ExpressionSyntax.Text.Part> parts) {
    for (ExpressionSyntax.Text.Part part : parts) {
      if (part instanceof ExpressionSyntax.Text.Inserted inserted) {
        expression(inserted.expression());
      }
    }
  }

  /** A name that is read; what is called is none. */
  protected void path(PathSyntax path) {}
}
