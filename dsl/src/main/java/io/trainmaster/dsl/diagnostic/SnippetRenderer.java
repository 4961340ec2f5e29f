package io.trainmaster.dsl.diagnostic;

import io.trainmaster.dsl.source.LineMap;
import io.trainmaster.dsl.source.SourceFile;
import io.trainmaster.dsl.source.Span;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Shows diagnostics to people: the place, the sentence, the source line with carets, the second
 * place, the mend. Safe for use from several threads.
 */
public final class SnippetRenderer {

  private static final int LINE_LIMIT = 160;
  private static final String RED = "\u001b[1;31m";
  private static final String YELLOW = "\u001b[1;33m";
  private static final String CYAN = "\u001b[1;36m";
  private static final String BOLD = "\u001b[1m";
  private static final String BLUE = "\u001b[34m";
  private static final String GREEN = "\u001b[32m";
  private static final String PLAIN = "\u001b[0m";

  private final boolean colour;

  /**
   * @param colour whether to use ANSI colours
   */
  public SnippetRenderer(boolean colour) {
    this.colour = colour;
  }

  /** All diagnostics of a file, an empty line between them. */
  public String render(SourceFile file, List<Diagnostic> diagnostics) {
    return joined(diagnostics, diagnostic -> render(file, diagnostic));
  }

  /** The same of what stops the caller, however much it matters otherwise. */
  public String renderErrors(SourceFile file, List<Diagnostic> diagnostics) {
    return joined(diagnostics, diagnostic -> render(file, diagnostic, Severity.ERROR));
  }

  private static String joined(List<Diagnostic> diagnostics, Function<Diagnostic, String> text) {
    return diagnostics.stream().map(text).collect(Collectors.joining("\n"));
  }

  /** One diagnostic; ends with a newline. */
  public String render(SourceFile file, Diagnostic diagnostic) {
    return render(file, diagnostic, diagnostic.code().severity());
  }

  private String render(SourceFile file, Diagnostic diagnostic, Severity severity) {
    LineMap lines = file.lines();
    int line = lines.line(diagnostic.span().start());
    int widest = diagnostic.note().map(note -> lines.line(note.span().start())).orElse(line);
    int width = Math.max(4, Integer.toString(Math.max(line, widest)).length() + 1);
    StringBuilder out = new StringBuilder();
    out.append(paint(BOLD, new LocatedDiagnostic(file, diagnostic).place() + ": "));
    String hue = hue(severity);
    out.append(paint(hue, severity.word() + " " + diagnostic.code().id() + ": "));
    out.append(paint(BOLD, diagnostic.message())).append('\n');
    snippet(out, file, diagnostic.span(), width, hue, "");
    diagnostic
        .note()
        .ifPresent(note -> snippet(out, file, note.span(), width, BLUE, " " + note.message()));
    diagnostic
        .mend()
        .ifPresent(
            mend ->
                out.append(" ".repeat(width))
                    .append(paint(GREEN, " = mend: " + mend.message()))
                    .append('\n'));
    return out.toString();
  }

  private static String hue(Severity severity) {
    return switch (severity) {
      case ERROR -> RED;
      case WARNING -> YELLOW;
      case NOTE -> CYAN;
    };
  }

  private void snippet(
      StringBuilder out, SourceFile file, Span span, int width, String hue, String words) {
    LineMap lines = file.lines();
    int line = lines.line(span.start());
    String text = lines.text(line);
    int from = Math.min(span.start() - lines.start(line), text.length());
    int to = Math.max(from, Math.min(span.end() - lines.start(line), text.length()));
    int cut = windowStart(text, from);
    String shown = visible(text.substring(cut, Math.min(text.length(), cut + LINE_LIMIT)));
    int shownTo = Math.min(to, cut + LINE_LIMIT);
    String number = Integer.toString(line);
    out.append(paint(BLUE, " ".repeat(width - number.length()) + number + " |"));
    out.append(shown.isEmpty() ? "" : " " + shown).append('\n');
    out.append(paint(BLUE, " ".repeat(width) + " | "));
    out.append(blank(text.substring(cut, from)));
    int carets = Math.max(1, text.codePointCount(from, Math.max(from, shownTo)));
    out.append(paint(hue, "^".repeat(carets) + words)).append('\n');
  }

  /** Of a very long line only a part is shown, so that the carets are in it. */
  private static int windowStart(String text, int from) {
    if (from < LINE_LIMIT - 20) {
      return 0;
    }
    int start = from - LINE_LIMIT / 2;
    return Character.isLowSurrogate(text.charAt(start)) ? start + 1 : start;
  }

  /** Control characters would move the carets or the terminal's colours. */
  private static String visible(String text) {
    StringBuilder out = new StringBuilder(text.length());
    text.codePoints()
        .forEach(c -> out.appendCodePoint(c != '\t' && Character.isISOControl(c) ? '\uFFFD' : c));
    return out.toString();
  }

  private static String blank(String text) {
    StringBuilder out = new StringBuilder(text.length());
    text.codePoints().forEach(c -> out.append(c == '\t' ? '\t' : ' '));
    return out.toString();
  }

  private String paint(String hue, String text) {
    return colour ? hue + text + PLAIN : text;
  }
}
