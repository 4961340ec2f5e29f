package io.trainmaster.lsp;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntConsumer;
import org.eclipse.lsp4j.CompletionParams;
import org.eclipse.lsp4j.Position;
import org.eclipse.lsp4j.Range;
import org.eclipse.lsp4j.TextDocumentContentChangeEvent;

/**
 * How long an editor waits, with a text of 2,000 lines: for completion in its middle, and for the
 * diagnostics after a change there. Over the protocol, both sides in this process. {@code
 * scripts/bench/editor} runs it.
 */
final class Benchmark {

  private static final int WARM_UP = 100;
  private static final int MEASURED = 200;
  private static final int WORKFLOWS = 40;
  private static final int BLOCKS = 7;

  private static final OperatingSystemMXBean PROCESS =
      (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();

  private Benchmark() {}

  public static void main(String[] arguments) {
    String text = text();
    try (Editor editor = Editor.open(text)) {
      int line = (int) text.lines().count() / 2;
      while (!text.lines().skip(line).findFirst().orElseThrow().contains("train.gbt")) {
        line++;
      }
      Position place = new Position(line, 28);
      System.out.printf(
          "%d lines, %d diagnostics, %d measurements after %d to warm up%n",
          text.lines().count(), editor.diagnostics().size(), MEASURED, WARM_UP);
      measure("completion", i -> complete(editor, place));
      measure("diagnostics after a change", i -> change(editor, place, i));
      measure(
          "completion after a change",
          i -> {
            change(editor, place, i);
            complete(editor, place);
          });
    }
  }

  private static void complete(Editor editor, Position place) {
    var params = new CompletionParams(editor.document(), place);
    Editor.await(editor.server().getTextDocumentService().completion(params));
  }

  /** Writes a letter, and takes it away the next time. */
  private static void change(Editor editor, Position place, int time) {
    Position after = new Position(place.getLine(), place.getCharacter() + 1);
    boolean write = time % 2 == 0;
    Range range = new Range(place, write ? place : after);
    editor.change(List.of(new TextDocumentContentChangeEvent(range, write ? "x" : "")));
  }

  private static void measure(String what, IntConsumer step) {
    for (int i = 0; i < WARM_UP; i++) {
      step.accept(i);
    }
    long[] nanos = new long[MEASURED];
    long worked = PROCESS.getProcessCpuTime();
    for (int i = 0; i < MEASURED; i++) {
      long start = System.nanoTime();
      step.accept(i);
      nanos[i] = System.nanoTime() - start;
    }
    worked = PROCESS.getProcessCpuTime() - worked;
    Arrays.sort(nanos);
    System.out.printf(
        "%-28s p50 %6.1f ms   p99 %6.1f ms   longest %6.1f ms   processor %6.1f ms%n",
        what,
        nanos[MEASURED / 2] / 1e6,
        nanos[MEASURED * 99 / 100] / 1e6,
        nanos[MEASURED - 1] / 1e6,
        worked / 1e6 / MEASURED);
  }

  private static String text() {
    StringBuilder text = new StringBuilder("schema Rows { age: Int?; plan: String; y: Bool }\n");
    for (int i = 0; i < WORKFLOWS; i++) {
      text.append("workflow w%d(data: Path, least: Float in 0..1 = 0.8) {\n".formatted(i));
      text.append("  raw = ingest.csv(data, schema: Rows)\n");
      for (int j = 0; j < BLOCKS; j++) {
        text.append(
            """
              parts%1$d = split(raw, train: 80%%, test: 20%%, stratify: "y", seed: %1$d)
              model%1$d = train.gbt(parts%1$d.train, label: "y", task: binary) {
                timeout 10 min
                resources { cpu 2 .. 8; memory 4 GiB }
              }
              report%1$d = evaluate(model%1$d, parts%1$d.test)
              require report%1$d.auc >= least else skip "AUC ${report%1$d.auc}"
            """
                .formatted(j));
      }
      text.append("}\n");
    }
    return text.toString();
  }
}
