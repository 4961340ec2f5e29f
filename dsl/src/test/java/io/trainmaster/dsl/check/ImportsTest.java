package io.trainmaster.dsl.check;

import static org.assertj.core.api.Assertions.assertThat;

import io.trainmaster.dsl.Compilation;
import io.trainmaster.dsl.TestFiles;
import io.trainmaster.dsl.source.SourceFile;
import io.trainmaster.dsl.source.SourceLimit;
import io.trainmaster.model.TaskSpec;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;
import org.junit.jupiter.api.Test;

class ImportsTest {

  private static List<String> faults(Map<String, String> files, String root) {
    return faults(compile(files, root));
  }

  private static Compilation compile(Map<String, String> files, String root) {
    return compile(files, root, SourceFile::new);
  }

  private static Compilation compile(
      Map<String, String> files, String root, BiFunction<String, String, SourceFile> reader) {
    SourceLookup lookup =
        (from, path) -> Optional.ofNullable(files.get(path)).map(text -> reader.apply(path, text));
    SourceFile file = reader.apply(root, files.getOrDefault(root, ""));
    return TestFiles.compiler().compile(file, SchemaLookup.NONE, lookup);
  }

  private static List<String> faultsWithin(int bytes, Map<String, String> files, String root) {
    return faults(compile(files, root, new SourceLimit(bytes)::of));
  }

  private static List<String> faults(Compilation compilation) {
    return compilation.diagnostics().stream()
        .map(one -> one.code().id() + " " + one.message())
        .toList();
  }

  @Test
  void withoutFilesEverythingFits() {
    SourceFile file =
        new SourceFile(
            "a.train",
            """
            import "b.train" as b
            workflow w(data: Dataset<b.Trip>) {
              raw   = ingest.csv("x.csv", schema: b.Trip)
              model = b.fit(raw, rows: 10)
              clean = validate(b.anything(model, a_word)) after model
            }
            """);
    Compilation compilation = TestFiles.compiler().compile(file, SchemaLookup.NONE);

    assertThat(compilation.diagnostics()).isEmpty();
    TaskSpec.Child child = (TaskSpec.Child) compilation.workflows().get(0).tasks().get(1);
    assertThat(child.workflow()).isEqualTo("b.fit");
    assertThat(child.version()).isEmpty();
    assertThat(child.arguments()).containsOnlyKeys("rows");
  }

  @Test
  void aCircleIsToldWithItsChain() {
    Map<String, String> files =
        Map.of(
            "a.train", "import \"b.train\" as b\n",
            "b.train", "import \"c.train\" as c\n",
            "c.train", "import \"a.train\" as a\n",
            "d.train", "import \"d.train\" as d\n");

    assertThat(faults(files, "a.train"))
        .containsExactly("E0313 Files import each other: a.train → b.train → c.train → a.train.");
    assertThat(faults(files, "d.train"))
        .containsExactly("E0313 The file imports itself: d.train → d.train.");
  }

  @Test
  void theFaultsOfAFileAreToldOnceForEachFileThatImportsIt() {
    Map<String, String> files =
        Map.of(
            "a.train",
            "import \"b.train\" as b\nimport \"c.train\" as c\n",
            "b.train",
            "import \"c.train\" as c\nworkflow w() { c.w() }\n",
            "c.train",
            "workflow w() { nobody() }\n");

    assertThat(faults(files, "b.train"))
        .containsExactly("E0319 `c.train` has a fault, in line 1: There is no operator `nobody`.");
    assertThat(faults(files, "a.train")).hasSize(2).allMatch(one -> one.startsWith("E0319"));
  }

  @Test
  void aSchemaIsTheSameWhicheverWayItIsReached() {
    Map<String, String> files =
        Map.of(
            "a.train",
            """
            import "b.train" as b
            import "c.train" as c
            workflow w() -> Dataset<c.Trip> { return b.read() }
            """,
            "b.train",
            """
            import "c.train" as other
            workflow read() -> Dataset<other.Trip> { return other.read("x.csv") }
            """,
            "c.train",
            """
            schema Trip { fare: Float }
            workflow read(data: Path) -> Dataset<Trip> { return ingest.csv(data, schema: Trip) }
            """);

    assertThat(faults(files, "a.train")).isEmpty();
  }

  @Test
  void aFileThatIsTooLargeIsToldWhereItIsImported() {
    String large = "# " + "x".repeat(300) + "\n";
    Map<String, String> files =
        Map.of(
            "a.train", "import \"b.train\" as b\nimport \"c.train\" as c\n",
            "b.train", "import \"c.train\" as c\n",
            "c.train", large);

    assertThat(faultsWithin(256, files, "a.train"))
        .hasSize(1)
        .allMatch(
            one ->
                one.equals(
                    "E0111 `c.train` has more than 256 bytes, the most that a workflow file may"
                        + " have."));
    assertThat(faultsWithin(512, files, "a.train")).isEmpty();
  }

  @Test
  void filesCountTogetherAndEachOnce() {
    String half = "# " + "x".repeat(100) + "\n";
    Map<String, String> files =
        Map.of(
            "a.train",
            "import \"b.train\" as b\nimport \"c.train\" as c\nimport \"b.train\" as d\n",
            "b.train",
            half,
            "c.train",
            "import \"b.train\" as b\n" + half);

    assertThat(faultsWithin(320, files, "a.train")).isEmpty();
    assertThat(faultsWithin(256, files, "a.train"))
        .containsExactly(
            "E0111 With `c.train` a file and what it imports have more than 256 bytes, the most"
                + " that they may.");
  }

  @Test
  void veryDeepChainsEnd() {
    Map<String, String> files = new java.util.HashMap<>();
    StringBuilder calls = new StringBuilder();
    for (int i = 0; i < 3000; i++) {
      files.put(i + ".train", "import \"" + (i + 1) + ".train\" as next\n");
      calls.append("workflow w%d() { w%d() }\n".formatted(i, i + 1));
    }
    files.put("3000.train", "workflow w() { }\n");
    files.put("calls.train", calls + "workflow w3000() { }\n");

    assertThat(faults(files, "0.train"))
        .hasSize(1)
        .allMatch(one -> one.contains("at most 32 deep"));
    assertThat(faults(files, "calls.train"))
        .isNotEmpty()
        .allMatch(one -> one.contains("at most 50 deep"));
  }
}
