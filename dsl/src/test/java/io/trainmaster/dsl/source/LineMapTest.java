package io.trainmaster.dsl.source;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class LineMapTest {

  @Test
  void linesEndInAnyOfThreeWays() {
    LineMap lines = new SourceFile("f", "a\nbc\r\nd\re").lines();

    assertThat(lines.count()).isEqualTo(4);
    assertThat(lines.text(2)).isEqualTo("bc");
    assertThat(lines.text(3)).isEqualTo("d");
    assertThat(lines.line(0)).isEqualTo(1);
    assertThat(lines.line(4)).isEqualTo(2);
    assertThat(lines.line(8)).isEqualTo(4);
  }

  @Test
  void columnsCountCodePoints() {
    LineMap lines = new SourceFile("f", "x\n\uD83D\uDE00b").lines();

    assertThat(lines.column(2)).isEqualTo(1);
    assertThat(lines.column(4)).isEqualTo(2);
  }

  @Test
  void theEndOfTheTextIsAPlace() {
    LineMap lines = new SourceFile("f", "a\n").lines();

    assertThat(lines.line(2)).isEqualTo(2);
    assertThat(lines.column(2)).isEqualTo(1);
    assertThat(lines.text(2)).isEmpty();
  }

  @Test
  void indentationIsBlanksAndTabs() {
    assertThat(new SourceFile("f", " \tx").lines().indentation(1)).isEqualTo(2);
  }

  @Test
  void anyBytesMakeAFile() {
    byte[] bytes = {'a', (byte) 0xFF, 'b'};

    assertThat(SourceFile.decode("f", bytes).text()).isEqualTo("a\uFFFDb");
    assertThat(SourceFile.decode("f", "ü".getBytes(StandardCharsets.UTF_8)).text()).isEqualTo("ü");
  }
}
