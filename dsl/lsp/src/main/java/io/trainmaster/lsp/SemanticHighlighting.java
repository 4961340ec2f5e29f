package io.trainmaster.lsp;

import io.trainmaster.dsl.check.SemanticModel.Occurrence;
import io.trainmaster.dsl.check.Symbol;
import io.trainmaster.dsl.source.LineMap;
import io.trainmaster.dsl.source.Span;
import io.trainmaster.dsl.syntax.Token;
import io.trainmaster.dsl.syntax.TokenKind;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.eclipse.lsp4j.Position;
import org.eclipse.lsp4j.SemanticTokenModifiers;
import org.eclipse.lsp4j.SemanticTokenTypes;
import org.eclipse.lsp4j.SemanticTokens;
import org.eclipse.lsp4j.SemanticTokensLegend;

/** The colours of a text: by what a name means, and where it means nothing, by its form. */
final class SemanticHighlighting {

  private static final List<String> TYPES =
      List.of(
          SemanticTokenTypes.Comment,
          SemanticTokenTypes.String,
          SemanticTokenTypes.Number,
          SemanticTokenTypes.Keyword,
          SemanticTokenTypes.Function,
          SemanticTokenTypes.Class,
          SemanticTokenTypes.Struct,
          SemanticTokenTypes.Namespace,
          SemanticTokenTypes.Parameter,
          SemanticTokenTypes.Variable,
          SemanticTokenTypes.Property,
          SemanticTokenTypes.Type,
          SemanticTokenTypes.EnumMember);

  private static final int DECLARATION = 1;
  private static final int DOCUMENTATION = 2;

  static final SemanticTokensLegend LEGEND =
      new SemanticTokensLegend(
          TYPES, List.of(SemanticTokenModifiers.Declaration, SemanticTokenModifiers.Documentation));

  private final Analysis analysis;
  private final TreeMap<Integer, Piece> pieces = new TreeMap<>();

  SemanticHighlighting(Analysis analysis) {
    this.analysis = analysis;
  }

  private record Piece(Span span, int type, int modifiers) {}

  SemanticTokens all() {
    analysis.model().occurrences().forEach(this::name);
    TokenWalk tokens = new TokenWalk(analysis.tree());
    for (int i = 0; i < tokens.size(); i++) {
      Token token = tokens.get(i);
      token
          .comments()
          .forEach(
              comment ->
                  add(
                      comment.span(),
                      SemanticTokenTypes.Comment,
                      comment.documentation() ? DOCUMENTATION : 0));
      token(tokens, i);
    }
    return encode();
  }

  private void name(Occurrence occurrence) {
    boolean quoted = analysis.text().startsWith("\"", occurrence.span().start());
    if (!quoted) {
      add(
          occurrence.span(),
          type(occurrence.symbol().kind()),
          occurrence.isDeclaration() ? DECLARATION : 0);
    }
  }

  private static String type(Symbol.Kind kind) {
    return switch (kind) {
      case OPERATOR, WORKFLOW -> SemanticTokenTypes.Function;
      case SCHEMA -> SemanticTokenTypes.Struct;
      case IMPORT -> SemanticTokenTypes.Namespace;
      case PARAMETER, ARGUMENT -> SemanticTokenTypes.Parameter;
      case BINDING -> SemanticTokenTypes.Variable;
      case COLUMN, KEY, FIELD -> SemanticTokenTypes.Property;
      case TYPE -> SemanticTokenTypes.Type;
      case WORD, UNIT -> SemanticTokenTypes.EnumMember;
    };
  }

  private void token(TokenWalk tokens, int index) {
    Token token = tokens.get(index);
    if (token.kind() == TokenKind.NUMBER) {
      add(token.span(), SemanticTokenTypes.Number, 0);
    } else if (token.kind() == TokenKind.STRING) {
      text(token.span());
    } else if (tokens.isWord(index) && tokens.kind(index - 1) != TokenKind.DOT) {
      word(tokens, index);
    }
  }

  /** A word that the checker has no meaning for: one of the language's own. */
  private void word(TokenWalk tokens, int index) {
    Token token = tokens.get(index);
    TokenKind before = tokens.kind(index - 1);
    boolean begins = before == TokenKind.OPEN_BRACE || before == TokenKind.NEWLINE;
    boolean outcome = before == TokenKind.ELSE && token.kind() == TokenKind.NAME;
    if (token.kind().isWord() || outcome || tokens.beginsItem(index)) {
      add(token.span(), SemanticTokenTypes.Keyword, 0);
    } else if (before == TokenKind.NUMBER) {
      add(token.span(), SemanticTokenTypes.EnumMember, 0);
    } else if (begins && tokens.kind(index + 1) != TokenKind.ASSIGN) {
      Span last = tokens.get(tokens.pathEnd(index)).span();
      add(token.span().to(last), SemanticTokenTypes.Property, 0);
    }
  }

  /** A text is coloured around the names that are inserted into it. */
  private void text(Span span) {
    int start = span.start();
    for (Piece inner : List.copyOf(pieces.subMap(start, true, span.end(), false).values())) {
      add(new Span(start, inner.span().start()), SemanticTokenTypes.String, 0);
      start = inner.span().end();
    }
    add(new Span(start, span.end()), SemanticTokenTypes.String, 0);
  }

  /** A piece may not go over the end of a line. */
  private void add(Span span, String type, int modifiers) {
    LineMap lines = analysis.file().lines();
    int start = span.start();
    while (start < span.end()) {
      int line = lines.line(start);
      int lineEnd = lines.start(line) + lines.text(line).length();
      int end = Math.min(span.end(), lineEnd);
      if (end > start) {
        pieces.putIfAbsent(start, new Piece(new Span(start, end), TYPES.indexOf(type), modifiers));
      }
      start = line < lines.count() ? Math.max(end, lines.start(line + 1)) : span.end();
      start = end == span.end() ? span.end() : start;
    }
  }

  /** Five numbers for each piece, places counted from the piece before. */
  private SemanticTokens encode() {
    List<Integer> data = new ArrayList<>(pieces.size() * 5);
    Position last = new Position(0, 0);
    for (Map.Entry<Integer, Piece> entry : pieces.entrySet()) {
      Piece piece = entry.getValue();
      Position here = Places.position(analysis.file(), piece.span().start());
      boolean sameLine = here.getLine() == last.getLine();
      data.add(here.getLine() - last.getLine());
      data.add(here.getCharacter() - (sameLine ? last.getCharacter() : 0));
      data.add(piece.span().length());
      data.add(piece.type());
      data.add(piece.modifiers());
      last = here;
    }
    return new SemanticTokens(data);
  }
}
