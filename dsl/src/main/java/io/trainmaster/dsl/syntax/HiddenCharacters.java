package io.trainmaster.dsl.syntax;

import io.trainmaster.dsl.diagnostic.Code;
import io.trainmaster.dsl.diagnostic.Diagnostic;
import io.trainmaster.dsl.diagnostic.Diagnostics;
import io.trainmaster.dsl.source.Span;
import java.util.Locale;
import java.util.Optional;

/**
 * Characters that make a text read otherwise than it is: marks that turn its direction, blanks of
 * no width, and letters of other alphabets that look like Latin ones.
 */
final class HiddenCharacters {

  /** Letters that look like Latin ones, each followed by the one that it looks like. */
  private static final String LOOKALIKES =
      "аaеeоoрpсcхxуyіiјjѕsһhԁdԛqԝwАAВBЕEКKМMНHОOРPСCТTХXЅSІIЈJУY"
          + "αaοoρpνvιiΑAΒBΕEΖZΗHΙIΚKΜMΝNΟOΡPΤTΥYΧX";

  private HiddenCharacters() {}

  /** Whether a mark turns the direction of the text that follows. */
  static boolean turnsDirection(int c) {
    return c == 0x061C
        || c == 0x200E
        || c == 0x200F
        || c >= 0x202A && c <= 0x202E
        || c >= 0x2066 && c <= 0x2069;
  }

  /** Whether a character has no width, so that nobody sees it. */
  static boolean hasNoWidth(int c) {
    return c >= 0x200B && c <= 0x200D || c == 0x2060 || c == 0xFEFF || c == 0x00AD;
  }

  /** Tells of every mark that turns the direction, wherever it stands. */
  static void check(String text, Diagnostics diagnostics) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c > 0x061B && turnsDirection(c)) {
        diagnostics.add(
            hidden(
                new Span(i, i + 1),
                "The mark %s turns the direction of the text, so that it reads otherwise than it is."
                    .formatted(number(c))));
      }
    }
  }

  /** What to say of a character of no width. */
  static Diagnostic noWidth(int c, Span span) {
    return hidden(span, "The character %s can't be seen.".formatted(number(c)));
  }

  private static Diagnostic hidden(Span span, String message) {
    return new Diagnostic(Code.HIDDEN_CHARACTER, message, span)
        .withMend(new Diagnostic.Mend("remove it", span, ""));
  }

  /** How people call a character that can't be shown. */
  static String number(int c) {
    return "U+" + "0".repeat(c < 0x1000 ? c < 0x100 ? 2 : 1 : 0) + hexadecimal(c);
  }

  private static String hexadecimal(int c) {
    return Integer.toHexString(c).toUpperCase(Locale.ROOT);
  }

  private static boolean isPlain(String word) {
    for (int i = 0; i < word.length(); i++) {
      if (word.charAt(i) >= 0x80) {
        return false;
      }
    }
    return true;
  }

  /** The Latin word that a word of two alphabets looks like; empty where it looks like none. */
  static Optional<String> latin(String word) {
    if (isPlain(word)) {
      return Optional.empty();
    }
    StringBuilder latin = new StringBuilder(word.length());
    boolean mixed = false;
    boolean pure = true;
    for (int i = 0; i < word.length(); i++) {
      char c = word.charAt(i);
      int at = c < 0x80 ? -1 : LOOKALIKES.indexOf(c);
      latin.append(at < 0 ? c : LOOKALIKES.charAt(at + 1));
      pure &= at >= 0 || c < 0x80;
      mixed |= c < 0x80 && Character.isLetter(c);
    }
    return mixed && pure && !word.contentEquals(latin)
        ? Optional.of(latin.toString())
        : Optional.empty();
  }
}
