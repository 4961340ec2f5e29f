package io.trainmaster.cli.console;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.PrintStream;

/**
 * Where a command writes: data to standard output, talk to standard error. Safe for use from
 * several threads.
 */
public final class Console {
  private final PrintStream out;
  private final PrintStream err;
  private final Style outStyle;
  private final Style errStyle;
  private final Output output;
  private final boolean quiet;

  /** A console with its decisions made. */
  public Console(
      PrintStream out,
      PrintStream err,
      Style outStyle,
      Style errStyle,
      Output output,
      boolean quiet) {
    this.out = out;
    this.err = err;
    this.outStyle = outStyle;
    this.errStyle = errStyle;
    this.output = output;
    this.quiet = quiet;
  }

  /** The colours of standard output. */
  public Style style() {
    return outStyle;
  }

  /** The colours of standard error. */
  public Style talkStyle() {
    return errStyle;
  }

  /** Whether data is to be JSON. */
  public boolean isJson() {
    return output == Output.json;
  }

  /** Whether diagnostics are to be SARIF. */
  public boolean isSarif() {
    return output == Output.sarif;
  }

  /** Whether only data and errors are wanted. */
  public boolean isQuiet() {
    return quiet;
  }

  /** A line of data. */
  public void print(String line) {
    out.println(line);
  }

  /** Data that has its own line ends. */
  public void write(String text) {
    out.print(text);
    out.flush();
  }

  /** A table as data. */
  public void print(Table table) {
    write(table.render(outStyle));
  }

  /** JSON as data, indented for those who look at it. */
  public void print(JsonNode json) {
    print(json.toPrettyString());
  }

  /** JSON as one line of a stream. */
  public void printLine(JsonNode json) {
    try {
      print(new ObjectMapper().writeValueAsString(json));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("A JSON tree can always be written.", e);
    }
    out.flush();
  }

  /** A line of talk; left out when quiet. */
  public void say(String line) {
    if (!quiet) {
      err.println(line);
    }
  }

  /** A warning; left out when quiet. */
  public void warn(String sentence) {
    say(errStyle.warning("warning: ") + sentence);
  }

  /** A line about an error, whether quiet or not. */
  public void complain(String line) {
    err.println(line);
  }

  /** An error: code and sentence, place, mend. */
  public void complain(Letter letter) {
    if (isJson()) {
      err.println(Letters.json(letter));
      return;
    }
    String code = letter.code().isEmpty() ? "error: " : "error " + letter.code() + ": ";
    err.println(errStyle.bad(code) + errStyle.bold(letter.message()));
    if (!letter.place().isEmpty()) {
      err.println("  at: " + letter.place());
    }
    if (!letter.mend().isEmpty()) {
      err.println(errStyle.good("  mend: " + letter.mend()));
    }
  }

  /** Where a block that is redrawn is written. */
  public PrintStream talkStream() {
    return err;
  }
}
