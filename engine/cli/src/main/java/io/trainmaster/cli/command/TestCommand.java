package io.trainmaster.cli.command;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.trainmaster.cli.console.Console;
import io.trainmaster.cli.console.ExitCode;
import io.trainmaster.cli.project.OutputFile;
import io.trainmaster.cli.project.WorkflowFiles;
import io.trainmaster.cli.view.JunitXml;
import io.trainmaster.cli.view.TestReport;
import io.trainmaster.cli.view.TestedFile;
import io.trainmaster.dsl.Compilation;
import io.trainmaster.dsl.WorkflowCompiler;
import io.trainmaster.dsl.catalogue.Catalogue;
import io.trainmaster.dsl.diagnostic.LocatedDiagnostic;
import io.trainmaster.dsl.test.TestFailure;
import io.trainmaster.dsl.test.TestResult;
import io.trainmaster.dsl.test.TestRunner;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** {@code test}: runs the tests that stand beside workflows. */
final class TestCommand extends CliCommand {
  private final Argument<List<Path>> paths =
      parameters(Path.class, "FILE", "Workflow files, or folders whose workflow files are meant.");

  private final Argument<String> filter =
      option(
              String.class,
              "--filter",
              "TEXT",
              "Run those tests alone that have the text in their names.")
          .byDefault("");

  private final Argument<Path> junit =
      option(
          Path.class,
          "--junit",
          "FILE",
          "Write the results as JUnit XML, one test suite for each file.");

  private final Argument<Boolean> require =
      flag("--require", "Exit with 4 where there is no test to run.");

  @Override
  ExitCode execute(Workplace place, Console console) {
    Catalogue catalogue = place.installation().catalogue();
    WorkflowCompiler compiler = new WorkflowCompiler(catalogue);
    TestRunner runner = new TestRunner(catalogue);
    List<TestedFile> files = new ArrayList<>();
    for (Path path : paths.value()) {
      for (Path file : WorkflowFiles.under(place.resolve(path), path.toString())) {
        Compilation compilation = place.compile(file, path.toString(), compiler);
        files.add(
            new TestedFile(
                compilation, runner.run(compilation, name -> name.contains(filter.value()))));
      }
    }
    junit.given().ifPresent(file -> OutputFile.write(place.resolve(file), JunitXml.of(files)));
    if (console.isJson()) {
      console.print(TestJson.of(files));
    } else {
      new TestReport(console, place.surroundings().variables()).show(files);
    }
    return exit(files, console);
  }

  private ExitCode exit(List<TestedFile> files, Console console) {
    if (files.stream().anyMatch(file -> file.compilation().hasErrors())) {
      return ExitCode.WORKFLOW_INVALID;
    } else if (files.stream().flatMap(file -> file.results().stream()).anyMatch(this::failed)) {
      return ExitCode.RUN_FAILED;
    } else if (files.stream().allMatch(file -> file.results().isEmpty())) {
      console.complain(filter.value().isEmpty() ? "No tests found." : "No test is named so.");
      return require.value() ? ExitCode.FINDINGS : ExitCode.OK;
    }
    return ExitCode.OK;
  }

  private boolean failed(TestResult result) {
    return !result.passed();
  }

  /** Apart, so that nothing of JSON is loaded where none is wanted. */
  private static final class TestJson {
    private TestJson() {}

    static ArrayNode of(List<TestedFile> files) {
      ArrayNode all = JsonNodeFactory.instance.arrayNode();
      for (TestedFile file : files) {
        Compilation compilation = file.compilation();
        ObjectNode node = all.addObject();
        node.put("file", compilation.file().path());
        node.put("ok", !compilation.hasErrors() && file.failures() == 0);
        node.set("diagnostics", Diagnostics.json(compilation));
        ArrayNode tests = node.putArray("tests");
        file.results().forEach(result -> test(tests.addObject(), compilation, result));
      }
      return all;
    }

    private static void test(ObjectNode node, Compilation file, TestResult result) {
      node.put("name", result.name());
      node.put("line", file.file().line(result.span()));
      node.put("passed", result.passed());
      node.put("seconds", result.took().toNanos() / 1e9);
      if (result.failure().isPresent()) {
        TestFailure failure = result.failure().get();
        node.set(
            "failure", Diagnostics.json(new LocatedDiagnostic(file.file(), failure.diagnostic())));
        failure.facts().forEach(node.withArray("facts")::add);
      }
    }
  }
}
