package io.trainmaster.cli.console;

/** Colours and weights, where they are wanted. */
public final class Style {
  /** Without any colour. */
  public static final Style PLAIN = new Style(false);

  /** With ANSI colours. */
  public static final Style COLOR = new Style(true);

  private static final String RESET = "\u001b[0m";

  private final boolean on;

  private Style(boolean on) {
    this.on = on;
  }

  /** Whether there are colours. */
  public boolean isOn() {
    return on;
  }

  /** For what matters. */
  public String bold(String text) {
    return paint("\u001b[1m", text);
  }

  /** For what can be left unread. */
  public String faint(String text) {
    return paint("\u001b[2m", text);
  }

  /** For what went well. */
  public String good(String text) {
    return paint("\u001b[32m", text);
  }

  /** For what went wrong. */
  public String bad(String text) {
    return paint("\u001b[1;31m", text);
  }

  /** For what should be looked at. */
  public String warning(String text) {
    return paint("\u001b[33m", text);
  }

  /** For what is going on. */
  public String active(String text) {
    return paint("\u001b[36m", text);
  }

  private String paint(String code, String text) {
    return on && !text.isEmpty() ? code + text + RESET : text;
  }
}
