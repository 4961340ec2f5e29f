package io.trainmaster.dsl.lint;

import io.trainmaster.dsl.diagnostic.Code;
import io.trainmaster.dsl.diagnostic.Diagnostic;
import io.trainmaster.dsl.syntax.ItemSyntax;
import io.trainmaster.dsl.syntax.NameSyntax;
import io.trainmaster.dsl.syntax.StatementSyntax;
import io.trainmaster.dsl.syntax.ValueSyntax;
import io.trainmaster.dsl.syntax.Walk;
import java.util.Locale;
import java.util.regex.Pattern;

/** L0118: names of all but schemas, types and columns are written in snake_case. */
final class NameStyle implements Rule {

  /** Where a word begins inside of a name that says so by its capitals. */
  private static final Pattern WORD_START =
      Pattern.compile("(?<=[\\p{Ll}\\p{N}])(?=\\p{Lu})|(?<=\\p{Lu})(?=\\p{Lu}\\p{Ll})");

  @Override
  public void check(LintContext context) {
    new Names(context).file(context.tree());
  }

  private static final class Names extends Walk {
    private final LintContext context;

    Names(LintContext context) {
      this.context = context;
    }

    @Override
    public void item(ItemSyntax item) {
      if (item instanceof ItemSyntax.Workflow workflow) {
        name(workflow.name());
        workflow.parameters().forEach(parameter -> name(parameter.name()));
      } else if (item instanceof ItemSyntax.Operator operator) {
        operator.name().names().forEach(this::name);
        operator.parameters().forEach(parameter -> name(parameter.name()));
      } else if (item instanceof ItemSyntax.Import imported) {
        name(imported.name());
      }
      super.item(item);
    }

    @Override
    public void statement(StatementSyntax statement) {
      if (statement instanceof StatementSyntax.Binding binding) {
        name(binding.target().first());
      }
      super.statement(statement);
    }

    @Override
    public void value(ValueSyntax value) {
      if (value instanceof ValueSyntax.For loop) {
        name(loop.name());
      }
      super.value(value);
    }

    private void name(NameSyntax name) {
      String better = snakeCase(name.text());
      if (!better.equals(name.text())) {
        context.tell(
            new Diagnostic(
                Code.NAME_STYLE,
                "Names are written in snake_case: `" + better + "`, not `" + name.text() + "`.",
                name.span()));
      }
    }
  }

  /** {@code trainData} as {@code train_data}, {@code CSVFile} as {@code csv_file}. */
  static String snakeCase(String name) {
    return WORD_START.matcher(name).replaceAll("_").toLowerCase(Locale.ROOT);
  }
}
