package io.trainmaster.dsl;

import static org.assertj.core.api.Assertions.assertThat;

import io.trainmaster.dsl.check.SchemaLookup;
import io.trainmaster.dsl.diagnostic.Diagnostic;
import io.trainmaster.dsl.diagnostic.SnippetRenderer;
import io.trainmaster.dsl.lint.Linter;
import io.trainmaster.dsl.source.SourceFile;
import io.trainmaster.dsl.source.Span;
import io.trainmaster.dsl.syntax.Parser;
import io.trainmaster.dsl.syntax.Token;
import io.trainmaster.dsl.test.TestRunner;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * No bytes make the compiler or the linter throw. Inputs are made from the examples and the planted
 * mistakes by a seed that is printed; {@code trainmaster.fuzz.seconds} makes it go on for longer,
 * {@code trainmaster.fuzz.seed} repeats a run.
 */
class FuzzTest {

  private static final long SEED = Long.getLong("trainmaster.fuzz.seed", 20_260_501);
  private static final int SECONDS = Integer.getInteger("trainmaster.fuzz.seconds", 3);
  private static final int SHOWN = 2000;
  private static final WorkflowCompiler COMPILER = TestFiles.compiler();
  private static final Linter LINTER = new Linter(TestFiles.catalogue());
  private static final SnippetRenderer RENDERER = new SnippetRenderer(true);

  private final Random random = new Random(SEED);
  private String slowest = "none";
  private long slowestNanos;

  @Test
  void survivesHardInputs() {
    for (Map.Entry<String, Supplier<byte[]>> input : HardInputs.all().entrySet()) {
      run(input.getKey(), input.getValue().get());
    }
    System.out.printf("slowest hard input: %s, %d ms%n", slowest, slowestNanos / 1_000_000);
  }

  @Test
  void survivesMutations() {
    List<String> texts = texts();
    long end = System.nanoTime() + SECONDS * 1_000_000_000L;
    int count = 0;
    while (System.nanoTime() < end) {
      String text = texts.get(random.nextInt(texts.size()));
      for (int i = 1 + random.nextInt(4); i > 0; i--) {
        text = mutated(text, texts.get(random.nextInt(texts.size())));
      }
      byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
      if (random.nextInt(4) == 0) {
        flip(bytes);
      }
      count++;
      run("input " + count + " of seed " + SEED, bytes);
    }
    System.out.printf(
        "mutations: %d with seed %d; slowest: %s, %d ms%n",
        count, SEED, slowest, slowestNanos / 1_000_000);
    assertThat(count).isPositive();
  }

  /** The examples and the planted mistakes. */
  private static List<String> texts() {
    Stream<String> planted =
        Stream.concat(CorpusFile.all().stream(), CorpusFile.findings().stream())
            .map(file -> file.source().text());
    Stream<String> examples = TestFiles.list("examples", ".train").stream().map(TestFiles::text);
    Stream<Path> outside =
        TestFiles.outsideExamples().stream().flatMap(folder -> TestFiles.files(folder, ".train"));
    return Stream.of(planted, examples, outside.map(TestFiles::text)).flatMap(one -> one).toList();
  }

  private void run(String name, byte[] bytes) {
    long start = processorTime();
    try {
      SourceFile file = SourceFile.decode("fuzz.train", bytes);
      Compilation compilation = COMPILER.compile(file, SchemaLookup.NONE);
      RENDERER.render(file, compilation.diagnostics());
      assertThat(compilation.diagnostics()).hasSizeLessThanOrEqualTo(200);
      new TestRunner(COMPILER.catalogue()).run(compilation, test -> true);
      if (compilation.diagnostics().stream().noneMatch(FuzzTest::isOfForm)) {
        RENDERER.render(file, LINTER.lint(file).findings());
      }
    } catch (RuntimeException | Error e) {
      String text = new String(bytes, StandardCharsets.UTF_8);
      throw new AssertionError(name + ":\n" + text.substring(0, Math.min(SHOWN, text.length())), e);
    }
    long nanos = processorTime() - start;
    if (nanos > slowestNanos) {
      slowestNanos = nanos;
      slowest = name;
    }
    if (Boolean.getBoolean("trainmaster.fuzz.print")) {
      System.out.printf("%6d ms %s%n", nanos / 1_000_000, name);
    }
  }

  /** A linter finds nothing beside a fault of form. */
  private static boolean isOfForm(Diagnostic fault) {
    return fault.code().id().startsWith("E01") || fault.code().id().startsWith("E02");
  }

  /** Not the time on the wall, which says more of what else the machine does. */
  private static long processorTime() {
    return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
  }

  /** A text with a token or a piece taken out, doubled, swapped, or replaced by another's. */
  private String mutated(String text, String other) {
    List<Span> tokens = tokens(text);
    List<Span> others = tokens(other);
    if (tokens.size() < 3 || others.size() < 3) {
      return text + other;
    }
    Span one = tokens.get(random.nextInt(tokens.size()));
    Span two = tokens.get(random.nextInt(tokens.size()));
    Span first = one.start() <= two.start() ? one : two;
    Span last = one.start() <= two.start() ? two : one;
    Span foreign = others.get(random.nextInt(others.size()));
    String piece = other.substring(foreign.start(), Math.min(other.length(), foreign.start() + 80));
    return switch (random.nextInt(6)) {
      case 0 -> text.substring(0, one.start()) + text.substring(one.end());
      case 1 -> text.substring(0, one.end()) + " " + text.substring(one.start());
      case 2 -> swapped(text, first, last);
      case 3 ->
          text.substring(0, one.start())
              + other.substring(foreign.start(), foreign.end())
              + text.substring(one.end());
      case 4 -> text.substring(0, one.start()) + piece + text.substring(one.start());
      default -> text.substring(0, first.start()) + text.substring(last.end());
    };
  }

  private static String swapped(String text, Span first, Span last) {
    if (first.end() > last.start()) {
      return text;
    }
    return text.substring(0, first.start())
        + text.substring(last.start(), last.end())
        + text.substring(first.end(), last.start())
        + text.substring(first.start(), first.end())
        + text.substring(last.end());
  }

  private static List<Span> tokens(String text) {
    List<Span> spans = new ArrayList<>();
    for (Token token : Parser.parse(new SourceFile("fuzz.train", text)).tokens()) {
      if (token.span().length() > 0) {
        spans.add(token.span());
      }
    }
    return spans;
  }

  private void flip(byte[] bytes) {
    for (int i = 1 + random.nextInt(4); i > 0 && bytes.length > 0; i--) {
      int at = random.nextInt(bytes.length);
      bytes[at] = (byte) (bytes[at] ^ 1 << random.nextInt(8));
    }
  }
}
