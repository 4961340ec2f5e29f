package io.trainmaster.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import io.trainmaster.cli.command.CommandTester.Result;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConfigCommandTest {
  @TempDir Path folder;
  CommandTester tester;

  @BeforeEach
  void start() {
    tester = new CommandTester(folder);
  }

  @Test
  void listsWhatHoldsAndWhereItComesFrom() {
    tester.write("conf/trainmaster.properties", "engine.cpus = 2\n");

    assertThat(tester.run("config").out())
        .contains("SETTING")
        .containsPattern("engine\\.cpus +2 +conf/trainmaster\\.properties:1")
        .containsPattern("run\\.grace +10 s +default");
    assertThat(tester.run("config", "list").out()).isEqualTo(tester.run("config").out());
  }

  @Test
  void explainsWhichLayerWonAndWhatItHides() {
    tester.write("conf/trainmaster.properties", "engine.cpus = 2\n");

    assertThat(tester.run("config", "explain", "engine.cpus", "--set", "engine.cpus=4").out())
        .isEqualTo(
            """
            engine.cpus = 4
              holds   flag     --set engine.cpus              4
              hidden  project  conf/trainmaster.properties:1  2
              hidden  default  default                        all

            The CPUs that running tasks may use together.
            It takes a whole number from 1, or all.
            Environment variable: TRAINMASTER_ENGINE_CPUS
            """);
  }

  @Test
  void refusesAnUnknownKey() {
    Result result = tester.run("config", "explain", "engin.cpus");

    assertThat(result.exit()).isEqualTo(78);
    assertThat(result.err())
        .isEqualTo(
            """
            error: There is no setting engin.cpus.
              mend: Did you mean engine.cpus?
            """);
  }

  @Test
  void namesTheLineOfABadValue() {
    tester.write("conf/trainmaster.properties", "\n\nui.color = pink\n");

    Result result = tester.run("config");

    assertThat(result.exit()).isEqualTo(78);
    assertThat(result.err())
        .isEqualTo(
            """
            error: The setting ui.color can't be "pink".
              at: conf/trainmaster.properties:3
              mend: It takes one of auto, always, never.
            """);
  }

  @Test
  void errorsAreJsonWhereThatIsWanted() {
    assertThat(tester.run("config", "explain", "nothing.at.all", "--output", "json").err())
        .startsWith("{\"error\":{\"message\":\"There is no setting nothing.at.all.\"");
  }

  @Test
  void coloursFollowTheConventions() {
    String colour = "\u001b[";
    assertThat(tester.run("config").out()).doesNotContain(colour);
    tester.variable("CLICOLOR_FORCE", "1");
    assertThat(tester.run("config").out()).contains(colour);
    assertThat(tester.run("config", "--no-color").out()).doesNotContain(colour);
    tester.variable("NO_COLOR", "1");
    assertThat(tester.run("config").out()).doesNotContain(colour);
    assertThat(tester.run("config", "--set", "ui.color=always").out()).contains(colour);
    tester.write("conf/trainmaster.properties", "ui.color = always\n");
    assertThat(tester.run("config").out()).contains(colour);
  }
}
