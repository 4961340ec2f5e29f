package io.trainmaster.dsl.format;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.trainmaster.dsl.MistakesTest;
import io.trainmaster.dsl.TestFiles;
import io.trainmaster.dsl.source.SourceFile;
import io.trainmaster.dsl.syntax.Parser;
import io.trainmaster.dsl.syntax.SyntaxTree;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The layout, by examples, and that it changes no meaning, by very many programs. */
class FormatterTest {

  private static SyntaxTree parse(String text) {
    return Parser.parse(new SourceFile("test.train", text));
  }

  private static String format(String text) {
    return Formatter.format(parse(text));
  }

  /** The comments of a file, sorted, without blanks at their ends. */
  private static List<String> comments(SyntaxTree tree) {
    List<String> comments = new ArrayList<>();
    tree.tokens()
        .forEach(
            token ->
                token
                    .comments()
                    .forEach(
                        comment -> comments.add(tree.file().text(comment.span()).stripTrailing())));
    Collections.sort(comments);
    return comments;
  }

  private static void keepsItsPromises(String text, String name) {
    SyntaxTree before = parse(text);
    assertThat(before.diagnostics()).as("%s%n%s", name, text).isEmpty();
    String formatted = Formatter.format(before);
    SyntaxTree after = parse(formatted);

    assertThat(after.diagnostics()).as("%s%n%s%n%s", name, text, formatted).isEmpty();
    assertThat(TreeText.of(after))
        .as("%s%n%s%n%s", name, text, formatted)
        .isEqualTo(TreeText.of(before));
    assertThat(comments(after)).as("%s%n%s%n%s", name, text, formatted).isEqualTo(comments(before));
    assertThat(Formatter.format(after)).as("%s%n%s", name, text).isEqualTo(formatted);
  }

  @Test
  void programsMeanTheSameAndKeepTheirComments() {
    long count = Long.getLong("trainmaster.programs", 600);
    for (long seed = 0; seed < count; seed++) {
      keepsItsPromises(ProgramGenerator.program(seed), "seed " + seed);
    }
  }

  @Test
  void theMistakesThatAreNoFaultsOfFormAreLaidOut() {
    List<SourceFile> files = MistakesTest.sources();
    long count = 0;
    for (SourceFile file : files) {
      if (Parser.parse(file).diagnostics().isEmpty()) {
        keepsItsPromises(file.text(), file.path());
        count++;
      }
    }
    assertThat(count).isGreaterThan(40);
  }

  @Test
  void theExamplesAreLaidOutAlready() {
    for (String name : List.of("churn", "digits")) {
      String text = TestFiles.text("examples/" + name + ".train");
      assertThat(format(text)).isEqualTo(text);
    }
    keepsItsPromises(TestFiles.text("examples/grammar.train"), "grammar.train");
    Path golden = Path.of("src/test/resources/format/grammar.train");
    String formatted = format(TestFiles.text("examples/grammar.train"));
    assertThat(formatted).isEqualTo(TestFiles.golden(golden, formatted));
  }

  @Test
  void theExamplesOutsideOfTheTreeAreLaidOutAlreadyButForFewLines() {
    assumeTrue(TestFiles.outsideExamples().isPresent(), "trainmaster.datasets is not set");
    Path folder = TestFiles.outsideExamples().orElseThrow();
    for (String name : List.of("churn", "digits", "etl", "monitor", "release")) {
      String text = TestFiles.text(folder.resolve(name + ".train"));
      keepsItsPromises(text, name);
      List<String> before = text.lines().toList();
      long others = format(text).lines().filter(line -> !before.contains(line)).count();
      assertThat(others).as(name).isLessThanOrEqualTo(name.equals("etl") ? 6 : 1);
    }
  }

  @Test
  void linesUpAdjacentBindingsAndEntries() {
    assertThat(
            format(
                """
                workflow w(){
                a=ingest.csv("x")
                \tlonger=validate(a){rows>=1;age in 0 .. 120
                plan nulls<1%}

                b=f(a)}
                """))
        .isEqualTo(
            """
            workflow w() {
              a = ingest.csv("x")
              longer = validate(a) {
                rows  >= 1
                age   in 0..120
                plan  nulls < 1%
              }

              b = f(a)
            }
            """);
    assertThat(format("workflow w() {\na = 1\nlong = 2\n}\n"))
        .isEqualTo("workflow w() {\n  a    = 1\n  long = 2\n}\n");
  }

  @Test
  void wrapsListsThatAreTooLong() {
    String argument = "an_argument_with_a_name: \"and a value\"";
    String call = "  x = f(" + String.join(", ", argument, argument, argument) + ")";
    String wrapped =
        "workflow w() {\n  x = f(\n" + ("    " + argument + ",\n").repeat(3) + "  )\n}\n";

    assertThat(format("workflow w() {\n" + call + "\n}")).isEqualTo(wrapped);
    assertThat(format("workflow w(\n  a: Int,\n) {}")).isEqualTo("workflow w(\n  a: Int,\n) {}\n");
    assertThat(format("workflow w(\n  a: Int\n) {}")).isEqualTo("workflow w(a: Int) {}\n");
  }

  @Test
  void opensBlocksThatWereNotOnOneLineOrAreTooLong() {
    assertThat(format("test \"t\" { fake f { a 1;b  2 }\nrun w() }"))
        .isEqualTo("test \"t\" {\n  fake f { a 1; b 2 }\n  run w()\n}\n");
    assertThat(format("workflow w() { if a { b(1) }\nelse { c(1) } }"))
        .isEqualTo("workflow w() {\n  if a { b(1) } else { c(1) }\n}\n");
  }

  @Test
  void keepsCommentsWhereTheyAre() {
    assertThat(
            format(
                """
                # first
                edition 1 # beside


                # a

                # b
                workflow w(a: Int, # one
                  longer: Int # two
                  # last
                ) { # open
                  # in it
                  x = a +  # inside
                    1
                  # end
                }
                # end of file"""))
        .isEqualTo(
            """
            # first
            edition 1  # beside

            # a

            # b
            workflow w(
              a: Int,       # one
              longer: Int,  # two
              # last
            ) {  # open
              # in it
              x = a +  # inside
                  1
              # end
            }
            # end of file
            """);
  }

  @Test
  void leavesTextsAlone() {
    String text = "\"\"\"\n   select *\n     from x\n \"\"\"";
    assertThat(format("workflow w() {\r\n x   =   f(" + text.replace("\n", "\r\n") + ")\r\n}"))
        .isEqualTo("workflow w() {\n  x = f(" + text + ")\n}\n");
  }

  @Test
  void anEmptyFileStaysEmpty() {
    assertThat(format("")).isEmpty();
    assertThat(format("\n\n")).isEmpty();
    assertThat(format("# only")).isEqualTo("# only\n");
  }

  @Test
  void aFileWithFaultsOfFormIsLeftAlone() {
    assertThatThrownBy(() -> format("workflow w( {")).isInstanceOf(IllegalArgumentException.class);
  }
}
