package io.trainmaster.lsp;

import io.trainmaster.dsl.syntax.TokenKind;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Properties;

/** What the language's own words mean, as editors show it. */
final class Words {

  private static final Properties TEXTS = read();

  private Words() {}

  /**
   * What a word means; empty where nothing is said of it.
   *
   * @param word a reserved word, or the name of a block and one of its keys, such as {@code
   *     schedule.cron}
   */
  static String documentation(String word) {
    return TEXTS.getProperty(word, "");
  }

  static boolean isReserved(String word) {
    return Arrays.stream(TokenKind.values())
        .anyMatch(kind -> kind.isWord() && kind.spelling().equals(word));
  }

  private static Properties read() {
    Properties texts = new Properties();
    try (InputStream in = Words.class.getResourceAsStream("words.properties")) {
      if (in == null) {
        throw new IllegalStateException("The descriptions of words are missing from the program.");
      }
      texts.load(new InputStreamReader(in, StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return texts;
  }
}
