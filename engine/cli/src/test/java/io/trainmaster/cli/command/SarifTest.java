package io.trainmaster.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.trainmaster.cli.command.CommandTester.Result;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What {@code check} and {@code lint} write as SARIF, held against what the standard demands. */
class SarifTest {
  private static final String TWO =
      """
      edition 1

      /// Reads.
      workflow w(flag: Bool = true) {
        `a` = ingest.csv("a.csv")
        b = ingest.csv("😀", header: true)
        require flag == true else skip "é"
        c = validate(a) { rows >= 1 }
        c2 = 5
        d = validate(a) { rows >= 1 }
      }
      """;

  @TempDir Path folder;
  CommandTester tester;

  @BeforeEach
  void start() {
    tester = new CommandTester(folder);
  }

  private JsonNode log(String... arguments) throws IOException {
    List<String> all = new ArrayList<>(List.of(arguments));
    all.addAll(List.of("--output", "sarif"));
    Result result = tester.run(all.toArray(String[]::new));
    JsonNode log = new ObjectMapper().readTree(result.out());
    valid(log);
    return log;
  }

  private static JsonNode run(JsonNode log) {
    return log.get("runs").get(0);
  }

  private static JsonNode result(JsonNode log, String code) {
    for (JsonNode result : run(log).get("results")) {
      if (result.get("ruleId").asText().equals(code)) {
        return result;
      }
    }
    throw new AssertionError("There is no " + code + " in " + log.toPrettyString());
  }

  /** The properties that the standard requires, and what it allows in them. */
  private static void valid(JsonNode log) {
    assertThat(log.get("version").asText()).isEqualTo("2.1.0");
    assertThat(URI.create(log.get("$schema").asText()).isAbsolute()).isTrue();
    for (JsonNode run : log.get("runs")) {
      JsonNode driver = run.get("tool").get("driver");
      assertThat(driver.get("name").asText()).isNotEmpty();
      assertThat(run.get("columnKind").asText()).isEqualTo("utf16CodeUnits");
      assertThat(run.get("invocations").get(0).get("executionSuccessful").isBoolean()).isTrue();
      driver.get("rules").forEach(SarifTest::validRule);
      run.get("artifacts").forEach(one -> validReference(one.get("location")));
      for (JsonNode result : run.get("results")) {
        validResult(result, driver.get("rules"), run.get("artifacts"));
      }
    }
  }

  private static void validRule(JsonNode rule) {
    assertThat(rule.get("id").asText()).matches("[EL]\\d{4}");
    assertThat(rule.get("name").asText()).matches("([A-Z][a-z0-9]*)+");
    for (String message : List.of("shortDescription", "fullDescription", "help")) {
      assertThat(rule.get(message).get("text").asText()).isNotBlank();
    }
    assertThat(rule.get("fullDescription").get("text").asText()).endsWith(".");
    assertThat(rule.get("defaultConfiguration").get("level").asText())
        .isIn("error", "warning", "note");
  }

  private static void validReference(JsonNode location) {
    URI uri = URI.create(location.get("uri").asText());
    assertThat(uri.isAbsolute()).isFalse();
  }

  private static void validResult(JsonNode result, JsonNode rules, JsonNode artifacts) {
    JsonNode rule = rules.get(result.get("ruleIndex").asInt());
    assertThat(result.get("ruleId")).isEqualTo(rule.get("id"));
    assertThat(result.get("level")).isEqualTo(rule.get("defaultConfiguration").get("level"));
    assertThat(result.get("message").get("text").asText()).isNotBlank();
    assertThat(result.get("locations")).hasSize(1);
    result.get("locations").forEach(one -> validPlace(one.get("physicalLocation"), artifacts));
    for (JsonNode related : result.path("relatedLocations")) {
      assertThat(related.get("message").get("text").asText()).isNotBlank();
      validPlace(related.get("physicalLocation"), artifacts);
    }
    for (JsonNode fix : result.path("fixes")) {
      for (JsonNode change : fix.get("artifactChanges")) {
        validReference(change.get("artifactLocation"));
        assertThat(change.get("replacements")).isNotEmpty();
        for (JsonNode replacement : change.get("replacements")) {
          validRegion(replacement.get("deletedRegion"));
          assertThat(replacement.get("insertedContent").get("text").isTextual()).isTrue();
        }
      }
    }
  }

