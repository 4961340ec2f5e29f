package io.trainmaster.dsl.syntax;

import io.trainmaster.dsl.diagnostic.Code;
import io.trainmaster.dsl.diagnostic.Diagnostic;
import io.trainmaster.dsl.diagnostic.Diagnostics;
import io.trainmaster.dsl.diagnostic.Nearest;
import io.trainmaster.dsl.source.SourceFile;
import io.trainmaster.dsl.source.Span;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Text to tree, by recursive descent with one token of lookahead. It never stops at the first
 * fault, never throws and always ends, whatever the text: every loop reads a token or leaves, and
 * nesting is bounded.
 */
public final class Parser {

  private static final List<String> ITEMS =
      List.of("edition", "import", "schema", "operator", "workflow", "test");

  private final TokenCursor cursor;
  private final ExpressionParser expressions;
  private final DeclarationParser declarations;
  private final BlockParser blocks;
  private final StatementParser statements;
  private final boolean catalogue;

  private Parser(
      SourceFile file,
      List<Token> raw,
      List<Token> tokens,
      Diagnostics diagnostics,
      boolean catalogue) {
    this.cursor = new TokenCursor(file, tokens, diagnostics);
    this.expressions = new ExpressionParser(cursor);
    this.declarations = new DeclarationParser(cursor, expressions, documentation(file, raw));
    this.blocks = new BlockParser(cursor, expressions, declarations, catalogue);
    this.statements = new StatementParser(cursor, expressions, blocks);
    this.catalogue = catalogue;
  }

  /** Parses a workflow file. */
  public static SyntaxTree parse(SourceFile file) {
    return parse(file, false);
  }

  /**
   * Parses a catalogue of operators, in which a block may declare {@code key}s and {@code call}s,
   * and {@code type} is an item.
   */
  public static SyntaxTree parseCatalogue(SourceFile file) {
    return parse(file, true);
  }

  private static SyntaxTree parse(SourceFile file, boolean catalogue) {
    Diagnostics diagnostics = new Diagnostics();
    if (file.isTooLarge()) {
      return unread(file, diagnostics);
    }
    List<Token> raw = Lexer.tokens(file.text(), diagnostics);
    List<Token> tokens = Layout.apply(file, raw, diagnostics);
    Parser parser = new Parser(file, raw, tokens, diagnostics, catalogue);
    List<ItemSyntax> items = parser.items();
    return new SyntaxTree(file, raw, items, diagnostics.inOrder(), parser.cursor.broken());
  }

  /** A file that is too large is one that holds nothing, with one fault. */
  private static SyntaxTree unread(SourceFile file, Diagnostics diagnostics) {
    String most = file.limit().orElseThrow().text();
    diagnostics.add(
        Code.FILE_TOO_LARGE,
        new Span(0, 0),
        "The file has more than " + most + ", the most that a workflow file may have.");
    List<Token> none = Lexer.tokens("", new Diagnostics());
    return new SyntaxTree(file, none, List.of(), diagnostics.inOrder(), List.of());
  }

  /** Parses a text that is one expression, such as a value on a command line. */
  public static Optional<ExpressionSyntax> parseExpression(String text) {
    Diagnostics diagnostics = new Diagnostics();
    Parser parser = fragment(text, diagnostics);
    ExpressionSyntax expression = parser.expressions.expression();
    return parser.whole(diagnostics) ? Optional.of(expression) : Optional.empty();
  }

  /** Parses a text that is one parameter, such as {@code rate: Float in 0..1 = 0.5}. */
  public static Optional<ParameterSyntax> parseParameter(String text) {
    Diagnostics diagnostics = new Diagnostics();
    Parser parser = fragment(text, diagnostics);
    ParameterSyntax parameter = parser.declarations.parameter();
    return parser.whole(diagnostics) ? Optional.of(parameter) : Optional.empty();
  }

  private static Parser fragment(String text, Diagnostics diagnostics) {
    SourceFile file = new SourceFile("", text);
    List<Token> raw = Lexer.tokens(text, diagnostics);
    return new Parser(file, raw, Layout.apply(file, raw, diagnostics), diagnostics, false);
  }

  private boolean whole(Diagnostics diagnostics) {
    cursor.skipNewlines();
    return diagnostics.count() == 0 && cursor.at(TokenKind.END);
  }

  private static Map<Integer, String> documentation(SourceFile file, List<Token> raw) {
    Map<Integer, String> found = new HashMap<>();
    StringBuilder lines = new StringBuilder();
    for (Token token : raw) {
      if (!token.comments().isEmpty()) {
        documentation(file, token.comments(), lines);
      }
      boolean separator = token.kind() == TokenKind.NEWLINE || token.kind() == TokenKind.COMMA;
      if (!separator && lines.length() > 0) {
        found.put(token.span().start(), lines.toString().strip());
        lines.setLength(0);
      }
    }
    return found;
  }

  private static void documentation(
      SourceFile file, List<Token.Comment> comments, StringBuilder lines) {
    for (Token.Comment comment : comments) {
      if (comment.documentation()) {
        String line = file.text(comment.span()).substring(3);
        lines.append(lines.length() == 0 ? "" : "\n");
        lines.append((line.startsWith(" ") ? line.substring(1) : line).stripTrailing());
      }
    }
  }

