package io.trainmaster.dsl;

import static org.assertj.core.api.Assertions.assertThat;

import io.trainmaster.dsl.check.SchemaLookup;
import io.trainmaster.dsl.check.SourceLookup;
import io.trainmaster.dsl.diagnostic.Diagnostic;
import io.trainmaster.dsl.source.SourceFile;
import io.trainmaster.model.Expression;
import io.trainmaster.model.RunFact;
import io.trainmaster.model.TaskSpec;
import io.trainmaster.model.WorkflowGraph;
import io.trainmaster.model.WorkflowVersion;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Workflows that call workflows: what their runs keep, and what they pass on. */
class CallsTest {

  private static Compilation compile(Map<String, String> files, String root) {
    SourceLookup lookup =
        (from, path) ->
            Optional.ofNullable(files.get(path)).map(text -> new SourceFile(path, text));
    Compilation compilation =
        TestFiles.compiler()
            .compile(new SourceFile(root, files.getOrDefault(root, "")), SchemaLookup.NONE, lookup);
    assertThat(compilation.diagnostics()).isEmpty();
    return compilation;
  }

  private static Compilation compile(String text) {
    return compile(Map.of("test.train", text), "test.train");
  }

  private static TaskSpec.Child call(WorkflowGraph graph) {
    return (TaskSpec.Child) graph.tasks().get(0);
  }

  @Test
  void aVersionHasEachThatItsRunsMayMakeRunsOf() {
    Compilation compilation =
        compile(
            Map.of(
                "outer.train",
                """
                import "inner.train" as inner
                workflow outer() {
                  inner.middle()
                  for n in 1 .. 3 { inner.innermost(n) }
                }
                """,
                "inner.train",
                """
                workflow middle() { innermost(1) }
                workflow innermost(n: Int) { require n > 0 else skip "no" }
                """),
            "outer.train");

    WorkflowVersion outer = compilation.version("outer").orElseThrow();
    assertThat(outer.callees())
        .extracting(callee -> callee.graph().name() + " of " + callee.file())
        .containsExactlyInAnyOrder("middle of inner.train", "innermost of inner.train");
    assertThat(outer.callees()).allMatch(callee -> callee.callees().isEmpty());
    assertThat(outer.callees())
        .extracting(WorkflowVersion::hash)
        .contains(call(outer.graph()).version().orElseThrow());
    assertThat(outer.graph().callees()).hasSize(2);
    assertThat(outer.source()).startsWith("import");
  }

  @Test
  void aWorkflowThatCallsAnotherVersionIsAnotherVersion() {
    String text = "workflow a() { b() }\nworkflow b() { require 1 > 0 else fail \"x\" }\n";

    String before = compile(text).version("a").orElseThrow().hash();

    assertThat(compile(text.replace("1 > 0", "1 > 2")).version("a").orElseThrow().hash())
        .isNotEqualTo(before);
    assertThat(compile("# more\n" + text).version("a").orElseThrow().hash()).isEqualTo(before);
  }

  @Test
  void whatACalledWorkflowReadsOfItsIntervalItsCallerPassesOn() {
    Compilation compilation =
        compile(
            """
            workflow a() { b() }
            workflow b() { c() }
            workflow c() { require "${run.from} ${run.id}" != "" else skip "no" }
            """);

    WorkflowGraph a = compilation.workflow("a").orElseThrow();
    assertThat(RunFact.FROM.isReadBy(a)).isTrue();
    assertThat(RunFact.ID.isReadBy(a)).as("each run has a name of its own").isFalse();
    assertThat(call(a).arguments())
        .containsOnly(Map.entry("run.from", new Expression.Parameter("run.from")));
  }

  @Test
  void whatACalledWorkflowCannotRunYetItsCallerCannot() {
    Compilation compilation =
        compile(
            """
            workflow a() { b() }
            workflow b() { c() { budget 1 gpu_h, per: day } }
            workflow c() { require 1 > 0 else skip "no" }
            """);

    assertThat(compilation.later("c")).isEmpty();
    assertThat(compilation.later("a"))
        .extracting(Diagnostic::message)
        .containsExactly(
            "In `b`: This version checks a budget of `gpu_h` and can't run it; release 0.2 will.");
    assertThat(compilation.file().text(compilation.later("a").get(0).span())).isEqualTo("b");
  }
}
