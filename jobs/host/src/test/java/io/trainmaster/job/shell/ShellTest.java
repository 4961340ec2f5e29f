package io.trainmaster.job.shell;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import io.trainmaster.job.Arguments;
import io.trainmaster.job.Artifact;
import io.trainmaster.job.CatalogueWriter;
import io.trainmaster.job.Operator;
import io.trainmaster.job.host.HostHarness;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class ShellTest {

  private static final ObjectMapper MAPPER = new ObjectMapper();

  private final Path folder;
  private final HostHarness host;

  ShellTest(@TempDir Path folder) throws IOException {
    this.folder = folder;
    this.host = new HostHarness(folder, new Shell());
  }

  @AfterEach
  void close() throws IOException {
    host.close();
  }

  private JsonNode run(ArrayNode block, String... command) throws IOException {
    host.launch("a", "shell", Map.of("command", List.of(command)), block);
    return host.result();
  }

  private static ArrayNode block() {
    return MAPPER.createArrayNode();
  }

  private static ArrayNode block(String key, String... positional) {
    ArrayNode block = block();
    ArrayNode values = block.addObject().put("key", key).putArray("positional");
    List.of(positional).forEach(values::add);
    return block;
  }

  @Test
  void hidesSecretsInWhatACommandPrints() throws IOException {
    ArrayNode block = block("env", "TOKEN", "s3cret");
    List<String> command =
        List.of("sh", "-c", "echo first; echo \"is $TOKEN.\" | tee t; echo \"no $TOKEN\"; exit 3");
    host.launch("a", "shell", Map.of("command", command), block, List.of("s3cret"));
    assertThat(host.result().path("message").asText())
        .isEqualTo("The command ended with exit code 3: no ***.");
    assertThat(host.attempt("a").resolve("log.txt"))
        .content()
        .contains("first\nis ***.\nno ***\n")
        .doesNotContain("s3cret");
  }

  @Test
  void isFound() {
    assertThat(ServiceLoader.load(Operator.class))
        .extracting(CatalogueWriter::name)
        .contains("shell");
  }

  @Test
  void printsToTheLogAndGivesNothingByItself() throws IOException {
    JsonNode result = run(block(), "echo", "a; b $(c)", "*");

    assertThat(result.path("outcome").asText()).isEqualTo("succeeded");
    assertThat(result.path("outputs")).isEmpty();
    assertThat(host.log("a")).isEqualTo("a; b $(c) *\n");
  }

  @Test
  void publishesAFileWithItsValues() throws IOException {
    JsonNode result =
        run(
            block("outputs", "day.csv"),
            "sh",
            "-c",
            "echo 1 > day.csv; echo '{\"rows\": 1, \"mean\": 0.5}' > outputs.json");

    JsonNode out = result.path("outputs").path("out");
    assertThat(out.path("artifact").asText()).isEqualTo("File");
    assertThat(out.path("properties"))
        .isEqualTo(MAPPER.readTree("{\"rows\":1,\"mean\":0.5,\"name\":\"day.csv\"}"));
    assertThat(host.attempt("a").resolve(out.path("path").asText())).hasContent("1\n");
  }

  @Test
  void givesValuesWithoutAFile() throws IOException {
    JsonNode result = run(block(), "sh", "-c", "echo '{\"rows\": 3}' > outputs.json");

    assertThat(result.path("outputs").path("rows").path("value").asInt()).isEqualTo(3);
  }

  @Test
  void publishesSeveralFilesAndChecksTheValues() throws IOException {
    ArrayNode block = block("output", "train", "train.csv");
    block.addAll(block("output", "test", "test.csv"));
    block.addAll(block("value", "rows", "Int"));
    block.addAll(block("value", "day", "Date"));
    String files = "echo 1 > train.csv; echo 2 > test.csv;";

    JsonNode good =
        run(
            block,
            "sh",
            "-c",
            files + "echo '{\"rows\": 2, \"day\": \"2026-05-01\"}' > outputs.json");
    JsonNode outputs = good.path("outputs");
    assertThat(outputs.path("rows").path("value").asInt()).isEqualTo(2);
    assertThat(host.attempt("a").resolve(outputs.path("train").path("path").asText()))
        .hasContent("1\n");
    assertThat(host.attempt("a").resolve(outputs.path("test").path("path").asText()))
        .hasContent("2\n");

    JsonNode wrong =
        run(
            block,
            "sh",
            "-c",
            files + "echo '{\"rows\": \"2\", \"day\": \"2026-05-01\"}' > outputs.json");
    assertThat(wrong.path("message").asText())
        .isEqualTo("The value 'rows' should be of type Int and is '2'.");
    JsonNode missing = run(block, "sh", "-c", files + "echo '{\"rows\": 2}' > outputs.json");
    assertThat(missing.path("message").asText())
        .isEqualTo("The value 'day' should be of type Date and is nothing.");
    JsonNode noFile =
        run(block, "sh", "-c", "echo '{\"rows\": 2, \"day\": \"2026-05-01\"}' > outputs.json");
    assertThat(noFile.path("message").asText()).isEqualTo("The command wrote no 'train.csv'.");
  }

  @Test
  void anOptionalFileNeedNotBeThere() throws IOException {
    ArrayNode block = block("outputs", "x");
    ((ArrayNode) block.get(0).get("positional")).add(true);

    JsonNode result = run(block, "true");

    assertThat(result.path("outcome").asText()).isEqualTo("succeeded");
    assertThat(result.path("outputs")).isEmpty();
  }

  @Test
  void bringsFilesOfTheProject() throws IOException {
    Files.createDirectories(folder.resolve("lib/inner"));
    Files.writeString(folder.resolve("lib/inner/a.txt"), "a\n");
    Files.writeString(folder.resolve("b.txt"), "b\n");
    ArrayNode block = block();
    block.addObject().put("key", "files").putArray("positional").addArray().add("lib").add("b.txt");

    run(block, "cat", "lib/inner/a.txt", "b.txt");
    assertThat(host.log("a")).isEqualTo("a\nb\n");

    ((ArrayNode) block.get(0).get("positional").get(0)).add("../outside");
    assertThat(run(block, "true").path("message").asText())
        .isEqualTo("The file is not inside the project.");
  }

  @Test
  void putsThePathOfAnArtifactIntoAWord() throws Exception {
    Artifact file = new Artifact("File", "ab", folder.resolve("published"), Map.of());
    Object word = new Arguments.Call("text", List.of("--in=", file), Map.of());
    Arguments arguments = new Arguments(Map.of("command", List.of("echo", word)), List.of());

    assertThat(CommandWords.of(arguments)).containsExactly("echo", "--in=" + file.path());
  }

  @Test
  void putsThePathOfAnArtifactIntoAVariable() throws Exception {
    Artifact file = new Artifact("File", "ab", folder.resolve("published"), Map.of());
    Object word = new Arguments.Call("text", List.of(file, "/x"), Map.of());
    Arguments.Entry named = entry(List.of("IN"), Map.of("value", word));

    assertThat(CommandWords.of(entry(List.of("IN", word), Map.of()), 1, "value"))
        .isEqualTo(file.path() + "/x");
    assertThat(CommandWords.of(named, 1, "value")).isEqualTo(file.path() + "/x");
    assertThatThrownBy(() -> CommandWords.of(entry(List.of("IN"), Map.of()), 1, "value"))
        .hasMessageContaining("A line of 'env' has no value.");
  }

  private static Arguments.Entry entry(List<Object> positional, Map<String, Object> named) {
    return new Arguments.Entry("env", Optional.empty(), positional, named, List.of());
  }

  @Test
  void handsDownVariables() throws IOException {
    run(block("env", "STAGE", "a b"), "sh", "-c", "echo \"$STAGE $TRAINMASTER_IDEMPOTENCY_KEY\"");

    assertThat(host.log("a")).isEqualTo("a b run-1/a\n");
  }

  @Test
  void looksForAProgramWithASlashInTheProject() throws IOException {
    Path script = Files.writeString(folder.resolve("hello.sh"), "#!/bin/sh\necho hello $1\n");
    assertThat(script.toFile().setExecutable(true)).isTrue();

    run(block(), "./hello.sh", "world");

    assertThat(host.log("a")).isEqualTo("hello world\n");
  }

  @Test
  void failsWithTheLastWords() throws IOException {
    JsonNode result = run(block(), "sh", "-c", "echo no such day >&2; exit 3");

    assertThat(result.path("outcome").asText()).isEqualTo("error");
    assertThat(result.path("code").asText()).isEqualTo("T0012");
    assertThat(result.path("message").asText())
        .isEqualTo("The command ended with exit code 3: no such day.");
  }

  @Test
  void saysWhatIsWrongWithTheCall() throws IOException {
    assertThat(run(block(), "no-such-program").path("message").asText())
        .isEqualTo("The program 'no-such-program' could not be started.");
    assertThat(run(block(), "").path("message").asText()).isEqualTo("The command is empty.");
    assertThat(run(block("outputs", "x"), "true").path("message").asText())
        .isEqualTo("The command wrote no 'x'.");
    assertThat(run(block("env", "A=B", "c"), "true").path("code").asText()).isEqualTo("T0009");
    assertThat(run(block("outputs", "../x"), "true").path("message").asText())
        .isEqualTo("The output is not inside the command's folder.");
    assertThat(
            run(block("outputs", "x"), "ln", "-s", "/etc/hostname", "x").path("message").asText())
        .isEqualTo("The output is a link to elsewhere.");
    assertThat(run(block(), "sh", "-c", "echo '{' > outputs.json").path("place").asText())
        .startsWith("outputs.json:");
    assertThat(run(block(), "truncate", "-s", "1G", "outputs.json").path("message").asText())
        .isEqualTo("It is larger than 4 MiB.");
    assertThat(run(block(), "mkfifo", "outputs.json").path("message").asText())
        .isEqualTo("It is no file.");
  }

  @Test
  void killsTheWholeTreeWhenCancelled() throws Exception {
    Path pids = folder.resolve("pids");
    String script =
        "trap '' TERM; setsid sleep 600 & echo $! > %1$s.tmp; echo $$ >> %1$s.tmp; ".formatted(pids)
            + "mv %1$s.tmp %1$s; while :; do sleep 600; done".formatted(pids);
    host.launch("a", "shell", Map.of("command", List.of("sh", "-c", script)), block());
    awaitFile(pids);
    List<ProcessHandle> processes =
        Files.readAllLines(pids).stream()
            .map(pid -> ProcessHandle.of(Long.parseLong(pid)).orElseThrow())
            .toList();

    host.cancel("a");

    assertThat(host.result().path("outcome").asText()).isEqualTo("cancelled");
    for (ProcessHandle process : processes) {
      process.onExit().orTimeout(30, TimeUnit.SECONDS).join();
    }
  }

  @Test
  void leavesNothingBehind() throws Exception {
    run(block(), "sh", "-c", "setsid sleep 600 > /dev/null 2>&1 & echo $!");

    ProcessHandle.of(Long.parseLong(host.log("a").strip()))
        .ifPresent(process -> process.onExit().orTimeout(30, TimeUnit.SECONDS).join());
  }

  private static void awaitFile(Path file) throws Exception {
    try (var watch = file.getFileSystem().newWatchService()) {
      file.getParent().register(watch, java.nio.file.StandardWatchEventKinds.ENTRY_CREATE);
      while (!Files.exists(file)) {
        var key = watch.poll(30, TimeUnit.SECONDS);
        assertThat(key).isNotNull();
        key.pollEvents();
        key.reset();
      }
    }
  }
}
