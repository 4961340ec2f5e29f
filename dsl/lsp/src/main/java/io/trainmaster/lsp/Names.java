package io.trainmaster.lsp;

import java.util.regex.Pattern;

/** How names are written. */
final class Names {

  private static final Pattern PLAIN = Pattern.compile("[A-Za-z_][A-Za-z0-9_]*");

  private Names() {}

  /** A name as the text has it: an odd one stands in backticks. */
  static String written(String name) {
    return isPlain(name) ? name : "`" + name + "`";
  }

  /** Whether a name needs no backticks. */
  static boolean isPlain(String name) {
    return PLAIN.matcher(name).matches() && !Words.isReserved(name);
  }
}
