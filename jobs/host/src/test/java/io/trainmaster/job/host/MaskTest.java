package io.trainmaster.job.host;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class MaskTest {

  private static final Mask MASK = Mask.of(List.of("abc", "abcdef", "-----KEY-----\n12345678\nxy"));

  @Test
  void hidesTheLongestFirst() {
    assertThat(MASK.hide("abcdef and abc")).isEqualTo("*** and ***");
    assertThat(MASK.hide("ab c")).isEqualTo("ab c");
    assertThat(Mask.none().hide("abc")).isEqualTo("abc");
  }

  @Test
  void hidesTheLinesOfAKeyButNotItsShortOnes() {
    assertThat(MASK.hide("12345678 xy")).isEqualTo("*** xy");
    assertThat(MASK.hide("-----KEY-----\n12345678\nxy")).isEqualTo("***");
  }

  @Test
  void hidesInAllTextsOfAMessage() throws IOException {
    ObjectNode message =
        (ObjectNode)
            new ObjectMapper()
                .readTree("{\"a\":\"1 abc\",\"b\":[{\"abc\":\"abcdef\"},7,null],\"c\":true}");
    assertThat(MASK.hide(message))
        .hasToString("{\"a\":\"1 ***\",\"b\":[{\"***\":\"***\"},7,null],\"c\":true}");
  }

  @Test
  void hidesInLinesThatComeInPieces() throws IOException {
    long seed = new Random().nextLong();
    Random random = new Random(seed);
    String text = ("x abcdef y\n" + "z".repeat(70_000) + "abc").repeat(3) + "abcdef";
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (MaskedLines lines = new MaskedLines(Mask.of(List.of("abcdef", "abc")), out)) {
      byte[] bytes = text.getBytes(UTF_8);
      for (int i = 0; i < bytes.length; ) {
        int length = Math.min(bytes.length - i, 1 + random.nextInt(5_000));
        lines.write(bytes, i, length);
        i += length;
      }
    }
    assertThat(out.toString(UTF_8))
        .as("seed " + seed)
        .isEqualTo(text.replace("abcdef", "***").replace("abc", "***"));
  }
}
