package io.trainmaster.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.jar.Attributes;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The launcher as a process of its own. */
class LauncherTest {
  private static final Path SCRIPT =
      Path.of(System.getProperty("trainmaster.root", "../..")).resolve("scripts/trainmaster");

  @TempDir Path folder;

  private record Result(int exit, String out) {}

  @BeforeEach
  void needsAShell() {
    assumeTrue(Files.isExecutable(Path.of("/bin/sh")), "there is no /bin/sh");
  }

  @Test
  void saysHowToBuildWhereNothingIsBuilt() throws Exception {
    Path script = copyTo(folder.resolve("scripts/trainmaster"));

    Result result = run(script, "--help");

    assertThat(result.exit()).isEqualTo(69);
    assertThat(result.out()).contains("not built yet").contains("make install");
  }

  @Test
  void startsFromADistributionAlsoThroughALink() throws Exception {
    Path script = copyTo(folder.resolve("home/bin/trainmaster"));
    Path link = Files.createSymbolicLink(folder.resolve("tm"), script);
    jar(folder.resolve("home/lib/engine/trainmaster-cli.jar"));

    assertThat(run(script, "--version")).isEqualTo(new Result(0, "trainmaster development\n"));
    assertThat(run(link, "config", "explain", "engine.cpus").out()).contains("engine.cpus = all");
    assertThat(run(link, "no-such-command").exit()).isEqualTo(2);
  }

  @Test
  void startsFromAClone() throws Exception {
    Path script = copyTo(folder.resolve("clone/scripts/trainmaster"));
    jar(folder.resolve("clone/scripts/target/trainmaster/lib/engine/trainmaster-cli.jar"));

    assertThat(run(script, "--version").exit()).isZero();
  }

  @Test
  void theEngineCarriesNoSpark() {
    List<String> spark =
        Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
            .map(path -> String.valueOf(Path.of(path).getFileName()))
            .filter(name -> name.matches("(spark|hadoop|nd4j|deeplearning4j)-.*"))
            .toList();

    assertThat(spark).isEmpty();
  }

  private static Path copyTo(Path target) throws IOException {
    assumeTrue(Files.exists(SCRIPT), "the source tree is not here");
    Files.createDirectories(target.getParent());
    Files.copy(SCRIPT, target);
    target.toFile().setExecutable(true);
    return target;
  }

  /** A jar with nothing in it but the way to the classes of this test. */
  private static void jar(Path target) throws IOException {
    Files.createDirectories(target.getParent());
    Manifest manifest = new Manifest();
    manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
    manifest
        .getMainAttributes()
        .put(
            Attributes.Name.CLASS_PATH,
            Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
                .map(path -> Path.of(path).toUri().toString())
                .collect(Collectors.joining(" ")));
    try (OutputStream out = Files.newOutputStream(target);
        JarOutputStream jar = new JarOutputStream(out, manifest)) {
      jar.finish();
    }
  }

  private Result run(Path script, String... arguments) throws IOException, InterruptedException {
    ProcessBuilder builder = new ProcessBuilder("/bin/sh", script.toString());
    builder.command().addAll(List.of(arguments));
    builder.directory(folder.toFile()).redirectErrorStream(true);
    builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
    Process process = builder.start();
    process.getOutputStream().close();
    String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    return new Result(process.waitFor(), out);
  }
}
