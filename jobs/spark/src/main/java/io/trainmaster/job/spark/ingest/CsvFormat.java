package io.trainmaster.job.spark.ingest;

import io.trainmaster.job.Arguments;
import io.trainmaster.job.TaskError;
import io.trainmaster.job.TaskException;
import java.io.Serializable;
import java.nio.charset.Charset;
import java.nio.charset.IllegalCharsetNameException;
import java.nio.charset.UnsupportedCharsetException;
import java.util.Set;
import java.util.TreeSet;

/**
 * How delimited text is to be read.
 *
 * @param header whether a file's first record names the columns
 * @param quote what a field that holds the delimiter or a line's end stands between
 * @param escape what makes a quote inside a quoted field a plain one; often the quote itself
 * @param comment what a line to be skipped begins with; {@code '\0'} for none
 * @param encoding the name of the character encoding
 * @param nulls texts that stand for no value
 * @param trim whether blanks around an unquoted field are no part of it
 */
record CsvFormat(
    boolean header,
    char delimiter,
    char quote,
    char escape,
    char comment,
    String encoding,
    Set<String> nulls,
    boolean trim)
    implements Serializable {

  static CsvFormat of(Arguments arguments) throws TaskException {
    char quote = character(arguments, "quote");
    return new CsvFormat(
        arguments.flag("header"),
        character(arguments, "delimiter"),
        quote,
        arguments.has("escape") ? character(arguments, "escape") : quote,
        arguments.has("comment") ? character(arguments, "comment") : '\0',
        encoding(arguments.text("encoding")),
        new TreeSet<>(arguments.texts("nulls")),
        arguments.flag("trim"));
  }

  private static char character(Arguments arguments, String name) throws TaskException {
    String text = arguments.text(name);
    if (text.length() != 1 || text.equals("\n") || text.equals("\r")) {
      throw new TaskException(
          TaskError.ARGUMENT_INVALID,
          "This argument must be one character.",
          "argument " + name,
          "Give one character, such as \",\" or \"\\t\".");
    }
    return text.charAt(0);
  }

  private static String encoding(String name) throws TaskException {
    try {
      return Charset.forName(name).name();
    } catch (IllegalCharsetNameException | UnsupportedCharsetException e) {
      throw new TaskException(
          TaskError.ARGUMENT_INVALID,
          "There is no such character encoding.",
          "argument encoding: " + name,
          "Use one such as \"UTF-8\", \"ISO-8859-1\" or \"windows-1252\".",
          e);
    }
  }
}
