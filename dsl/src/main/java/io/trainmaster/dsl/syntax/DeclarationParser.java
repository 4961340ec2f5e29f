package io.trainmaster.dsl.syntax;

import io.trainmaster.dsl.source.Span;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Parses types, parameters and fields. */
final class DeclarationParser {

  private final TokenCursor cursor;
  private final ExpressionParser expressions;
  private final Map<Integer, String> documentation;

  DeclarationParser(
      TokenCursor cursor, ExpressionParser expressions, Map<Integer, String> documentation) {
    this.cursor = cursor;
    this.expressions = expressions;
    this.documentation = documentation;
  }

  /** The text of the {@code ///} comment before a place. */
  String documentation(Span place) {
    return documentation.getOrDefault(place.start(), "");
  }

  TypeSyntax type() {
    Span start = cursor.peek().span();
    if (!cursor.enter()) {
      cursor.leave();
      return new TypeSyntax.Named(new NameSyntax("", start), List.of(), false, start);
    }
    TypeSyntax type = cursor.at(TokenKind.OPEN_BRACE) ? record(start) : named(start);
    cursor.leave();
    return type;
  }

  private TypeSyntax record(Span start) {
    List<ParameterSyntax> fields = fields();
    boolean optional = cursor.accept(TokenKind.QUESTION);
    return new TypeSyntax.Fields(fields, optional, cursor.since(start));
  }

  private TypeSyntax named(Span start) {
    NameSyntax name = name();
    List<TypeSyntax> arguments = new ArrayList<>();
    if (!cursor.lost() && cursor.accept(TokenKind.LESS)) {
      do {
        arguments.add(type());
      } while (!cursor.lost() && cursor.accept(TokenKind.COMMA));
      if (!cursor.lost()) {
        cursor.expect(TokenKind.GREATER);
      }
    }
    boolean optional = !cursor.lost() && cursor.accept(TokenKind.QUESTION);
    return new TypeSyntax.Named(name, arguments, optional, cursor.since(start));
  }

  /** The name of a type; of a schema of an imported file with the file's name before it. */
  private NameSyntax name() {
    NameSyntax first = cursor.expectName("a type");
    if (cursor.lost() || !cursor.at(TokenKind.DOT)) {
      return first;
    }
    StringBuilder text = new StringBuilder(first.text());
    NameSyntax last = first;
    while (!cursor.lost() && cursor.accept(TokenKind.DOT)) {
      last = cursor.expectName("a name after the `.`");
      text.append('.').append(last.text());
    }
    return new NameSyntax(text.toString(), first.span().to(last.span()));
  }

  /** Parameters in parentheses. */
  List<ParameterSyntax> parameters() {
    List<ParameterSyntax> parameters = new ArrayList<>();
    Token open = cursor.peek();
    if (!cursor.expect(TokenKind.OPEN_PARENTHESIS)) {
      return parameters;
    }
    while (!cursor.lost() && !cursor.at(TokenKind.CLOSE_PARENTHESIS) && !cursor.atLineEnd()) {
      parameters.add(parameter());
      if (!cursor.accept(TokenKind.COMMA)) {
        break;
      }
    }
    expressions.close(TokenKind.CLOSE_PARENTHESIS, open, "`,` or `)`");
    return parameters;
  }

  /** Fields in braces. */
  List<ParameterSyntax> fields() {
    List<ParameterSyntax> fields = new ArrayList<>();
    if (!cursor.expect(TokenKind.OPEN_BRACE)) {
      return fields;
    }
    separators();
    while (!cursor.at(TokenKind.CLOSE_BRACE) && !cursor.at(TokenKind.END)) {
      Span start = cursor.peek().span();
      ParameterSyntax field = parameter();
      if (!cursor.lost()) {
        fields.add(field);
      }
      if (!cursor.lost() && cursor.at(TokenKind.COMMA)) {
        separators();
      } else {
        cursor.endLine(start);
        separators();
      }
    }
    cursor.accept(TokenKind.CLOSE_BRACE);
    return fields;
  }

  private void separators() {
    while (cursor.at(TokenKind.NEWLINE) || cursor.at(TokenKind.COMMA)) {
      cursor.next();
    }
  }

  ParameterSyntax parameter() {
    Span start = cursor.peek().span();
    NameSyntax name = cursor.expectName("a parameter's name");
    if (!cursor.lost()) {
      cursor.expect(TokenKind.COLON);
    }
    TypeSyntax type =
        cursor.lost()
            ? new TypeSyntax.Named(new NameSyntax("", start), List.of(), false, start)
            : type();
    Optional<ExpressionSyntax> refinement = expressionAfter(TokenKind.IN);
    if (refinement.isPresent() && !cursor.lost() && cursor.accept(TokenKind.QUESTION)) {
      type = optional(type);
    }
    Optional<ExpressionSyntax> value = expressionAfter(TokenKind.ASSIGN);
    return new ParameterSyntax(
        name, type, refinement, value, documentation(start), cursor.since(start));
  }

  /** {@code Int in 1..5?} is optional like {@code Int? in 1..5}. */
  private static TypeSyntax optional(TypeSyntax type) {
    if (type instanceof TypeSyntax.Named named) {
      return new TypeSyntax.Named(named.name(), named.arguments(), true, named.span());
    }
    return new TypeSyntax.Fields(((TypeSyntax.Fields) type).fields(), true, type.span());
  }

  private Optional<ExpressionSyntax> expressionAfter(TokenKind kind) {
    return !cursor.lost() && cursor.accept(kind)
        ? Optional.of(expressions.expression())
        : Optional.empty();
  }
}