  private static void validPlace(JsonNode physical, JsonNode artifacts) {
    JsonNode location = physical.get("artifactLocation");
    validReference(location);
    JsonNode artifact = artifacts.get(location.get("index").asInt());
    assertThat(artifact.get("location").get("uri")).isEqualTo(location.get("uri"));
    validRegion(physical.get("region"));
  }

  private static void validRegion(JsonNode region) {
    Set<String> counted = Set.of("startLine", "startColumn", "endLine", "endColumn");
    counted.forEach(one -> assertThat(region.get(one).asInt()).as(one).isPositive());
    assertThat(region.get("charOffset").asInt()).isNotNegative();
    assertThat(region.get("charLength").asInt()).isNotNegative();
    assertThat(region.get("endLine").asInt())
        .isGreaterThanOrEqualTo(region.get("startLine").asInt());
  }

  @Test
  void findingsHaveRulesPlacesAndFixes() throws IOException {
    tester.write("flows/a b.train", TWO);

    JsonNode log = log("lint", "flows/a b.train");

    assertThat(run(log).get("artifacts").get(0).get("location").get("uri").asText())
        .isEqualTo("flows/a%20b.train");
    JsonNode needless = result(log, "L0109");
    assertThat(needless.get("level").asText()).isEqualTo("note");
    JsonNode region = needless.get("locations").get(0).get("physicalLocation").get("region");
    assertThat(region.get("startLine").asInt()).isEqualTo(6);
    assertThat(region.get("startColumn").asInt()).isEqualTo(24);
    assertThat(region.get("endColumn").asInt()).isEqualTo(36);
    assertThat(region.get("charOffset").asInt()).isEqualTo(TWO.indexOf("header: true"));
    assertThat(region.get("charLength").asInt()).isEqualTo("header: true".length());
    JsonNode replacement =
        needless.get("fixes").get(0).get("artifactChanges").get(0).get("replacements").get(0);
    assertThat(replacement.get("deletedRegion").get("charOffset").asInt())
        .isEqualTo(TWO.indexOf(", header: true"));
    assertThat(replacement.get("insertedContent").get("text").asText()).isEmpty();
    assertThat(result(log, "L0120").get("relatedLocations")).hasSize(1);
  }

  @Test
  void everyRuleIsThereOnce() throws IOException {
    tester.write("a.train", TWO);
    tester.write("b.train", TWO);

    JsonNode log = log("lint", "a.train", "b.train");

    List<String> ids = run(log).get("tool").get("driver").get("rules").findValuesAsText("id");
    assertThat(ids).doesNotHaveDuplicates().contains("L0109", "L0110", "L0112", "L0120");
    assertThat(run(log).get("artifacts")).hasSize(2);
  }

  @Test
  void checkWritesErrors() throws IOException {
    tester.write("a.train", Workflows.TWO_STEPS.replace("validate", "valdate"));

    JsonNode error = result(log("check", "a.train"), "E0303");

    assertThat(error.get("level").asText()).isEqualTo("error");
    assertThat(error.get("fixes")).hasSize(1);
  }

  @Test
  void nothingFoundIsALogAllTheSame() throws IOException {
    tester.write("a.train", Workflows.TWO_STEPS);

    assertThat(run(log("check", "a.train")).get("results")).isEmpty();
  }

  @Test
  void aByteOrderMarkIsNoPartOfTheText() throws IOException {
    tester.write("a.train", "\uFEFFworkflow w() {\n}\n");

    JsonNode edition = result(log("lint", "a.train"), "L0119");

    JsonNode region = edition.get("locations").get(0).get("physicalLocation").get("region");
    assertThat(region.get("startColumn").asInt()).isEqualTo(1);
    assertThat(region.get("charOffset").asInt()).isZero();
  }

  @Test
  void otherCommandsHaveNone() {
    Result result = tester.run("runs", "--output", "sarif");

    assertThat(result.exit()).isEqualTo(2);
    assertThat(result.err()).contains("`runs` has nothing to write as SARIF.");
  }
}
