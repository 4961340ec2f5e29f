package io.trainmaster.dsl.diagnostic;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/**
 * The long form of a code, which {@code trainmaster explain} prints.
 *
 * @param example lines that have the fault: a file, or statements of a workflow
 * @param cause why it is one
 * @param mend what to do
 */
public record Explanation(Code code, String example, String cause, String mend) {

  private static final String RESOURCE = "codes.md";
  private static final String FENCE = "```";

  /** The explanation of a code. */
  public static Explanation of(Code code) {
    String all = text();
    String title = "## " + code.id() + "\n";
    int start = all.indexOf(title);
    if (start < 0) {
      throw new IllegalStateException("Code " + code.id() + " is not explained.");
    }
    int end = all.indexOf("\n## ", start);
    String section = all.substring(start + title.length(), end < 0 ? all.length() : end);
    int example = section.indexOf('\n', section.indexOf(FENCE)) + 1;
    int fence = section.indexOf(FENCE, example);
    String cause = between(section, "Cause: ", "\n\nMend: ");
    String mend = section.substring(section.indexOf("\n\nMend: ") + "\n\nMend: ".length()).strip();
    return new Explanation(code, section.substring(example, fence), cause, mend);
  }

  private static String between(String text, String from, String to) {
    int start = text.indexOf(from) + from.length();
    return text.substring(start, text.indexOf(to, start)).strip();
  }

  private static String text() {
    try (InputStream in = Explanation.class.getResourceAsStream(RESOURCE)) {
      if (in == null) {
        throw new IllegalStateException("The explanations are missing from the program.");
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8).replace("\r\n", "\n");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The explanation as people read it on a terminal. */
  public String text(String indent) {
    return code.id()
        + ": "
        + code.title()
        + ".\n\nExample:\n\n"
        + indent
        + example.stripTrailing().replace("\n", "\n" + indent)
        + "\n\nCause: "
        + cause
        + "\n\nMend: "
        + mend
        + "\n";
  }
}
