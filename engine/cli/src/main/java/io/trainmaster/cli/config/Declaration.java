package io.trainmaster.cli.config;

import java.util.List;

/** What a setting may be: one of a kind, or one that each of a named group has. */
public interface Declaration {

  /** What its value looks like. */
  SettingType type();

  /** The text it has when no layer gives one. */
  String defaultValue();

  /** The words it may be; empty where it isn't a {@link SettingType#WORD}. */
  List<String> words();

  /** One or two sentences. */
  String documentation();

  /** What is allowed, in words that finish the sentence "it takes …". */
  default String allowed() {
    return words().isEmpty() ? type().allowed() : "one of " + String.join(", ", words());
  }
}
