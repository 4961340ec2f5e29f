package io.trainmaster.cli.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.trainmaster.cli.command.CommandTester.Result;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SimulateCommandTest {

  private static final String NODES =
      """
      sn,cpu_milli,memory_mib,gpu,model
      node-0,96000,393216,8,G2
      node-1,64000,262144,2,P100
      """;

  private static final String PODS =
      """
      name,cpu_milli,memory_mib,num_gpu,gpu_milli,gpu_spec,qos
      pod-0,12000,16384,1,1000,,LS
      pod-1,6000,12288,1,500,,LS
      pod-2,6000,12288,2,1000,P100|T4,LS
      pod-3,4000,12288,0,0,,LS
      """;

  private static final String JOBS =
      """
      job_id,num_gpu,submit_time,iterations,model_name,iteration_time
      0,64,0,1000,bert,1000
      1,64,100000,50,bert,1000
      """;

  private static final String CHAIN =
      """
      {"name": "chain", "schemaVersion": "1.5", "workflow": {
        "specification": {
          "tasks": [
            {"id": "a", "parents": [], "outputFiles": ["f"]},
            {"id": "b", "parents": ["a"], "inputFiles": ["f"]}],
          "files": [{"id": "f", "sizeInBytes": 250000000}]},
        "execution": {"makespanInSeconds": 9, "tasks": [
          {"id": "a", "runtimeInSeconds": 4}, {"id": "b", "runtimeInSeconds": 8}]}}}
      """;

  @TempDir Path folder;
  CommandTester tester;

  @BeforeEach
  void start() {
    tester = new CommandTester(folder);
    tester.write("nodes.csv", NODES);
    tester.write("pods.csv", PODS);
    tester.write("jobs.csv", JOBS);
    tester.write("chain.json", CHAIN);
  }

  @Test
  void podsArePlacedByEveryPublishedPolicyAndByOurs() throws IOException {
    Result table = tester.run("simulate", "openb", "nodes.csv", "pods.csv", "--seeds", "3");

    assertThat(table.err()).isEmpty();
    assertThat(table.out().lines()).hasSize(8);
    assertThat(table.out())
        .containsPattern("PODS +POLICY +80 +90 +100 +110 +120 +130\n")
        .contains("01-Random", "02-DotProd", "05-BestFit", "06-FGD", "Trainmaster", " ± ");
    JsonNode json =
        json("simulate", "openb", "nodes.csv", "pods.csv", "--seeds", "3", "--output", "json");
    assertThat(json).hasSize(7);
    assertThat(json.get(5).get("policy").asText()).isEqualTo("06-FGD");
    assertThat(json.get(5).get("allocation")).hasSize(6);
    assertThat(json.get(6).get("policy").asText()).isEqualTo("Trainmaster");
  }

  @Test
  void jobsTakeTheirTime() throws IOException {
    Result table = tester.run("simulate", "jobs", "jobs.csv");

    assertThat(table.err()).isEmpty();
    assertThat(table.out())
        .containsPattern("jobs.csv +SRTF +\\d+ s +1,076 s +1,076 s\n")
        .contains("SRSF", "Tiresias-L", "Trainmaster, times known", "Trainmaster ");
    JsonNode json = json("simulate", "jobs", "jobs.csv", "--output", "json");
    assertThat(json.get(0).get("makespanSeconds").asDouble()).isBetween(1075.7, 1075.8);
  }

  @Test
  void graphsAreScheduledOnFourMachines() {
    Result table = tester.run("simulate", "graph", "chain.json");

    assertThat(table.err()).isEmpty();
    // Both tasks on the machine of speed 4, where the 2 seconds for the data aren't needed.
    assertThat(table.out())
        .isEqualTo(
            """
            FILE        TASKS  POLICY       MAKESPAN  RATIO
            chain.json  2      HEFT         3.00 s    1.0000
            chain.json  2      CPOP         3.00 s    1.0000
            chain.json  2      PEFT         3.00 s    1.0000
            chain.json  2      Trainmaster  3.00 s    1.0000
            """);
  }

  @Test
  void aTraceThatCannotBeReplayedIsSaidToBeWrong() {
    tester.write("bad.csv", "name,cpu_milli\npod-0,many\n");

    Result bad = tester.run("simulate", "openb", "nodes.csv", "bad.csv");
    assertThat(bad.exit()).isEqualTo(3);
    assertThat(bad.err())
        .contains("The trace can't be replayed. bad.csv, line 2: `cpu_milli` is `many`");
    Result missing = tester.run("simulate", "jobs", "nowhere.csv");
    assertThat(missing.exit()).isEqualTo(66);
    assertThat(missing.err()).contains("There is no file nowhere.csv.");
    assertThat(tester.run("simulate", "graph", "pods.csv").exit()).isEqualTo(3);
    assertThat(tester.run("simulate").exit()).isEqualTo(2);
    assertThat(tester.run("simulate", "openb", "nodes.csv", "pods.csv", "--seeds", "0").exit())
        .isEqualTo(2);
    tester.write("cpus.csv", PODS.lines().limit(1).toList().get(0) + "\npod,1,1,0,0,,LS\n");
    assertThat(tester.run("simulate", "openb", "nodes.csv", "cpus.csv").err())
        .contains("There must be a node with GPUs, and a pod that asks for some.");
  }

  @Test
  void recordedWorkflowsHaveSchedulesNoShorterThanTheShortestPossible() throws IOException {
    String datasets = System.getProperty("trainmaster.datasets", "");
    Path traces = Path.of(datasets).resolveSibling("traces").resolve("wfinstances");
    assumeTrue(
        !datasets.isEmpty() && Files.isDirectory(traces),
        "Set -Ddatasets.dir to a folder that has traces/wfinstances beside it.");
    List<String> arguments = new ArrayList<>(List.of("simulate", "graph", "--output", "json"));
    try (Stream<Path> found = Files.list(traces)) {
      found.map(Path::toString).filter(file -> file.contains(".json")).forEach(arguments::add);
    }

    JsonNode json = json(arguments.toArray(String[]::new));

    assertThat(json).hasSizeGreaterThanOrEqualTo(4);
    double heft = 0;
    for (JsonNode row : json) {
      double ratio = row.get("lengthRatio").asDouble();
      String policy = row.get("policy").asText();
      assertThat(ratio).as("%s", row).isBetween(1.0, 20.0);
      heft = policy.equals("HEFT") ? ratio : heft;
      if (policy.equals("Trainmaster")) {
        assertThat(ratio).as("%s", row).isLessThanOrEqualTo(heft);
      }
    }
  }

  private JsonNode json(String... arguments) throws IOException {
    Result result = tester.run(arguments);
    assertThat(result.err()).isEmpty();
    return new ObjectMapper().readTree(result.out());
  }
}