  private List<ItemSyntax> items() {
    List<ItemSyntax> items = new ArrayList<>();
    cursor.skipNewlines();
    while (!cursor.at(TokenKind.END)) {
      Span start = cursor.peek().span();
      Optional<ItemSyntax> item = item();
      item.ifPresent(items::add);
      if (item.isEmpty()) {
        skipToItem(start);
      } else {
        endItem(start);
      }
      cursor.skipNewlines();
    }
    return items;
  }

  private void endItem(Span start) {
    if (!cursor.lost() && !cursor.at(TokenKind.NEWLINE) && !cursor.at(TokenKind.END)) {
      cursor.unexpected("the end of the line");
    }
    if (cursor.lost()) {
      skipToItem(start);
    }
  }

  private Optional<ItemSyntax> item() {
    String word = cursor.at(TokenKind.NAME) ? cursor.peek().text() : "";
    Optional<ItemSyntax> item =
        switch (word) {
          case "edition" -> Optional.of(edition());
          case "import" -> Optional.of(imported());
          case "schema" -> Optional.of(schema());
          case "operator" -> Optional.of(operator());
          case "workflow" -> Optional.of(workflow());
          case "test" -> Optional.of(test());
          case "type" -> catalogue ? Optional.of(type()) : Optional.empty();
          default -> Optional.empty();
        };
    if (item.isEmpty()) {
      Token token = cursor.peek();
      cursor.fail(
          new Diagnostic(
                  Code.ITEM_EXPECTED,
                  "Here begins an edition, import, schema, operator, workflow or test; "
                      + token.described()
                      + " is none.",
                  token.span())
              .replaceWith(Nearest.to(word, ITEMS)));
    }
    return item;
  }

  /** Skips to the next line that begins an item in column 0. */
  private void skipToItem(Span start) {
    do {
      cursor.next();
    } while (!cursor.at(TokenKind.END) && !startsItem(cursor.peek()));
    cursor.broken().add(cursor.since(start));
    cursor.synchroniseAtItem();
  }

  private boolean startsItem(Token token) {
    int offset = token.span().start();
    return token.kind() == TokenKind.NAME
        && Layout.isItemWord(token.text())
        && (offset == 0 || cursor.file().text().charAt(offset - 1) == '\n');
  }

  private ItemSyntax edition() {
    Span start = cursor.next().span();
    Token number = cursor.peek();
    cursor.expect(TokenKind.NUMBER);
    return new ItemSyntax.Edition(number.text(), cursor.since(start));
  }

  private ItemSyntax imported() {
    Span start = cursor.next().span();
    ExpressionSyntax.Text path = text();
    if (!cursor.lost()) {
      cursor.expect(TokenKind.AS);
    }
    NameSyntax name = name("the name to import it as");
    return new ItemSyntax.Import(path, name, cursor.since(start));
  }

  private ExpressionSyntax.Text text() {
    Token token = cursor.peek();
    return cursor.expect(TokenKind.STRING)
        ? expressions.text(token)
        : new ExpressionSyntax.Text(List.of(), token.span());
  }

  private NameSyntax name(String what) {
    return cursor.lost() ? new NameSyntax("", cursor.here()) : cursor.expectName(what);
  }

  private ItemSyntax schema() {
    Span start = cursor.next().span();
    NameSyntax name = name("the name of a schema");
    List<ParameterSyntax> fields = cursor.lost() ? List.of() : declarations.fields();
    String documentation = declarations.documentation(start);
    return new ItemSyntax.Schema(name, fields, documentation, cursor.since(start));
  }

  private ItemSyntax type() {
    Span start = cursor.next().span();
    NameSyntax name = name("the name of a type");
    Optional<String> release = Optional.empty();
    if (!cursor.lost() && cursor.atWord("release")) {
      cursor.next();
      release = text().plain();
    }
    List<ParameterSyntax> fields = cursor.lost() ? List.of() : declarations.fields();
    String documentation = declarations.documentation(start);
    return new ItemSyntax.TypeDeclaration(
        name, release, fields, documentation, cursor.since(start));
  }

  private ItemSyntax operator() {
    Span start = cursor.next().span();
    PathSyntax name = expressions.path("the name of an operator");
    List<ParameterSyntax> parameters = cursor.lost() ? List.of() : declarations.parameters();
    if (!cursor.lost()) {
      cursor.expect(TokenKind.ARROW);
    }
    TypeSyntax result =
        cursor.lost()
            ? new TypeSyntax.Named(new NameSyntax("", start), List.of(), false, start)
            : declarations.type();
    Optional<BlockSyntax> block =
        !cursor.lost() && cursor.at(TokenKind.OPEN_BRACE)
            ? Optional.of(blocks.block())
            : Optional.empty();
    return new ItemSyntax.Operator(
        name, parameters, result, block, declarations.documentation(start), cursor.since(start));
  }

  private ItemSyntax workflow() {
    Span start = cursor.next().span();
    NameSyntax name = name("the name of a workflow");
    List<ParameterSyntax> parameters = cursor.lost() ? List.of() : declarations.parameters();
    Optional<TypeSyntax> result =
        !cursor.lost() && cursor.accept(TokenKind.ARROW)
            ? Optional.of(declarations.type())
            : Optional.empty();
    BodySyntax body = statements.body();
    return new ItemSyntax.Workflow(
        name, parameters, result, body, declarations.documentation(start), cursor.since(start));
  }

  private ItemSyntax test() {
    Span start = cursor.next().span();
    ExpressionSyntax.Text name = text();
    BlockSyntax block = cursor.lost() ? new BlockSyntax(List.of(), cursor.here()) : blocks.block();
    return new ItemSyntax.Test(name, block, cursor.since(start));
  }
}
