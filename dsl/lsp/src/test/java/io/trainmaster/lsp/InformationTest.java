package io.trainmaster.lsp;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.eclipse.lsp4j.DocumentSymbol;
import org.eclipse.lsp4j.DocumentSymbolParams;
import org.eclipse.lsp4j.FoldingRange;
import org.eclipse.lsp4j.FoldingRangeRequestParams;
import org.eclipse.lsp4j.Hover;
import org.eclipse.lsp4j.HoverParams;
import org.eclipse.lsp4j.InlayHint;
import org.eclipse.lsp4j.InlayHintParams;
import org.eclipse.lsp4j.Position;
import org.eclipse.lsp4j.Range;
import org.eclipse.lsp4j.SemanticTokensParams;
import org.eclipse.lsp4j.SignatureHelp;
import org.eclipse.lsp4j.SignatureHelpParams;
import org.eclipse.lsp4j.services.TextDocumentService;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class InformationTest {

  private static final String TEXT =
      """
      /// Those who pay.
      schema Customers { age: Int?; churned: Bool }

      workflow w(
        /// Where the customers are.
        data: Path,
      ) -> Report {
        schedule { cron "0 2 * * *" }
        raw = ingest.csv(data, schema: Customers)
        parts = split(raw, train: 80%, test: 20%, stratify: "churned")
        model = train.network(parts.train, label: "churned") {
          network { dense units: 3, activation: relu; output softmax }
          timeout 10 min
        }
        # A comment,
        # over lines.
        return evaluate(model, parts.test)
      }
      """;

  private final Editor editor = Editor.open(TEXT);
  private final TextDocumentService service = editor.server().getTextDocumentService();

  @AfterEach
  void leave() {
    editor.close();
  }

  private String hover(String before) {
    Hover hover =
        Editor.await(service.hover(new HoverParams(editor.document(), editor.behind(before))));
    return hover == null ? "" : hover.getContents().getRight().getValue();
  }

  @Test
  void hoverShowsASignatureWithItsDocumentation() {
    assertThat(hover("raw = ingest"))
        .startsWith("```train\ningest.csv(path: Path, schema: Schema?")
        .contains("Compressed files are known by their ending.");
  }

  @Test
  void hoverShowsTypesAndColumns() {
    assertThat(hover("= split(r"))
        .startsWith("```train\nraw: Dataset\n```")
        .contains("| `age` | Int? |", "| `churned` | Bool |");
    assertThat(hover("csv(d")).contains("data: Path").contains("Where the customers are.");
    assertThat(hover("schema: Cust")).contains("schema Customers {").contains("Those who pay.");
    assertThat(hover("stratify: \"ch")).contains("churned: Bool");
  }

  @Test
  void hoverExplainsArgumentsKeysWordsAndFields() {
    assertThat(hover("schema: Customers)\n  parts = split(raw, tr"))
        .contains("train: Float in 0..1");
    assertThat(hover("{ den")).contains("dense(units: Int in 1..65536");
    assertThat(hover("model = train.network(parts.tr")).contains("train: Dataset");
    assertThat(hover("  timeo")).contains("one attempt may take");
    assertThat(hover("  retu")).contains("What the workflow gives back");
    assertThat(hover("  schedu")).contains("runs by itself");
    assertThat(hover("schedule { cr")).contains("five fields");
    assertThat(hover("-> Rep")).contains("auc: Float");
  }

  @Test
  void hoverHasNothingToSayOfBlanks() {
    assertThat(hover("# A com")).isEmpty();
    assertThat(hover("(model, parts.test)\n}\n")).isEmpty();
  }

  private SignatureHelp signature(String marked) {
    editor.openText(marked);
    return Editor.await(
        service.signatureHelp(new SignatureHelpParams(editor.document(), editor.cursor())));
  }

  private static String active(SignatureHelp help) {
    var signature = help.getSignatures().get(0);
    var label = signature.getParameters().get(help.getActiveParameter()).getLabel().getRight();
    return signature.getLabel().substring(label.getFirst(), label.getSecond());
  }

  @Test
  void signaturesFollowTheArgument() {
    assertThat(active(signature("workflow w(d: Path) {\n  a = ingest.csv(|\n}\n")))
        .isEqualTo("path: Path");
    assertThat(active(signature("workflow w(d: Path) {\n  a = ingest.csv(d, |)\n}\n")))
        .isEqualTo("schema: Schema?");
    assertThat(active(signature("workflow w(d: Path) {\n  a = ingest.csv(d, header: |)\n}\n")))
        .isEqualTo("header: Bool = true");
    assertThat(active(signature("workflow w() {\n  a = split(validate(|), train: 1)\n}\n")))
        .isEqualTo("data: Dataset");
  }

  @Test
  void signaturesAreThereForKeysAndTheirCallsToo() {
    String network = "workflow w(d: Path) {\n  m = train.network(d, label: \"x\") {\n";
    assertThat(active(signature(network + "    optimizer adam(|)\n  }\n}\n")))
        .isEqualTo("rate: Float in 0..1 = 0.001");
    assertThat(
            active(signature(network + "    network {\n      conv 3, kernel: |\n    }\n  }\n}\n")))
        .isEqualTo("kernel: Int in 1..64");
  }

  @Test
  void thereIsNoSignatureOutsideOfACall() {
    assertThat(signature("workflow w() {\n  |\n}\n")).isNull();
    assertThat(signature("workflow w(|) {\n}\n")).isNull();
  }

  @Test
  void inlayHintsShowTheTypesOfBindings() {
    Range all = new Range(new Position(0, 0), new Position(99, 0));
    List<InlayHint> hints =
        Editor.await(service.inlayHint(new InlayHintParams(editor.document(), all)));

    assertThat(hints)
        .extracting(hint -> hint.getLabel().getLeft())
        .containsExactly(": Dataset", ": { train; validation; test }", ": Model");
    assertThat(hints.get(0).getPosition()).isEqualTo(editor.behind("  raw"));
    Range none = new Range(new Position(0, 0), new Position(1, 0));
    assertThat(Editor.await(service.inlayHint(new InlayHintParams(editor.document(), none))))
        .isEmpty();
  }

  @Test
  void outlineIsATreeOfNames() {
    List<String> lines = new ArrayList<>();
    Editor.await(service.documentSymbol(new DocumentSymbolParams(editor.document())))
        .forEach(symbol -> outline(symbol.getRight(), "", lines));

    assertThat(lines)
        .containsExactly(
            "Customers", "  age", "  churned", "w", "  data", "  raw", "  parts", "  model");
  }

  private static void outline(DocumentSymbol symbol, String indent, List<String> lines) {
    lines.add(indent + symbol.getName());
    symbol.getChildren().forEach(child -> outline(child, indent + "  ", lines));
  }

  @Test
  void blocksAndCommentsFold() {
    List<FoldingRange> ranges =
        Editor.await(service.foldingRange(new FoldingRangeRequestParams(editor.document())));

    assertThat(ranges)
        .extracting(range -> range.getStartLine() + "-" + range.getEndLine())
        .contains("6-16", "10-12", "14-15");
  }

  @Test
  void semanticTokensColourByMeaning() {
    var legend = editor.abilities().getCapabilities().getSemanticTokensProvider().getLegend();
    List<Integer> data =
        Editor.await(service.semanticTokensFull(new SemanticTokensParams(editor.document())))
            .getData();
    List<String> pieces = new ArrayList<>();
    int line = 0;
    int character = 0;
    for (int i = 0; i < data.size(); i += 5) {
      line += data.get(i);
      character = data.get(i) == 0 ? character + data.get(i + 1) : data.get(i + 1);
      Range range =
          new Range(new Position(line, character), new Position(line, character + data.get(i + 2)));
      pieces.add(editor.text(range) + " " + legend.getTokenTypes().get(data.get(i + 3)));
    }

    assertThat(pieces)
        .contains(
            "/// Those who pay. comment",
            "Customers struct",
            "data parameter",
            "ingest.csv function",
            "raw variable",
            "80% number",
            "\"churned\" string",
            "relu enumMember",
            "return keyword",
            "timeout property");
  }
}
