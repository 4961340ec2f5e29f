package io.trainmaster.cli.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.trainmaster.cli.command.CommandTester.Result;
import io.trainmaster.job.TaskError;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class InitCommandTest {
  private static final Path ROOT = Path.of(System.getProperty("trainmaster.root", "../.."));

  @TempDir Path folder;
  CommandTester tester;

  @BeforeEach
  void start() {
    tester = new CommandTester(folder);
  }

  @Test
  void makesAProject() {
    Result result = tester.run("init", "my-shop");

    assertThat(result.exit()).isZero();
    assertThat(result.out().lines())
        .containsExactly(
            "my-shop/my_shop.train",
            "my-shop/conf/trainmaster.properties",
            "my-shop/conf/dev.properties",
            "my-shop/conf/staging.properties",
            "my-shop/conf/production.properties",
            "my-shop/README.md",
            "my-shop/.gitignore");
    assertThat(result.err()).contains("trainmaster run my_shop.train");
    Path project = tester.project().resolve("my-shop");
    assertThat(project.resolve("my_shop.train")).content().contains("workflow my_shop(");
    assertThat(project.resolve("README.md")).content().startsWith("# my-shop\n");
    assertThat(tester.run("config", "--project", "my-shop", "--env", "production").out())
        .contains(".trainmaster-production");
  }

  @Test
  void theOverlaysAreThoseOfThisProject() throws IOException {
    tester.run("init", "shop");
    for (String name : new String[] {"dev", "staging", "production"}) {
      assertThat(tester.project().resolve("shop/conf/" + name + ".properties"))
          .content()
          .isEqualTo(Files.readString(ROOT.resolve("conf/" + name + ".properties")));
    }
  }

  @Test
  void itsWorkflowIsSound() throws IOException {
    Path spark = ROOT.resolve("jobs/spark/target/classes/META-INF/trainmaster/operators.train");
    Path runtime =
        ROOT.resolve("engine/runtime/src/main/resources/META-INF/trainmaster/operators.train");
    assumeTrue(Files.exists(spark), "the operators of jobs/spark have not been built");
    Path operators = tester.installation().resolve("operators");
    Files.delete(operators.resolve("operators.train"));
    Files.copy(spark, operators.resolve("spark.train"));
    Files.copy(runtime, operators.resolve("runtime.train"));

    tester.run("init", "shop");

    assertThat(tester.run("check", "shop/shop.train").out())
        .isEqualTo("ok  shop.train  workflow shop, 7 tasks\n");
  }

  @Test
  void writesOverNothing() {
    tester.write("shop/kept.txt", "mine");

    Result result = tester.run("init", "shop");

    assertThat(result.exit()).isEqualTo(73);
    assertThat(result.err()).contains("shop exists already and is not empty.");
    assertThat(tester.project().resolve("shop")).isDirectoryContaining("glob:**kept.txt");
    assertThat(tester.project().resolve("shop/conf")).doesNotExist();
  }

  @ParameterizedTest
  @CsvSource({"shop,shop", "My-Shop,my_shop", "2fast,workflow_2fast", "--x--,x", "a b,a_b"})
  void namesTheWorkflow(String name, String workflow) {
    assertThat(InitCommand.workflowName(name)).isEqualTo(workflow);
  }

  @Test
  void everyErrorOfATaskIsExplained() {
    assertThat(ExplainCommand.taskErrors().stringPropertyNames())
        .containsExactlyInAnyOrderElementsOf(
            Arrays.stream(TaskError.values()).map(TaskError::code).toList());
  }

  @Test
  void samplesAreMade() {
    Result result = tester.run("sample", "churn", "--rows", "50", "--seed", "3", "--out", "d");

    assertThat(result.exit()).isZero();
    assertThat(result.out()).isEqualTo("d/churn.csv\n");
    assertThat(result.err()).startsWith("50 rows, ");
    assertThat(tester.run("sample", "churn", "--rows", "50", "--out", "d").exit()).isEqualTo(73);
    assertThat(tester.run("sample", "churn", "--rows", "5", "--out", "d", "--force").exit())
        .isZero();
    assertThat(tester.run("sample", "churn", "--rows", "0").exit()).isEqualTo(2);
    assertThat(tester.run("sample", "chrun").err()).contains("Did you mean churn?");
    assertThat(tester.run("sample").out()).contains("churn");
  }

  @Test
  void operatorsAreDescribed() {
    assertThat(tester.run("operators").out()).containsPattern("train\\.gbt +Model +Trains");
    assertThat(tester.run("operators", "train").out())
        .contains("train.network")
        .doesNotContain("ingest");
    assertThat(tester.run("operators", "ingest.csv").out())
        .contains("ingest.csv -> Dataset")
        .containsPattern("path +Path +\\(required\\) +File or folder")
        .containsPattern("malformed +Name in \\[refuse, set_aside\\] +refuse");
    assertThat(tester.run("operators", "train.network").out())
        .contains("epochs(value: Int in 1..100000 = 5)");
    assertThat(tester.run("operators").out()).containsPattern("monitor +0\\.4 +Drift +Compares");
    assertThat(tester.run("operators", "monitor").out())
        .contains("Release 0.4 runs it; this version only checks it.")
        .contains("latency(when: Condition)");
    Result unknown = tester.run("operators", "train.gtb");
    assertThat(unknown.exit()).isEqualTo(66);
    assertThat(unknown.err()).contains("Did you mean train.gbt?");
    assertThat(tester.run("operators", "--output", "json").out()).startsWith("[");
  }
}
