package io.trainmaster.lsp;

import io.trainmaster.dsl.check.Symbol;
import io.trainmaster.dsl.source.Span;
import io.trainmaster.dsl.type.Type;
import java.util.ArrayList;
import java.util.List;
import org.eclipse.lsp4j.InlayHint;
import org.eclipse.lsp4j.InlayHintKind;
import org.eclipse.lsp4j.jsonrpc.messages.Either;

/** Shows the types of bindings behind their names. */
final class InlayHints {

  private static final int LONGEST = 40;

  private InlayHints() {}

  static List<InlayHint> within(Analysis analysis, Span place) {
    List<InlayHint> hints = new ArrayList<>();
    for (Symbol symbol : analysis.model().declarations()) {
      if (symbol.kind() == Symbol.Kind.BINDING
          && !symbol.type().isUnknown()
          && symbol.declaration().isPresent()) {
        Span name = symbol.declaration().get();
        if (place.start() <= name.end() && name.end() <= place.end()) {
          hints.add(hint(analysis, name, symbol.type()));
        }
      }
    }
    return hints;
  }

  private static InlayHint hint(Analysis analysis, Span name, Type type) {
    String text = type.text();
    String shown = text.length() <= LONGEST ? text : shortened(type, text);
    InlayHint hint =
        new InlayHint(Places.position(analysis.file(), name.end()), Either.forLeft(": " + shown));
    hint.setKind(InlayHintKind.Type);
    if (!shown.equals(text)) {
      hint.setTooltip(text);
    }
    return hint;
  }

  /** Of a long record the names alone. */
  private static String shortened(Type type, String text) {
    String names =
        type instanceof Type.RecordOf fields
            ? "{ " + String.join("; ", fields.fields().keySet()) + " }"
            : text;
    if (names.length() <= LONGEST) {
      return names;
    }
    int end =
        names.offsetByCodePoints(0, Math.min(LONGEST, names.codePointCount(0, names.length())));
    return names.substring(0, end) + "…";
  }
}
