package io.trainmaster.submit;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import org.junit.jupiter.api.Test;

class SubmitMainTest {

  private static final Path LAUNCHER = Path.of("/opt/trainmaster/bin/trainmaster");

  @Test
  void theMasterAndSettingsOfTheSubmissionAreThoseOfTheRun() {
    Properties properties = new Properties();
    properties.setProperty("spark.master", "spark://head:7077");
    properties.setProperty("spark.executor.memory", "2g");
    properties.setProperty("spark.app.name", "io.trainmaster.submit.SubmitMain");
    properties.setProperty("spark.jars", "file:/opt/trainmaster/trainmaster.jar");
    properties.setProperty("spark.submit.deployMode", "client");
    properties.setProperty("java.version", "17");

    assertThat(
            SubmitMain.command(
                LAUNCHER,
                List.of("run", "churn.train", "-p", "min_auc=0.8"),
                properties,
                Optional.of(Path.of("/opt/spark"))))
        .containsExactly(
            LAUNCHER.toString(),
            "run",
            "churn.train",
            "-p",
            "min_auc=0.8",
            "--set",
            "spark.conf.spark.executor.memory=2g",
            "--set",
            "spark.home=/opt/spark",
            "--set",
            "spark.master=spark://head:7077");
  }

  @Test
  void withoutAMasterItRunsHere() {
    assertThat(SubmitMain.command(LAUNCHER, List.of("runs"), new Properties(), Optional.empty()))
        .containsExactly(LAUNCHER.toString(), "runs", "--set", "spark.master=local[*]");
  }
}
