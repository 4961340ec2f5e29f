package io.trainmaster.lsp;

import io.trainmaster.dsl.check.BlockWords;
import io.trainmaster.dsl.check.Column;
import io.trainmaster.dsl.check.Symbol;
import io.trainmaster.dsl.source.Span;
import io.trainmaster.dsl.syntax.Token;
import io.trainmaster.dsl.type.Type;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.eclipse.lsp4j.Hover;
import org.eclipse.lsp4j.MarkupContent;
import org.eclipse.lsp4j.MarkupKind;

/** What a name means, in a small window. */
final class Hovers {

  private static final int COLUMNS_SHOWN = 30;

  private final Analysis analysis;

  Hovers(Analysis analysis) {
    this.analysis = analysis;
  }

  Optional<Hover> at(int offset) {
    return analysis
        .model()
        .at(offset)
        .map(found -> hover(text(found.symbol()), found.span()))
        .or(() -> word(offset));
  }

  private Hover hover(String text, Span span) {
    return new Hover(
        new MarkupContent(MarkupKind.MARKDOWN, text), Places.range(analysis.file(), span));
  }

  private String text(Symbol symbol) {
    StringBuilder text = new StringBuilder(code(symbol.text()));
    if (!symbol.documentation().isEmpty()) {
      text.append("\n\n").append(symbol.documentation());
    }
    if (symbol.kind() == Symbol.Kind.TYPE) {
      analysis
          .catalogue()
          .fields(symbol.name())
          .ifPresent(fields -> text.append("\n\n").append(code(new Type.RecordOf(fields).text())));
    } else if (symbol.kind() != Symbol.Kind.COLUMN && symbol.kind() != Symbol.Kind.SCHEMA) {
      symbol.columns().ifPresent(columns -> text.append("\n\n").append(columns(columns)));
    }
    return text.toString();
  }

  private static String code(String text) {
    return "```train\n" + text + "\n```";
  }

  private static String columns(List<Column> columns) {
    String rows =
        columns.stream()
            .limit(COLUMNS_SHOWN)
            .map(column -> "| `" + column.name() + "` | " + Values.detail(column) + " |")
            .collect(Collectors.joining("\n"));
    int more = columns.size() - COLUMNS_SHOWN;
    return "| column | type |\n|---|---|\n"
        + rows
        + (more > 0 ? "\n\n… and " + more + " more" : "");
  }

  /** A word of the language, or a key of one of its blocks. */
  private Optional<Hover> word(int offset) {
    TokenWalk tokens = new TokenWalk(analysis.tree());
    int index = tokens.firstEndingAt(offset);
    Token token = tokens.get(index);
    if (!tokens.isWord(index) || token.span().start() > offset) {
      return Optional.empty();
    }
    String found =
        token.kind().isWord()
            ? Words.documentation(token.text())
            : Words.documentation(group(offset, token) + token.text());
    return found.isEmpty() ? Optional.empty() : Optional.of(hover(found, token.span()));
  }

  private String group(int offset, Token token) {
    Context context = Context.at(analysis, offset);
    Optional<Frame> frame = context.frame();
    boolean begins = context.line().isEmpty();
    if (frame.isEmpty() || !begins && !context.key().isEmpty()) {
      return frame.isEmpty() || token.text().equals("skip") || token.text().equals("fail")
          ? ""
          : context.key() + ".";
    } else if (frame.get() instanceof Frame.Body body) {
      return body.place() == Frame.Body.Place.LOOP ? "loop." : "workflow.";
    } else if (frame.get() instanceof Frame.CallBlock block) {
      boolean own = block.searched() && BlockWords.tune().contains(token.text());
      return own ? "tune." : "policy.";
    } else if (frame.get() instanceof Frame.KeyBlock block) {
      return (block.key().equals("else") ? "resources" : block.key()) + "." + context.qualifier();
    }
    return frame.get() instanceof Frame.ItemBlock block ? block.item() + "." : "";
  }
}
