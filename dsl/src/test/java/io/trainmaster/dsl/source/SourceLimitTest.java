package io.trainmaster.dsl.source;

import static org.assertj.core.api.Assertions.assertThat;

import io.trainmaster.dsl.LanguageBenchmark;
import io.trainmaster.dsl.diagnostic.Code;
import io.trainmaster.dsl.syntax.Parser;
import io.trainmaster.dsl.syntax.SyntaxTree;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class SourceLimitTest {

  private static final SourceLimit SEVEN = new SourceLimit(7);

  private static SourceFile read(String text) throws IOException {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    return SEVEN.read("a.train", new ByteArrayInputStream(bytes));
  }

  @Test
  void countsBytesOfUtf8() throws IOException {
    for (String fits : new String[] {"", "1234567", "üüü1", "😀123"}) {
      assertThat(read(fits).isTooLarge()).as(fits).isFalse();
      assertThat(read(fits).text()).isEqualTo(fits);
      assertThat(SEVEN.of("a.train", fits).isTooLarge()).as(fits).isFalse();
    }
    for (String large : new String[] {"12345678", "üüü12", "😀😀"}) {
      assertThat(read(large).isTooLarge()).as(large).isTrue();
      assertThat(SEVEN.of("a.train", large).isTooLarge()).as(large).isTrue();
    }
  }

  @Test
  void aFileWithoutEndIsNotReadToIt() throws IOException {
    InputStream endless =
        new InputStream() {
          @Override
          public int read() {
            return 'a';
          }
        };

    SourceFile file = SEVEN.read("a.train", endless);

    assertThat(file.isTooLarge()).isTrue();
    assertThat(file.text()).hasSizeLessThan(10);
  }

  @Test
  void whatIsTooLargeIsToldAndNotLookedInto() throws IOException {
    SyntaxTree tree = Parser.parse(read("workflow ( { \" ]"));

    assertThat(tree.items()).isEmpty();
    assertThat(tree.diagnostics()).hasSize(1);
    assertThat(tree.diagnostics().get(0).code()).isEqualTo(Code.FILE_TOO_LARGE);
    assertThat(tree.diagnostics().get(0).message())
        .isEqualTo("The file has more than 7 bytes, the most that a workflow file may have.");
  }

  @Test
  void anInMemoryTextHasNoLimitOfItsOwn() {
    assertThat(new SourceFile("a.train", "x".repeat(1_000_000)).isTooLarge()).isFalse();
  }

  @Test
  void tenThousandLinesFit() throws IOException {
    String text = LanguageBenchmark.workflows(10_000);
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);

    assertThat(SourceLimit.DEFAULT.read("a.train", new ByteArrayInputStream(bytes)).isTooLarge())
        .as("%d bytes", bytes.length)
        .isFalse();
  }

  @Test
  void readsAsPeopleWriteIt() {
    assertThat(SourceLimit.DEFAULT.text()).isEqualTo("256 KiB");
    assertThat(new SourceLimit(1).text()).isEqualTo("1 byte");
    assertThat(new SourceLimit(1000).text()).isEqualTo("1000 bytes");
    assertThat(new SourceLimit(3 << 20).text()).isEqualTo("3 MiB");
    assertThat(new SourceLimit(1L << 40).text()).isEqualTo("1024 GiB");
  }
}
