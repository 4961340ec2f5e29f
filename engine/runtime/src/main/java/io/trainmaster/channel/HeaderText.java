package io.trainmaster.channel;

import java.nio.charset.StandardCharsets;
import java.util.function.IntPredicate;

/** Texts as headers may have them: whatever they may not is percent-encoded. */
final class HeaderText {

  private HeaderText() {}

  /** For a header of HTTP, which has printable ASCII alone. */
  static String printable(String text) {
    return encoded(text, one -> one > ' ' && one < 0x7f);
  }

  /** For the left side of a mail's id. */
  static String dotAtom(String text) {
    return encoded(
        text,
        one ->
            one >= 'a' && one <= 'z'
                || one >= 'A' && one <= 'Z'
                || one >= '0' && one <= '9'
                || "/-_=+".indexOf(one) >= 0);
  }

  private static String encoded(String text, IntPredicate allowed) {
    StringBuilder encoded = new StringBuilder();
    for (byte one : text.getBytes(StandardCharsets.UTF_8)) {
      if (one != '%' && allowed.test(one)) {
        encoded.append((char) one);
      } else {
        encoded.append("%%%02X".formatted(one & 0xff));
      }
    }
    return encoded.toString();
  }
}
