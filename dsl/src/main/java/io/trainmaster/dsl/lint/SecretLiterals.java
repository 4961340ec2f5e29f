package io.trainmaster.dsl.lint;

import io.trainmaster.dsl.diagnostic.Code;
import io.trainmaster.dsl.diagnostic.Diagnostic;
import io.trainmaster.dsl.source.Span;
import io.trainmaster.dsl.syntax.ArgumentSyntax;
import io.trainmaster.dsl.syntax.EntrySyntax;
import io.trainmaster.dsl.syntax.ExpressionSyntax;
import io.trainmaster.dsl.syntax.ParameterSyntax;
import io.trainmaster.dsl.syntax.Walk;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * L0114: texts that have the form of a known kind of key, and texts that stand at a name such as
 * {@code password} and look as if nobody could guess them. What they say is never repeated.
 */
final class SecretLiterals implements Rule {

  /** The forms that the makers of keys have documented, and texts with a password in them. */
  private static final List<Pattern> FORMS =
      List.of(
          Pattern.compile("(AKIA|ASIA)[0-9A-Z]{16}"),
          Pattern.compile("gh[pousr]_[A-Za-z0-9]{36,}"),
          Pattern.compile("github_pat_[A-Za-z0-9_]{40,}"),
          Pattern.compile("glpat-[A-Za-z0-9_-]{20,}"),
          Pattern.compile("hf_[A-Za-z0-9]{30,}"),
          Pattern.compile("xox[abprs]-[A-Za-z0-9-]{10,}"),
          Pattern.compile("AIza[0-9A-Za-z_-]{35}"),
          Pattern.compile("sk-[A-Za-z0-9_-]{20,}"),
          Pattern.compile("-----BEGIN [A-Z ]*PRIVATE KEY-----"),
          Pattern.compile("eyJ[A-Za-z0-9_-]{10,}\\.eyJ[A-Za-z0-9_-]{10,}\\."),
          Pattern.compile("(?i)(password|passwd|pwd)=[^\\s&;$]{4,}"),
          Pattern.compile("[a-z][a-z0-9+.-]*://[^/\\s:@]+:[^/\\s:@$]{3,}@"));

  private static final Set<String> PASSWORDS = Set.of("password", "passwd", "pwd", "passphrase");
  private static final Set<String> KEYS = Set.of("key", "token", "secret", "credential", "auth");

  /** A name that ends so is that of a place where the secret is to be found. */
  private static final Set<String> PLACES = Set.of("env", "name", "path", "file", "column", "id");

  /** Below these, a text at a name such as `key` may be anything. */
  private static final int LENGTH_LEAST = 16;

  private static final double BITS_LEAST = 3.0;

  @Override
  public void check(LintContext context) {
    new Texts(context).file(context.tree());
  }

  private static final class Texts extends Walk {
    private final LintContext context;
    private final Set<Span> told = new HashSet<>();
    private boolean environment;

    Texts(LintContext context) {
      this.context = context;
    }

    @Override
    protected void parameter(ParameterSyntax parameter) {
      parameter.defaultValue().ifPresent(value -> named(parameter.name().text(), value));
      super.parameter(parameter);
    }

    @Override
    protected void argument(ArgumentSyntax argument) {
      argument.name().ifPresent(name -> named(name.text(), argument.value()));
      super.argument(argument);
    }

    @Override
    protected void entry(EntrySyntax entry) {
      boolean outer = environment;
      environment |= entry.key().text().equals("env");
      if (entry instanceof EntrySyntax.Values values) {
        values.arguments().forEach(argument -> named(entry.key().last().text(), argument.value()));
        if (environment && values.arguments().size() == 2) {
          variable(values.arguments().get(0).value(), values.arguments().get(1).value());
        }
      }
      super.entry(entry);
      environment = outer;
    }

    @Override
    protected void expression(ExpressionSyntax expression) {
      if (expression instanceof ExpressionSyntax.Text text && hasForm(content(text))) {
        tell(text);
      }
      super.expression(expression);
    }

    /** {@code env "API_TOKEN", "…"}. */
    private void variable(ExpressionSyntax name, ExpressionSyntax value) {
      if (name instanceof ExpressionSyntax.Text text) {
        text.plain().ifPresent(plain -> named(plain, value));
      }
    }

    private void named(String name, ExpressionSyntax value) {
      if (value instanceof ExpressionSyntax.Text text
          && text.plain().filter(plain -> isSecret(name, plain)).isPresent()) {
        tell(text);
      }
    }

    /** A name of a secret may stand in an environment alone. */
    private void tell(ExpressionSyntax.Text text) {
      if (told.add(text.span())) {
        Diagnostic finding =
            new Diagnostic(
                Code.SECRET_WRITTEN,
                "This looks like a secret, which everybody who sees the file can read.",
                text.span());
        context.tell(environment ? finding.replaceWith("secret(\"…\")") : finding);
      }
    }
  }

  private static boolean hasForm(String content) {
    Matcher matcher = FORMS.get(0).matcher(content);
    for (Pattern form : FORMS) {
      if (matcher.usePattern(form).reset().find()) {
        return true;
      }
    }
    return false;
  }

  /** The text without what is inserted. */
  private static String content(ExpressionSyntax.Text text) {
    StringBuilder out = new StringBuilder();
    for (ExpressionSyntax.Text.Part part : text.parts()) {
      out.append(part instanceof ExpressionSyntax.Text.Plain plain ? plain.text() : "$");
    }
    return out.toString();
  }

  private static boolean isSecret(String name, String value) {
    String[] words = NameStyle.snakeCase(name).toLowerCase(Locale.ROOT).split("[_.-]+");
    String last = words.length == 0 ? "" : words[words.length - 1];
    boolean password = PASSWORDS.contains(last);
    boolean key = KEYS.contains(last);
    if (PLACES.contains(last) || value.isBlank()) {
      return false;
    }
    return password || key && isRandom(value);
  }

  /** Long, of letters and digits, and hardly any character more often than the others. */
  private static boolean isRandom(String value) {
    return value.length() >= LENGTH_LEAST
        && value.chars().noneMatch(Character::isWhitespace)
        && value.chars().anyMatch(Character::isDigit)
        && value.chars().anyMatch(Character::isLetter)
        && bits(value) >= BITS_LEAST;
  }

  /** The entropy of a character of the text, in bits. */
  private static double bits(String value) {
    double bits = 0;
    for (int c : value.chars().distinct().toArray()) {
      double share = (double) value.chars().filter(other -> other == c).count() / value.length();
      bits -= share * Math.log(share) / Math.log(2);
    }
    return bits;
  }
}
