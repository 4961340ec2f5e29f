package io.trainmaster.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.trainmaster.cli.command.CommandTester.Result;
import java.nio.file.Path;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;

class TestCommandTest {
  private static final String WORKFLOW =
      """
      workflow small(fewest: Int = 10) {
        raw = ingest.csv("x.csv")
        require raw.rows >= fewest else skip "only ${raw.rows} rows"
        clean = validate(raw)
      }
      """;
  private static final String GOOD =
      """
      test "enough rows are cleaned" {
        fake ingest.csv { rows 10 }
        run small()
        assert ran(clean)
      }
      """;
  private static final String BAD =
      """
      test "few <rows> & \\"quotes\\" \\u{1}" {
        fake ingest.csv { rows 3 }
        run small()
        assert ran(clean)
      }
      """;

  @TempDir Path folder;
  CommandTester tester;

  @BeforeEach
  void start() {
    tester = new CommandTester(folder);
  }

  private static String withoutTimes(String text) {
    return text.replaceAll("\\d+(\\.\\d+)?m?s\\b", "TIME");
  }

  @Test
  void showsALineForEachTest() {
    tester.write("flows/a.train", WORKFLOW + GOOD);

    Result result = tester.run("test", "flows/a.train");

    assertThat(result.exit()).isZero();
    assertThat(result.err()).isEmpty();
    assertThat(withoutTimes(result.out()))
        .isEqualTo(
            """
            flows/a.train
              ✔ enough rows are cleaned  TIME
            1 test in TIME
            """);
  }

  @Test
  void knowsWhatTheFileImports() {
    tester.write("b.train", "workflow w(n: Int) { x = ingest.csv(\"${n}.csv\") }\n");
    String importing = "import \"b.train\" as b\n" + WORKFLOW + GOOD;
    tester.write("good.train", importing + "workflow all() { b.w(3) }\n");
    tester.write("bad.train", importing + "workflow all() { b.w(\"three\") }\n");

    assertThat(tester.run("test", "good.train").exit()).isZero();
    Result bad = tester.run("test", "bad.train");
    assertThat(bad.exit()).isEqualTo(3);
    assertThat(bad.err() + bad.out()).contains("\"three\"");
  }

  @Test
  void showsWhyATestFails() {
    tester.write("a.train", WORKFLOW + BAD.replace(" \\u{1}", ""));

    Result result = tester.run("test", "a.train");

    assertThat(result.exit()).isEqualTo(1);
    assertThat(withoutTimes(result.out()))
        .isEqualTo(
            """
            a.train
              ✖ few <rows> & "quotes"  TIME
            a.train:9:10: error E0801: This does not hold.
               9 |   assert ran(clean)
                 |          ^^^^^^^^^^
                 = `ran(clean)` is false
                 = the run was skipped: only 3 rows
                 = ran: raw; not run: clean
            1 test, 1 failed in TIME
            """);
  }

  @Test
  void goesThroughFolders() {
    tester.write("flows/a.train", WORKFLOW + GOOD);
    tester.write("flows/deep/b.train", WORKFLOW + GOOD);
    tester.write("flows/.hidden/c.train", WORKFLOW + BAD);
    tester.write("flows/note.txt", "no workflow");

    Result result = tester.run("test", "flows");

    assertThat(result.exit()).isZero();
    assertThat(result.out()).contains("flows/a.train").contains("flows/deep/b.train");
    assertThat(result.out()).doesNotContain("hidden").contains("2 tests");
  }

  @Test
  void choosesTestsByName() {
    tester.write("a.train", WORKFLOW + GOOD + BAD);

    assertThat(tester.run("test", "a.train").exit()).isEqualTo(1);
    Result result = tester.run("test", "a.train", "--filter", "enough");
    assertThat(result.exit()).isZero();
    assertThat(result.out()).contains("1 test in");
  }

  @Test
  void aFileWithErrorsIsNotTested() {
    tester.write("a.train", WORKFLOW.replace("validate", "valdate") + GOOD);
    tester.write("b.train", WORKFLOW + GOOD);

    Result result = tester.run("test", "a.train", "b.train");

    assertThat(result.exit()).isEqualTo(3);
    assertThat(result.out()).contains("a.train:4:11: error E0303").contains("✔ enough rows");
    assertThat(result.err()).contains("1 file with errors, whose tests were not run");
  }

  @Test
  void saysWhereThereIsNoTest() {
    tester.write("a.train", WORKFLOW);

    assertThat(tester.run("test", "a.train")).isEqualTo(new Result(0, "", "No tests found.\n"));
    assertThat(tester.run("test", "a.train", "--require").exit()).isEqualTo(4);
    assertThat(tester.run("test", "nowhere.train").exit()).isEqualTo(66);
  }

  @Test
  void speaksJson() throws Exception {
    tester.write("a.train", WORKFLOW + GOOD + BAD);

    Result result = tester.run("test", "a.train", "--output", "json");

    assertThat(result.exit()).isEqualTo(1);
    JsonNode file = new ObjectMapper().readTree(result.out()).get(0);
    assertThat(file.get("ok").asBoolean()).isFalse();
    assertThat(file.get("tests").get(0).get("passed").asBoolean()).isTrue();
    JsonNode failed = file.get("tests").get(1);
    assertThat(failed.get("failure").get("code").asText()).isEqualTo("E0801");
    assertThat(failed.get("failure").get("range").get("line").asInt()).isEqualTo(14);
    assertThat(failed.get("facts").get(1).asText()).contains("only 3 rows");
  }

  @Test
  void writesJunitXml() throws Exception {
    tester.write("a.train", WORKFLOW + GOOD + BAD);
    tester.write("b.train", WORKFLOW.replace("validate", "valdate"));

    Result result = tester.run("test", "a.train", "b.train", "--junit", "results.xml");

    assertThat(result.exit()).isEqualTo(3);
    Document xml =
        DocumentBuilderFactory.newInstance()
            .newDocumentBuilder()
            .parse(tester.project().resolve("results.xml").toFile());
    assertThat(xml.getDocumentElement().getTagName()).isEqualTo("testsuites");
    Element sound = element(xml.getElementsByTagName("testsuite"), 0);
    assertThat(sound.getAttribute("name")).isEqualTo("a.train");
    assertThat(sound.getAttribute("tests")).isEqualTo("2");
    assertThat(sound.getAttribute("failures")).isEqualTo("1");
    Element failed = element(sound.getElementsByTagName("testcase"), 1);
    assertThat(failed.getAttribute("name")).isEqualTo("few <rows> & \"quotes\" \uFFFD");
    Element failure = element(failed.getElementsByTagName("failure"), 0);
    assertThat(failure.getAttribute("type")).isEqualTo("E0801");
    assertThat(failure.getTextContent()).contains("the run was skipped: only 3 rows");
    Element faulty = element(xml.getElementsByTagName("testsuite"), 1);
    assertThat(faulty.getAttribute("errors")).isEqualTo("1");
    assertThat(faulty.getTextContent()).contains("E0303");
  }

  @Test
  void missesTheFolderOfTheXml() {
    tester.write("a.train", WORKFLOW + GOOD);

    Result result = tester.run("test", "a.train", "--junit", "nowhere/results.xml");

    assertThat(result.exit()).isEqualTo(73);
  }

  private static Element element(NodeList nodes, int index) {
    return (Element) nodes.item(index);
  }
}
