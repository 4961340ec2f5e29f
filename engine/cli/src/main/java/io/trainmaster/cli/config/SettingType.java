package io.trainmaster.cli.config;

/** What a setting's value looks like. */
public enum SettingType {
  /** A file or folder; relative ones are taken from the project's root. */
  PATH("a path; a relative one counts from the project's root"),
  /** A whole number. */
  NUMBER("a whole number from 0"),
  /** A whole number, or {@code all}. */
  NUMBER_OR_ALL("a whole number from 0, or all"),
  /** A whole number from 1. */
  COUNT("a whole number from 1"),
  /** A whole number from 1, or {@code all}. */
  COUNT_OR_ALL("a whole number from 1, or all"),
  /** An amount of memory or storage. */
  BYTES("an amount such as 512 MiB, 16 GiB or 2 GB"),
  /** An amount of memory, or {@code all}. */
  BYTES_OR_ALL("an amount such as 512 MiB or 16 GiB, or all"),
  /** An amount of time. */
  DURATION("a duration such as 500 ms, 30 s, 5 min or 2 h"),
  /** One of a few words. */
  WORD("one of the words listed"),
  /** Words separated by spaces. */
  WORDS("words separated by spaces"),
  /** Names, each with a whole number from 1, separated by spaces. */
  COUNTS("names with whole numbers from 1, such as warehouse=4 vendor_api=2"),
  /** A time zone of the IANA database. */
  ZONE("a time zone such as UTC or Europe/Brussels"),
  /** {@code sqlite}, or where a PostgreSQL database is. */
  DATABASE("sqlite, or jdbc:postgresql://HOST:PORT/DATABASE"),
  /** Any text. */
  TEXT("text");

  private final String allowed;

  SettingType(String allowed) {
    this.allowed = allowed;
  }

  /** What is allowed, in words that finish the sentence "it takes …". */
  public String allowed() {
    return allowed;
  }
}
